import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  createRecoverySecret,
  formatRecoveryKey,
  parseRecoveryKey,
  recoveryWrappingKey,
} from '../../../src-main/keys/recovery-key.ts';

const secrets = fc.uint8Array({ minLength: 20, maxLength: 20 }).map((array) => Buffer.from(array));
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

const messageOf = (typed: string): string => {
  try {
    parseRecoveryKey(typed);
  } catch (error) {
    expect(error).toMatchObject({ name: 'Refusal', code: 'RECOVERY_KEY_WRONG' });
    return (error as Error).message;
  }
  throw new Error('The recovery key was taken');
};
const groupNames = ['第一组', '第二组', '第三组', '第四组', '第五组', '第六组', '第七组', '第八组'];

describe('recovery key', () => {
  it('is 160 random bits in eight groups of five', () => {
    const [first, second] = [createRecoverySecret(), createRecoverySecret()];
    expect(first).toHaveLength(20);
    expect(first.equals(second)).toBe(false);
    expect(formatRecoveryKey(first)).toMatch(/^([0-9A-HJKMNP-TV-Z]{5}-){7}[0-9A-HJKMNP-TV-Z]{5}$/);
    expect(() => formatRecoveryKey(Buffer.alloc(16))).toThrow(RangeError);
  });

  it('reads back what was printed', () => {
    fc.assert(
      fc.property(secrets, (secret) => {
        expect(parseRecoveryKey(formatRecoveryKey(secret))).toEqual(secret);
      }),
    );
    expect(parseRecoveryKey(formatRecoveryKey(Buffer.alloc(20)))).toEqual(Buffer.alloc(20));
  });

  it('reads it with other blanks and dashes, lower case, full width, O for 0, I and L for 1', () => {
    const full = (text: string): string =>
      text.replace(/[!-~]/g, (one) => String.fromCharCode(one.charCodeAt(0) + 0xfee0));
    fc.assert(
      fc.property(secrets, (secret) => {
        const printed = formatRecoveryKey(secret);
        for (const typed of [
          printed.toLowerCase(),
          printed.replaceAll('-', ''),
          printed.replaceAll('-', ' — '),
          ` ${printed.replaceAll('-', '\n')} `,
          full(printed),
          printed.replaceAll('0', 'O'),
          printed.replaceAll('1', 'I'),
          printed.replaceAll('1', 'l'),
          printed.replaceAll('-', '　'),
        ])
          expect(parseRecoveryKey(typed)).toEqual(secret);
      }),
      { numRuns: 50 },
    );
  });

  it('names the group in which one character is wrong', () => {
    fc.assert(
      fc.property(secrets, fc.nat(39), fc.nat(30), (secret, place, shift) => {
        const characters = [...formatRecoveryKey(secret).replaceAll('-', '')];
        const index = alphabet.indexOf(characters[place] ?? '');
        characters[place] = alphabet.charAt((index + 1 + shift) % 32);
        expect(messageOf(characters.join(''))).toContain(groupNames[Math.floor(place / 5)]);
      }),
      { numRuns: 1_000 },
    );
  });

  it('names the group in which two neighbours changed places', () => {
    fc.assert(
      fc.property(secrets, fc.nat(7), fc.nat(3), (secret, group, at) => {
        const characters = [...formatRecoveryKey(secret).replaceAll('-', '')];
        const left = group * 5 + at;
        const [first, second] = [characters[left] ?? '', characters[left + 1] ?? ''];
        fc.pre(first !== second);
        [characters[left], characters[left + 1]] = [second, first];
        expect(messageOf(characters.join(''))).toContain(groupNames[group]);
      }),
      { numRuns: 1_000 },
    );
  });

  it('notices two groups that changed places', () => {
    fc.assert(
      fc.property(secrets, fc.nat(6), (secret, at) => {
        const groups = formatRecoveryKey(secret).split('-');
        [groups[at], groups[at + 1]] = [groups[at + 1] ?? '', groups[at] ?? ''];
        expect(messageOf(groups.join('-'))).toContain(groupNames[at]);
      }),
    );
  });

  it('says how long it is when characters lack or are too many, and which character it never has', () => {
    const printed = formatRecoveryKey(Buffer.alloc(20, 7));
    expect(messageOf(printed.slice(0, -1))).toContain('现在是 39 个字符');
    expect(messageOf(`${printed}0`)).toContain('现在是 41 个字符');
    expect(messageOf('')).toContain('现在是 0 个字符');
    expect(messageOf(`${printed.slice(0, 7)}U${printed.slice(8)}`)).toContain('第二组里的“U”');
    expect(messageOf('恢复密钥')).toContain('第一组');
  });

  it('never repeats in a message what was typed, beyond one character', () => {
    const printed = formatRecoveryKey(createRecoverySecret());
    const message = messageOf(`${printed}0`);
    for (const group of printed.split('-')) expect(message).not.toContain(group);
  });

  it('gives another key for each purpose and store', () => {
    const secret = createRecoverySecret();
    const keys = [
      recoveryWrappingKey(secret, 'databaseKey', 'a'),
      recoveryWrappingKey(secret, 'vault', 'a'),
      recoveryWrappingKey(secret, 'vault', 'b'),
    ].map((key) => key.toString('hex'));
    expect(new Set(keys).size).toBe(3);
    expect(recoveryWrappingKey(secret, 'vault', 'a').toString('hex')).toBe(keys[1]);
  });
});
