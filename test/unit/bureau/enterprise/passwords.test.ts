import { describe, expect, it } from 'vitest';
import { refused } from '../fixture.ts';
import { day, minute, mobiles, passwords, taxpayerId, testEnterprise } from './fixture.ts';

type Bureau = Awaited<ReturnType<typeof testEnterprise>>;
const newPassword = 'Xin-Mima-88';

/** 111111 with the code that was sent for it. */
async function withReset(desk: Bureau, window = 'w1', password = '111111') {
  const { flow } = await desk.firm(window);
  await desk.bureau.enterpriseSignIn.sendCode({ flow, handlerId: 'bao' }, desk.caller(window));
  return desk.bureau.enterpriseSignIn.finish(
    { flow, handlerId: 'bao', proof: { kind: 'password', password, code: desk.code() } },
    desk.caller(window),
  );
}

describe('an enterprise’s forgotten password', () => {
  const form = { taxpayerId, capacity: 'financeOfficer' as const, mobile: mobiles.fang };

  it('D1: an officer proves the verified mobile and sets a new password; all sessions of the enterprise end', async () => {
    const desk = await testEnterprise();
    await desk.login('lin', 'elsewhere');
    const { flow } = await desk.bureau.recovery.sendCode(form, desk.caller());
    await desk.bureau.recovery.prove({ flow, code: desk.code() }, desk.caller());
    expect((await desk.call().session.current()).who).toMatchObject({
      kind: 'ticket',
      opens: 'enterprisePassword',
      person: { name: '方舟' },
    });
    await desk.call().passwordRecovery.setEnterprisePassword({ newPassword });
    expect(await desk.call('elsewhere').session.current()).toMatchObject({
      who: null,
      ended: 'enterprisePasswordChanged',
    });
    expect(await desk.call().session.current()).toMatchObject({ who: null, ended: null });
    await expect(desk.firm('x')).rejects.toEqual(refused('CREDENTIALS_WRONG'));
    await expect(
      desk.bureau.enterpriseSignIn.firm({ taxpayerId, password: newPassword }, desk.caller('y')),
    ).resolves.toMatchObject({ synced: true });
  });

  it('D1, J2: who is not known is answered alike, gets no message, and no code opens anything', async () => {
    const desk = await testEnterprise();
    const known = await desk.bureau.recovery.sendCode(form, desk.caller('a'));
    expect(desk.phone?.messages()).toHaveLength(1);
    const strange = [
      { ...form, mobile: '15499999999' },
      { ...form, taxpayerId: '91210102MA0TEST0ZZ', mobile: '15499999998' },
      { ...form, capacity: 'legalRepresentative' as const, mobile: mobiles.bao },
    ];
    for (const [index, other] of strange.entries()) {
      const answer = await desk.bureau.recovery.sendCode(other, desk.caller(`s${index}`));
      expect(Object.keys(answer)).toEqual(Object.keys(known));
      expect([answer.resendAt, answer.expiresAt]).toEqual([known.resendAt, known.expiresAt]);
      await expect(
        desk.bureau.recovery.prove({ flow: answer.flow, code: '000000' }, desk.caller(`s${index}`)),
      ).rejects.toMatchObject({ name: 'Refusal' });
    }
    expect(desk.phone?.messages()).toHaveLength(1);
  });

  it('D1, J1: a code asked for too soon leaves the request in hand, and its code, as they are', async () => {
    const desk = await testEnterprise();
    const { flow } = await desk.bureau.recovery.sendCode(form, desk.caller());
    await expect(desk.bureau.recovery.sendCode(form, desk.caller())).rejects.toEqual(
      refused('CODE_TOO_SOON', { rule: 'J1' }),
    );
    await expect(desk.bureau.recovery.prove({ flow, code: desk.code() }, desk.caller())).resolves.toBeUndefined();
  });

  it('D1, B6: the new password is neither the old one, nor 111111, nor on the list', async () => {
    const desk = await testEnterprise();
    const { flow } = await desk.bureau.recovery.sendCode(form, desk.caller());
    await desk.bureau.recovery.prove({ flow, code: desk.code() }, desk.caller());
    for (const wrong of [passwords.firm, '111111', 'Password123!', `Aa-${mobiles.fang}`]) {
      await expect(desk.call().passwordRecovery.setEnterprisePassword({ newPassword: wrong })).rejects.toMatchObject({
        code: 'PASSWORD_POLICY',
      });
    }
  });

  it('J3: the ticket is good for ten minutes, and opens nothing else', async () => {
    const desk = await testEnterprise();
    const { flow } = await desk.bureau.recovery.sendCode(form, desk.caller());
    await desk.bureau.recovery.prove({ flow, code: desk.code() }, desk.caller());
    await expect(desk.call().enterprise.home()).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(desk.call().passwordRecovery.setPersonalPassword({ newPassword })).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
    await expect(desk.call().clients.recents()).rejects.toMatchObject({ code: 'NOT_SIGNED_IN' });
    desk.later(10 * minute);
    await expect(desk.call().passwordRecovery.setEnterprisePassword({ newPassword })).rejects.toMatchObject({
      code: 'NOT_SIGNED_IN',
    });
  });
});

