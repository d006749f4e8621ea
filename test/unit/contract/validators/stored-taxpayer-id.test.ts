import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkStoredTaxpayerId, doubtOfTaxpayerId } from '@contract/validators/stored-taxpayer-id.ts';
import { checkTaxpayerId, unifiedCodeAlphabet } from '@contract/validators/taxpayer-id.ts';

const now = new Date('2026-11-23T04:00:00Z');

describe('numbers that were issued against the rule', () => {
  it.each([
    ['91350203M0001QKT19', 'unifiedCodeOff'],
    ['911156198201010010', 'unifiedCodeOff'],
    ['E1234567801', 'documentAndTwo'],
    ['H1234567801', 'documentAndTwo'],
    ['M123456789001', 'documentAndTwo'],
    ['EA123456701', 'documentAndTwo'],
    ['1234567801', 'documentAndTwo'],
    ['L91210102MAY000017T', 'letterLed'],
    ['L21010219800101001X', 'letterLed'],
    ['210102MAY000018', 'olderOff'],
    ['21010219800101001101', 'olderOff'],
  ])('K3: %s is of a shape that can be kept (%s), and its doubt is said', (number, kind) => {
    expect(checkTaxpayerId(number, now).ok).toBe(false);
    expect(checkStoredTaxpayerId(` ${number.toLowerCase()} `, now)).toEqual({ ok: true, value: number, kind });
    expect(doubtOfTaxpayerId(number, now)).toMatch(/核对/u);
  });

  it.each([
    ['9121010OMAY000017T', 'a letter that no code has'],
    ['91210102MAY000017', 'a place too few'],
    ['91210102MAY000017TT', 'a place too many'],
    ['11010519491231002X', 'an identity card'],
    ['912101020000000000', 'rounded by a spreadsheet'],
    ['E12345678', 'a passport without the two digits'],
    ['沈阳91210102MAY0000', 'words'],
    ['', 'nothing'],
  ])('K3: %s is of no such shape: %s', (number) => {
    expect(checkStoredTaxpayerId(number, now).ok).toBe(false);
    expect(doubtOfTaxpayerId(number, now)).toBe(null);
  });

  it('K3: whatever the rules accept needs no second look, and a wrong check character never costs the shape', () => {
    const last = fc.constantFrom(...unifiedCodeAlphabet);
    fc.assert(
      fc.property(last, (character) => {
        const number = `91350100M000100Y4${character}`;
        // A published code: with its own last character it is right, with any other it is doubted.
        expect(checkStoredTaxpayerId(number, now).ok).toBe(true);
        expect(doubtOfTaxpayerId(number, now) === null).toBe(character === '3');
      }),
    );
  });
});
