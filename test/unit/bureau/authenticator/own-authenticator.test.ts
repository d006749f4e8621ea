import { describe, expect, it } from 'vitest';
import { minute, passwords, refused } from '../fixture.ts';
import { appCode, step, testAuthenticator, type AuthenticatorDesk } from './fixture.ts';

describe('a member’s own 动态口令', () => {
  it('B4: a set-up is good for ten minutes, in the session that began it, and once; a clock set back gains nothing', async () => {
    const { bureau, login, clock, later } = await testAuthenticator();
    const own = bureau.ownAuthenticator;
    const [here, there] = [await login('sun', 'here'), await login('sun', 'there')];
    const begun = async () => own.begin(here, passwords.staff);
    const confirm = (staff: typeof here, { setUp, secret }: { setUp: string; secret: string }) =>
      own.confirm(staff, { setUp, code: appCode(secret, clock.now()) });
    await bureau.sweep();
    const first = await begun();
    await expect(confirm(there, first)).rejects.toEqual(refused('FLOW_EXPIRED'));
    later(10 * minute);
    await expect(confirm(here, first)).rejects.toEqual(refused('FLOW_EXPIRED'));
    await bureau.sweep();
    later(-5 * minute);
    await bureau.sweep();
    await expect(confirm(here, first)).rejects.toEqual(refused('FLOW_EXPIRED'));
    const second = await begun();
    const third = await begun();
    await expect(confirm(here, second)).rejects.toEqual(refused('FLOW_EXPIRED'));
    await confirm(here, third);
    await expect(confirm(here, third)).rejects.toEqual(refused('FLOW_EXPIRED'));
  });

  it('B4: one in use goes on until the first right code of the new one, then gives no entry any more', async () => {
    const { bureau, setUp, code, login, logInBy, later, clock, acts, secrets } = await testAuthenticator();
    await setUp();
    later(step);
    const staff = await login('sun', 'here');
    const renewed = await bureau.ownAuthenticator.begin(staff, passwords.staff);
    expect(await logInBy(code())).toBe('in');
    later(step);
    await bureau.ownAuthenticator.confirm(staff, { setUp: renewed.setUp, code: appCode(renewed.secret, clock.now()) });
    later(step);
    expect(await logInBy(code())).toBe('CODE_WRONG');
    secrets.set('sun', renewed.secret);
    expect(await logInBy(code())).toBe('in');
    expect((await acts('staff.authenticator.set')).map((row) => row.text)).toEqual(['启用动态口令', '更换动态口令']);
  });

  it('B4: is removed after a fresh check of the password; a changed password leaves it', async () => {
    const { bureau, setUp, login, code, logInBy, later } = await testAuthenticator();
    await setUp();
    const staff = await login('sun', 'here');
    await bureau.passwords.set(staff, { oldPassword: passwords.staff, newPassword: 'Xin-Mima-88' });
    later(step);
    expect(await logInBy(code())).toBe('in');
    await expect(bureau.ownAuthenticator.remove(staff, passwords.staff)).rejects.toEqual(refused('CREDENTIALS_WRONG'));
    expect(await bureau.ownAuthenticator.remove(staff, 'Xin-Mima-88')).toMatchObject({ since: null });
    await expect(bureau.ownAuthenticator.remove(staff, 'Xin-Mima-88')).rejects.toEqual(refused('NOT_FOUND'));
    later(step);
    expect(await logInBy(code())).toBe('METHOD_UNAVAILABLE');
  });
});

describe('what voids a member’s 动态口令', () => {
  const zhao = (desk: AuthenticatorDesk) => desk.login('zhao', 'admin');
  const acts: readonly (readonly [says: string, act: (desk: AuthenticatorDesk) => Promise<unknown>, why: string])[] = [
    [
      'D2: a reset of the password, which it was set up with',
      async (desk) => desk.engine.office.staff.passwords.reset(await zhao(desk), 'sun'),
      '个人密码已重置',
    ],
    [
      'I3: another mobile, in whose place it stands',
      async (desk) =>
        desk.engine.office.staff.attest.attest(await zhao(desk), {
          handlerId: 'sun',
          name: '孙悦',
          mobile: '15400000077',
        }),
      '实名信息已变更',
    ],
    [
      'E7: removal',
      async (desk) =>
        desk.engine.office.staff.removal.remove(await zhao(desk), { handlerId: 'sun', takeOver: [], reason: '' }),
      '人员已移除',
    ],
  ];
  it.each(acts)('%s; a set-up under way ends with it, and the trail says so', async (_says, act, why) => {
    const desk = await testAuthenticator();
    await desk.setUp();
    await desk.bureau.ownAuthenticator.begin(await desk.login('sun', 'again'), passwords.staff);
    const listed = async () =>
      (await desk.engine.office.staff.members.list(await zhao(desk))).members.find((one) => one.handlerId === 'sun')
        ?.authenticatorSince ?? null;
    expect(await listed()).toBe(new Date(desk.clock.now()).toISOString());
    await act(desk);
    expect(await listed()).toBeNull();
    expect(await desk.db.selectFrom('authenticator_set_up').selectAll().execute()).toEqual([]);
    expect(await desk.acts('staff.authenticator.void')).toMatchObject([
      { text: `孙悦的动态口令停用：${why}`, handler_id: 'sun', agency_id: 'agency' },
    ]);
    desk.later(step);
    expect(await desk.logInBy(desk.code())).not.toBe('in');
  });

  it('I3: not a card that was seen again with the same name and mobile', async () => {
    const desk = await testAuthenticator();
    await desk.setUp();
    await desk.engine.office.staff.attest.attest(await zhao(desk), {
      handlerId: 'sun',
      name: '孙悦',
      mobile: '15400000002',
    });
    desk.later(step);
    expect(await desk.logInBy(desk.code())).toBe('in');
  });
});
