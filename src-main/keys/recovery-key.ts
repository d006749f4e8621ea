import { randomBytes } from 'node:crypto';
import { plainRecoveryKey } from '@contract/recovery-key.ts';
import { Refusal } from '@contract/refusal.ts';
import { deriveKey } from './derive.ts';

/** Crockford's alphabet: no I, L, O, U, so that a key on paper or read aloud is unambiguous. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const secretBytes = 20;
const groups = 8;
const dataPerGroup = 4;
const groupLength = dataPerGroup + 1;
const numerals = ['一', '二', '三', '四', '五', '六', '七', '八'] as const;

/** 160 random bits: too many to search, so the wrapped keys need no slow hash. */
export function createRecoverySecret(): Buffer {
  return randomBytes(secretBytes);
}

/** The printed form of the secret: eight groups of five, the fifth character of each group is a check character. */
export function formatRecoveryKey(secret: Buffer): string {
  if (secret.length !== secretBytes) throw new RangeError('A recovery secret has 20 bytes');
  let bits = BigInt(`0x${secret.toString('hex')}`);
  const values: number[] = [];
  for (let place = 0; place < groups * dataPerGroup; place += 1) {
    values.unshift(Number(bits & 31n));
    bits >>= 5n;
  }
  return Array.from({ length: groups }, (_, group) => {
    const data = values.slice(group * dataPerGroup, (group + 1) * dataPerGroup);
    return [...data, checkOf(group, data)].map((value) => alphabet.charAt(value)).join('');
  }).join('-');
}

/**
 * The secret of a typed recovery key: blanks and dashes anywhere, lower case, full width, O for 0, I or L for 1.
 * @throws Refusal RECOVERY_KEY_WRONG that names the wrong group, before any key is tried
 */
export function parseRecoveryKey(typed: string): Buffer {
  const characters = [...plainRecoveryKey(typed)];
  const values = characters.map((character) => alphabet.indexOf(character));
  const unknown = values.indexOf(-1);
  if (unknown !== -1) {
    throw wrong(`${groupName(unknown)}里的“${characters[unknown]}”不是恢复密钥会用的字符，请对照纸上的恢复密钥改正。`);
  }
  // Groups are checked before the length: an error in the first group is reported there, not at the end.
  for (let group = 0; group < groups && (group + 1) * groupLength <= values.length; group += 1) {
    const [check, ...data] = values.slice(group * groupLength, (group + 1) * groupLength).reverse();
    if (checkOf(group, data.reverse()) !== check)
      throw wrong(`${groupName(group * groupLength)}有误，请对照纸上的恢复密钥改正。`);
  }
  if (values.length !== groups * groupLength) {
    throw wrong(`恢复密钥共 8 组、每组 5 个字符，现在是 ${values.length} 个字符，请补全或删去多余的字符。`);
  }
  let bits = 0n;
  values.forEach((value, index) => {
    if (index % groupLength !== dataPerGroup) bits = (bits << 5n) | BigInt(value);
  });
  return Buffer.from(bits.toString(16).padStart(secretBytes * 2, '0'), 'hex');
}

/**
 * The key that a recovery secret gives for one purpose in one store.
 * @param purpose `databaseKey`: wraps the database key; `vault`: wraps the office vault key
 * @returns 32 bytes
 */
export function recoveryWrappingKey(secret: Buffer, purpose: 'databaseKey' | 'vault', storeId: string): Buffer {
  return deriveKey(secret, `desk/recovery/${purpose}`, Buffer.from(storeId));
}

/** A well-formed recovery key of another store or of an older printing. */
export function recoveryKeyOfAnother(): Refusal {
  return wrong('这不是本机构现用的恢复密钥。请确认拿的是最近一次打印的那一张。');
}

/**
 * Check over GF(32): each position has its own weight, so that one wrong character, or two swapped ones, are always
 * found. The group's number is included, so that two swapped groups are found, too.
 */
function checkOf(group: number, data: readonly number[]): number {
  return data.reduce((sum, value, index) => sum ^ multiply(value, 2 ** (index + 1)), group + 1);
}

/** Product in GF(32), modulo x^5 + x^2 + 1. */
function multiply(left: number, right: number): number {
  let product = 0;
  for (let bit = 0; bit < 5; bit += 1) if ((right >> bit) & 1) product ^= left << bit;
  for (let bit = 8; bit >= 5; bit -= 1) if ((product >> bit) & 1) product ^= 0b100101 << (bit - 5);
  return product;
}

function groupName(place: number): string {
  return `第${numerals[Math.min(groups - 1, Math.floor(place / groupLength))] ?? ''}组`;
}

function wrong(message: string): Refusal {
  return new Refusal('RECOVERY_KEY_WRONG', message, { link: 'input', whoCanMend: '保管恢复密钥的人' });
}
