import { describe, expect, it } from 'vitest';
import { isBelow } from '../../../src-main/keys/argon2.ts';
import {
  createPasswordHasher,
  normalisePassword,
  parameterFloor,
  passwordHasherOfProcess,
  productionParameters,
  testParameters,
} from '../../../src-main/keys/password.ts';

const hasher = createPasswordHasher(testParameters, { belowFloor: 'tests' });

describe('passwords', () => {
  it('verifies the password that was hashed, with the same wrapping key, and no other', async () => {
    const { stored, wrapKey } = await hasher.hashPassword('Abcd1234!');
    expect(wrapKey).toHaveLength(32);
    expect(await hasher.verifyPassword(stored, 'Abcd1234!')).toEqual({ ok: true, wrapKey, outdated: false });
    expect(await hasher.verifyPassword(stored, 'Abcd1234?')).toEqual({ ok: false, wrapKey: null, outdated: false });
  });

  it('hashes one password differently each time, with another wrapping key', async () => {
    const [first, second] = await Promise.all([hasher.hashPassword('Abcd1234!'), hasher.hashPassword('Abcd1234!')]);
    expect(first.stored).not.toBe(second.stored);
    expect(first.wrapKey.equals(second.wrapKey)).toBe(false);
  });

  it('stores neither password nor wrapping key, and states its cost', async () => {
    const { stored, wrapKey } = await hasher.hashPassword('Abcd1234!');
    expect(stored).toMatch(/^\$desk-argon2id\$v=19\$m=256,t=1,p=1\$/);
    expect(stored).not.toContain('Abcd');
    expect(stored).not.toContain(wrapKey.toString('base64url'));
  });

  it('takes full-width typing of an input method for the same password', async () => {
    const { stored } = await hasher.hashPassword('Ａｂｃｄ１２３４！');
    expect((await hasher.verifyPassword(stored, 'Abcd1234!')).ok).toBe(true);
    expect(normalisePassword('１')).toBe('1');
  });

  it('tells a verifier below the current cost, and still opens it', async () => {
    const { stored, wrapKey } = await hasher.hashPassword('Abcd1234!');
    const stronger = createPasswordHasher({ memoryKiB: 512, passes: 1, lanes: 1 }, { belowFloor: 'tests' });
    expect(await stronger.verifyPassword(stored, 'Abcd1234!')).toEqual({ ok: true, wrapKey, outdated: true });
  });

  it('J2: answers false for an account that is not there', async () => {
    expect(await hasher.verifyNothing('111111')).toBe(false);
  });

  it.each([
    '',
    'x',
    '$argon2id$v=19$m=256,t=1,p=1$AAAA$BBBB',
    `$desk-argon2id$v=19$m=99999999,t=3,p=1$${'A'.repeat(22)}$${'A'.repeat(43)}`,
    `$desk-argon2id$v=19$m=65536,t=999,p=1$${'A'.repeat(22)}$${'A'.repeat(43)}`,
  ])('refuses a malformed verifier without computing it: %s', async (stored) => {
    await expect(hasher.verifyPassword(stored, 'Abcd1234!')).rejects.toThrow('malformed');
  });

  it('runs a storm of logins to its end, two at a time, and refuses what exceeds the queue', async () => {
    const storm = await Promise.allSettled(Array.from({ length: 400 }, () => hasher.verifyNothing('x')));
    const refused = storm.filter((one) => one.status === 'rejected');
    expect(refused).toHaveLength(400 - 2 - 256);
    expect(refused.every((one) => one.reason.code === 'DESK_BUSY')).toBe(true);
    expect(await hasher.verifyNothing('x')).toBe(false);
  });
});

describe('cost', () => {
  it('is at least 64 MiB and 3 passes in production', () => {
    expect(parameterFloor).toEqual({ memoryKiB: 65_536, passes: 3, lanes: 1 });
    expect(isBelow(productionParameters, parameterFloor)).toBe(false);
    expect(createPasswordHasher().parameters).toEqual(productionParameters);
  });

  it.each([
    { memoryKiB: 65_535 },
    { passes: 2 },
    { passes: 0 },
    { lanes: 0 },
    { memoryKiB: 1 << 30 },
    { memoryKiB: 65_536.5 },
  ])('refuses %o', (change) => {
    expect(() => createPasswordHasher({ ...productionParameters, ...change })).toThrow(RangeError);
  });

  it('is small only when vitest and the variable both say so', () => {
    expect(passwordHasherOfProcess({ VITEST: 'true', DESK_TEST_ARGON2: 'small' }).parameters).toEqual(testParameters);
    for (const env of [{ DESK_TEST_ARGON2: 'small' }, { VITEST: 'true' }, {}]) {
      expect(passwordHasherOfProcess(env).parameters).toEqual(productionParameters);
    }
  });

  it('works at production cost too', async () => {
    const real = createPasswordHasher();
    const { stored } = await real.hashPassword('Abcd1234!');
    expect((await real.verifyPassword(stored, 'Abcd1234!')).ok).toBe(true);
    expect((await hasher.verifyPassword(stored, 'Abcd1234!')).outdated).toBe(false);
  });
});