describe('a reset to 111111', () => {
  it('D2, D3: with the code it opens the change-password page and nothing else; the new password logs in', async () => {
    const desk = await testEnterprise();
    await desk.login('bao', 'his');
    const lin = await desk.login('lin', 'hers');
    await desk.bureau.resets.reset(lin, 'bao');
    expect(await desk.call('his').session.current()).toMatchObject({ who: null, ended: 'passwordReset' });
    expect((await desk.firm('w1')).handlers.find((one) => one.name === '鲍宁')).toMatchObject({ resetPending: true });
    await expect(desk.login('bao', 'w2')).rejects.toEqual(refused('CREDENTIALS_WRONG'));
    await withReset(desk);
    expect((await desk.call().session.current()).who).toMatchObject({ kind: 'ticket', opens: 'personalPassword' });
    await expect(desk.call().enterprise.home()).rejects.toMatchObject({ code: 'FORBIDDEN' });
    for (const wrong of [passwords.person, '111111']) {
      await expect(desk.call().passwordRecovery.setPersonalPassword({ newPassword: wrong })).rejects.toMatchObject({
        code: 'PASSWORD_POLICY',
      });
    }
    await desk.call().passwordRecovery.setPersonalPassword({ newPassword });
    expect(await desk.call().session.current()).toMatchObject({ who: null, ended: null });
    const { flow, handlers } = await desk.firm('w3');
    expect(handlers.find((one) => one.name === '鲍宁')).toMatchObject({ resetPending: false });
    await desk.bureau.enterpriseSignIn.finish(
      { flow, handlerId: 'bao', proof: { kind: 'password', password: newPassword } },
      desk.caller('w3'),
    );
    expect((await desk.call('w3').session.current()).who).toMatchObject({ kind: 'enterprise' });
  });

  it('D3: 111111 without the code opens nothing, and a second login with it neither', async () => {
    const desk = await testEnterprise();
    await desk.bureau.resets.reset(await desk.login('lin', 'hers'), 'bao');
    const { flow } = await desk.firm();
    await expect(
      desk.bureau.enterpriseSignIn.finish(
        { flow, handlerId: 'bao', proof: { kind: 'password', password: '111111' } },
        desk.caller(),
      ),
    ).rejects.toEqual(refused('METHOD_UNAVAILABLE', { rule: 'D3' }));
    await withReset(desk);
    desk.later();
    await expect(withReset(desk)).rejects.toEqual(refused('CREDENTIALS_WRONG'));
  });

  it('D3: until the password is changed a code alone opens that page only, also after 111111 has run out', async () => {
    const desk = await testEnterprise();
    await desk.bureau.resets.reset(await desk.login('lin', 'hers'), 'bao');
    desk.later(day);
    await expect(withReset(desk)).rejects.toEqual(refused('CREDENTIALS_WRONG'));
    desk.later();
    await desk.loginByCode('bao');
    expect((await desk.call().session.current()).who).toMatchObject({ kind: 'ticket', opens: 'personalPassword' });
    desk.later();
    const { flow } = await desk.bureau.quickSignIn.sendCode(
      { taxpayerId, password: passwords.firm, capacity: 'handler', mobile: mobiles.bao },
      desk.caller(),
    );
    await desk.bureau.quickSignIn.finish({ flow, code: desk.code() }, desk.caller());
    expect((await desk.call().session.current()).who).toMatchObject({ kind: 'ticket' });
  });

  it('D3: any other account answers 111111 like a wrong password', async () => {
    const desk = await testEnterprise();
    const wrong = async (password: string, window: string) => {
      const { flow } = await desk.firm(window);
      return desk.bureau.enterpriseSignIn
        .finish({ flow, handlerId: 'lin', proof: { kind: 'password', password, code: '123456' } }, desk.caller(window))
        .catch((error: { code: string; message: string }) => error);
    };
    const [reset, other] = [await wrong('111111', 'a'), await wrong('222222', 'b')];
    expect(reset).toEqual(refused('CREDENTIALS_WRONG', { triesLeft: 4 }));
    expect(reset?.message.replace('4', '3')).toBe(other?.message);
  });

  it('D4: officers reset their own and handlers’ passwords, not each other’s; a handler resets nobody’s', async () => {
    const desk = await testEnterprise();
    const lin = await desk.login('lin', 'hers');
    await expect(desk.bureau.resets.reset(lin, 'fang')).rejects.toEqual(refused('FORBIDDEN', { rule: 'D4' }));
    await expect(desk.bureau.resets.reset(await desk.login('bao', 'his'), 'bao')).rejects.toEqual(
      refused('FORBIDDEN', { rule: 'D2' }),
    );
    await expect(desk.bureau.resets.reset(lin, 'zhao')).rejects.toEqual(refused('NOT_FOUND'));
    await expect(desk.bureau.resets.reset(lin, 'lin')).resolves.toMatchObject({ expiresAt: desk.clock.now() + day });
    expect((await desk.acts('handler.password.reset')).map((row) => [row.result, row.rule])).toEqual([
      ['refused', 'D4'],
      ['refused', 'D2'],
      ['done', 'D2'],
    ]);
  });

  it('B5: a change with the old password ends the person’s other sessions', async () => {
    const desk = await testEnterprise();
    await desk.login('bao', 'one');
    await desk.login('bao', 'two');
    await expect(
      desk.call('two').enterprise.setPersonalPassword({ oldPassword: passwords.person, newPassword: passwords.person }),
    ).rejects.toMatchObject({ code: 'PASSWORD_POLICY' });
    await desk.call('two').enterprise.setPersonalPassword({ oldPassword: passwords.person, newPassword });
    expect(await desk.call('one').session.current()).toMatchObject({ who: null, ended: 'passwordChanged' });
    expect((await desk.call('two').session.current()).who).toMatchObject({ kind: 'enterprise' });
  });
});
