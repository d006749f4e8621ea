import { describe, expect, it } from 'vitest';
import { checkIdentityCard } from '@contract/validators/resident-identity-card.ts';
import { checkTaxpayerId } from '@contract/validators/taxpayer-id.ts';
import { checkMobile } from '@contract/validators/mobile.ts';
import { seededRandom } from '../../../../src-main/training/sample/random.ts';
import { sampleEnterprises, samplePerson } from '../../../../src-main/training/sample/enterprises.ts';
import { cities } from '../../../../src-main/training/sample/liaoning.ts';

const now = new Date('2026-11-23T04:00:00Z');
const some = sampleEnterprises(seededRandom('test'), 3000);
const people = some.flatMap((enterprise) => [enterprise.legalRepresentative, enterprise.financeOfficer]);

describe('sample enterprises', () => {
  it('are the same for the same seed, and others for another', () => {
    expect(sampleEnterprises(seededRandom('test'), 3000)).toEqual(some);
    expect(sampleEnterprises(seededRandom('other'), 10).map((each) => each.name)).not.toEqual(
      some.slice(0, 10).map((each) => each.name),
    );
  });

  it('K5: a hundred thousand are all different, by name and by every number', () => {
    const many = sampleEnterprises(seededRandom('large'), 100_000);
    const persons = many.flatMap((each) => [each.legalRepresentative, each.financeOfficer]);
    expect(new Set(many.map((each) => each.name)).size).toBe(100_000);
    expect(new Set(many.map((each) => each.taxpayerId)).size).toBe(100_000);
    expect(new Set(persons.map((person) => person.idNumber)).size).toBe(200_000);
    expect(new Set(persons.map((person) => person.mobile)).size).toBe(200_000);
  });

  it('K5: every number passes its check and belongs to nobody', () => {
    for (const { taxpayerId } of some) {
      expect(checkTaxpayerId(taxpayerId, now)).toEqual({ ok: true, value: taxpayerId, kind: 'unifiedCode' });
      expect(taxpayerId).toMatch(/^9[12]21(0[1-9]|1[0-4])9[1-9]MAY/);
    }
    for (const { idNumber, mobile } of people) {
      expect(checkIdentityCard(idNumber, now)).toEqual({ ok: true, value: idNumber, kind: 'residentIdentityCard' });
      expect(idNumber).toMatch(/^21(0[1-9]|1[0-4])9[1-9](19[6-9]|200)/);
      expect(checkMobile(mobile).ok).toBe(true);
      expect(mobile).toMatch(/^154/);
    }
  });

  it('K5: the numbers of a serial do not depend on the draw', () => {
    const given = { name: '林静', female: true };
    expect(samplePerson(seededRandom('a'), 7, '2101', given)).toEqual(
      samplePerson(seededRandom('b'), 7, '2101', given),
    );
    expect(Number(samplePerson(seededRandom('a'), 7, '2101', given).idNumber[16]) % 2).toBe(0);
    expect(() => samplePerson(seededRandom('a'), -1, '2101', given)).toThrow(RangeError);
    expect(() => samplePerson(seededRandom('a'), 1e9, '2101', given)).toThrow(RangeError);
  });

  it('the sex of a person is that of the number', () => {
    for (const person of people) expect(Number(person.idNumber[16]) % 2 === 0).toBe(person.female);
  });

  it("look like the agency's clients: cities, kinds, lengths, addresses", () => {
    const shareOf = (test: (each: (typeof some)[number]) => boolean): number => some.filter(test).length / some.length;
    expect(shareOf((each) => each.city === '沈阳')).toBeGreaterThan(0.38);
    expect(shareOf((each) => ['沈阳', '大连', '鞍山'].includes(each.city))).toBeGreaterThan(0.75);
    expect(new Set(some.map((each) => each.city)).size).toBe(cities.length);
    expect(shareOf((each) => each.taxpayerKind === 'general')).toBeGreaterThan(0.25);
    expect(shareOf((each) => each.taxpayerId.startsWith('92'))).toBeGreaterThan(0.08);
    const lengths = some.map((each) => each.name.length);
    expect(Math.min(...lengths)).toBeLessThanOrEqual(10);
    expect(Math.max(...lengths)).toBeGreaterThanOrEqual(18);
    for (const each of some) {
      expect(each.name).toMatch(/^[\p{Script=Han}（）]{7,30}$/u);
      expect(each.address).toMatch(new RegExp(`^辽宁省${each.city}市.{2,4}区.+[街路]\\d+号`, 'u'));
      if (each.taxpayerId.startsWith('92')) {
        expect(each.taxpayerKind).toBe('smallScale');
        expect(each.address.startsWith(`辽宁省${each.name.slice(0, each.name.indexOf('区') + 1)}`), each.name).toBe(
          true,
        );
      }
    }
    for (const person of people) expect(person.name).toMatch(/^\p{Script=Han}{2,4}$/u);
  });

  it('a world may say where each is', () => {
    const [first] = cities;
    if (!first) throw new Error('no city');
    expect(
      sampleEnterprises(seededRandom('here'), 20, () => first).every(
        (each) => each.city === '沈阳' && each.taxpayerId.slice(2, 6) === '2101',
      ),
    ).toBe(true);
  });
});
