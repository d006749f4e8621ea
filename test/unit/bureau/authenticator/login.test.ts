import { Secret } from 'otpauth';
import { describe, expect, it } from 'vitest';
import { SealBroken } from '../../../../src-main/keys/sealing.ts';
import { minute, passwords, refused, testBureau } from '../fixture.ts';
import { appCode, step, testAuthenticator } from './fixture.ts';

describe('动态口令 in the place of SMS', () => {
  it('B4, G2: is set up after a fresh check of the password, offered once its first code was right, and lets its owner in with the vault closed', async () => {
    const { bureau, clock, code, engine, firm, login, logInBy, setUp, later } = await testAuthenticator();
    const choice = async (name = '孙悦') => (await firm('other')).staff.find((one) => one.name === name)?.methods;
    expect(await choice()).toEqual({ password: true, code: null, recoveryKey: false });
    const staff = await login('sun');
    await expect(bureau.ownAuthenticator.begin(staff, 'Falsch-123')).rejects.toEqual(refused('CREDENTIALS_WRONG'));
    const { setUp: id, secret, address, issuer, account } = await bureau.ownAuthenticator.begin(staff, passwords.staff);
    expect(secret).toMatch(/^[A-Z2-7]{32}$/);
    expect(new URL(address).searchParams.get('secret')).toBe(secret);
    expect([issuer, account]).toEqual(['代理机构工作台', '孙悦 砚秋税务师事务所']);
    expect(await choice()).toMatchObject({ code: null });
    await expect(
      bureau.ownAuthenticator.confirm(staff, { setUp: id, code: appCode(secret, clock.now() + 5 * step) }),
    ).rejects.toEqual(refused('CODE_WRONG'));
    await bureau.ownAuthenticator.confirm(staff, { setUp: id, code: appCode(secret, clock.now()) });
    expect(await choice()).toEqual({ password: true, code: 'authenticator', recoveryKey: false });
    expect(await bureau.ownAuthenticator.status(staff)).toEqual({
      available: true,
      since: new Date(clock.now()).toISOString(),
    });
    await setUp();
    later(step);
    expect(await logInBy(code())).toBe('in');
    expect(await engine.office.vault.status(await bureau.sessions.staffOf('w1'))).toMatchObject({ state: 'none' });
  });

  it('B4: whoever has none is told to use the password; in a training world there is none, nor is one offered', async () => {
    const { logInBy } = await testAuthenticator();
    expect(await logInBy('123456')).toBe('METHOD_UNAVAILABLE');
    const { bureau, login, firm } = await testBureau();
    await expect(bureau.ownAuthenticator.begin(await login('sun'), passwords.staff)).rejects.toEqual(
      refused('METHOD_UNAVAILABLE'),
    );
    expect((await firm()).staff.find((one) => one.name === '孙悦')?.methods.code).toBe('sms');
  });

  it('B4: the codes are those that RFC 6238 publishes, shortened to six digits', async () => {
    const { bureau, clock, db } = await testAuthenticator();
    const of = { handler_id: 'sun', id: 'rfc' };
    const sealed = bureau.authenticators.sealed(Uint8Array.from(Buffer.from('12345678901234567890')), of);
    await db
      .insertInto('authenticator')
      .values({ ...of, sealed, set_up_at: 0, spent_until: 0 })
      .execute();
    const published = [
      [59, '94287082'],
      [1111111109, '07081804'],
      [1111111111, '14050471'],
      [1234567890, '89005924'],
      [2000000000, '69279037'],
      [20000000000, '65353130'],
    ] as const;
    for (const [seconds, eight] of published) {
      clock.at(seconds * 1000);
      expect(await bureau.authenticators.use('sun', eight.slice(2)), `${seconds} s`).toEqual({ kind: 'right' });
    }
  });

  it('B4: a code is good within a step of its own, before and after, and no further', async () => {
    const { setUp, code, logInBy, later } = await testAuthenticator();
    await setUp();
    later(10 * step);
    for (const [steps, comes] of [
      [-2, 'CODE_WRONG'],
      [2, 'CODE_WRONG'],
      [-1, 'in'],
      [0, 'in'],
      [1, 'in'],
    ] as const)
      expect(await logInBy(code('sun', steps)), `${steps}`).toBe(comes);
  });

  it('B4: a code is good once, for its owner alone, whatever window, and also after a restart; that of the set-up is used up by it', async () => {
    const { setUp, code, logInBy, firm, bureau, caller, later, restarted } = await testAuthenticator();
    await setUp();
    await setUp('zhao');
    expect(await logInBy(code())).toBe('CODE_EXPIRED');
    later(step);
    expect(await logInBy(code('zhao'))).toBe('CODE_WRONG');
    const [one, two] = [await firm('w1'), await firm('w2')];
    const attempt = ({ flow }: { flow: string }, window: string) =>
      bureau.signIn.staff({ flow, handlerId: 'sun', proof: { kind: 'code', code: code() } }, caller(window)).then(
        () => 'in',
        () => 'refused',
      );
    expect((await Promise.all([attempt(one, 'w1'), attempt(two, 'w2')])).toSorted()).toEqual(['in', 'refused']);
    expect(await (await restarted()).bureau.authenticators.use('sun', code())).toMatchObject({ kind: 'spent' });
  });

  it('B4: a clock set back brings back neither a used code nor one that had run out, also over a restart; it says until when, and the password goes on', async () => {
    const { setUp, code, logInBy, login, later, bureau, clock, firm, caller, restarted } = await testAuthenticator();
    await setUp();
    later(step);
    const used = code();
    expect(await logInBy(used)).toBe('in');
    later(20 * step);
    const unused = code();
    later(40 * step);
    await bureau.sweep();
    const latest = clock.now();
    later(-40 * step);
    const { flow } = await firm();
    await expect(
      bureau.signIn.staff({ flow, handlerId: 'sun', proof: { kind: 'code', code: unused } }, caller()),
    ).rejects.toMatchObject({
      code: 'CODE_EXPIRED',
      message: expect.stringContaining('时间被拨回过') as string,
      data: { retryAt: new Date(latest - step).toISOString() },
    });
    expect(await (await restarted()).bureau.authenticators.use('sun', unused)).toMatchObject({ kind: 'spent' });
    later(-20 * step);
    expect(await logInBy(used)).toBe('CODE_EXPIRED');
    await expect(login('sun')).resolves.toMatchObject({ handlerId: 'sun' });
    clock.at(latest);
    expect(await logInBy(code())).toBe('in');
  });

  it('J2: wrong codes count with wrong passwords, lock, and are unlocked by time; used ones count, too', async () => {
    const { setUp, code, wrong, logInBy, login, later, firm, bureau, caller, acts } = await testAuthenticator();
    await setUp();
    later(step);
    const { flow } = await firm('p');
    for (let index = 0; index < 2; index += 1) {
      await expect(
        bureau.signIn.staff(
          { flow, handlerId: 'sun', proof: { kind: 'password', password: 'Falsch-123' } },
          caller('p'),
        ),
      ).rejects.toEqual(refused('CREDENTIALS_WRONG', { triesLeft: 4 - index }));
    }
    expect([
      await logInBy(wrong(), 'sun', 'a'),
      await logInBy(code('sun', -1), 'sun', 'b'),
      await logInBy(wrong(), 'sun', 'c'),
    ]).toEqual(['CODE_WRONG', 'CODE_EXPIRED', 'CODE_WRONG']);
    expect(await logInBy(code(), 'sun', 'd')).toBe('LOCKED_OUT');
    await expect(login('sun', 'e')).rejects.toEqual(refused('LOCKED_OUT'));
    later(15 * minute);
    expect(await logInBy(code(), 'sun', 'f')).toBe('in');
    expect(
      (await acts('agency.staff.signIn')).filter((row) => row.result === 'refused').map((row) => row.rule),
    ).toEqual(['B4', 'B4', 'B4', 'B4', 'B4', 'J2', 'J2']);
  });

  it('D2: a reset while a code is checked wins: no session is left that it would have ended', async () => {
    const desk = await testAuthenticator();
    await desk.setUp();
    desk.later(step);
    const admin = await desk.login('zhao', 'admin');
    const use = desk.bureau.authenticators.use.bind(desk.bureau.authenticators);
    desk.bureau.authenticators.use = async (...typed) => {
      const verdict = await use(...typed);
      await desk.engine.office.staff.passwords.reset(admin, 'sun');
      return verdict;
    };
    expect(await desk.logInBy(desk.code())).toBe('CONFLICT');
    expect(
      await desk.db
        .selectFrom('session')
        .select('window')
        .where('handler_id', '=', 'sun')
        .where('ended_at', 'is', null)
        .execute(),
    ).toEqual([]);
  });

  it('J1: the secret lies sealed in the store, stands in no record, and opens in no other row', async () => {
    const { setUp, db, login, bureau } = await testAuthenticator();
    const shown = [await setUp(), (await bureau.ownAuthenticator.begin(await login('zhao'), passwords.staff)).secret];
    const tables = await db.introspection.getTables();
    const everything = JSON.stringify(
      await Promise.all(
        tables.map(({ name }) =>
          db
            .selectFrom(name as 'audit')
            .selectAll()
            .execute(),
        ),
      ),
      (_key, value: unknown) =>
        typeof value === 'object' && value !== null && 'type' in value && value.type === 'Buffer' && 'data' in value
          ? Buffer.from(value.data as number[]).toString('hex')
          : value,
    );
    expect(everything).toContain('启用动态口令');
    for (const secret of shown) {
      const { bytes, hex } = Secret.fromBase32(secret);
      for (const form of [secret, hex.toLowerCase(), Buffer.from(bytes).toString('base64')])
        expect(everything.includes(form)).toBe(false);
    }
    await db.updateTable('authenticator').set({ handler_id: 'qian' }).where('handler_id', '=', 'sun').execute();
    await expect(bureau.authenticators.use('qian', '123456')).rejects.toThrow(SealBroken);
  });
});
