import { describe, expect, it } from 'vitest';
import { refused } from '../fixture.ts';
import { minute, passwords, socialTaxpayerId, taxpayerId, testEnterprise } from './fixture.ts';

describe('the first step', () => {
  it('A1, A2, B1: taxpayer id and enterprise password show who may log in, with name and capacity', async () => {
    const { firm } = await testEnterprise();
    const flow = await firm();
    expect(flow).toMatchObject({ synced: true, enterprise: { name: '沈阳听潮商贸有限公司', taxpayerId } });
    expect(flow.handlers.map(({ name, capacity, methods }) => ({ name, capacity, methods }))).toEqual([
      { name: '林岚', capacity: 'legalRepresentative', methods: { password: true, code: 'sms', recoveryKey: false } },
      { name: '方舟', capacity: 'financeOfficer', methods: { password: false, code: 'sms', recoveryKey: false } },
      { name: '鲍宁', capacity: 'handler', methods: { password: true, code: 'sms', recoveryKey: false } },
    ]);
  });

  it('B1, J2: a wrong password and an unknown taxpayer id are refused in the same words; either case of the id counts as one account', async () => {
    const { bureau, caller } = await testEnterprise();
    const attempt = (id: string, window: string) =>
      bureau.enterpriseSignIn.firm({ taxpayerId: id, password: 'Falsch-123' }, caller(window)).then(
        () => null,
        (error: Error) => error,
      );
    const [known, unknown] = [await attempt(taxpayerId, 'a'), await attempt('91210102MA0TEST0ZZ', 'b')];
    expect(known).toEqual(refused('CREDENTIALS_WRONG', { rule: 'B1', triesLeft: 4 }));
    expect(unknown?.message).toBe(known?.message);
    expect(await attempt(taxpayerId.toLowerCase(), 'c')).toEqual(refused('CREDENTIALS_WRONG', { triesLeft: 3 }));
  });

  it('B8: a social-insurance-only enterprise is in at once, holds the social-insurance functions and nothing else, and the trail names it', async () => {
    const { bureau, caller, call, acts } = await testEnterprise();
    expect(
      await bureau.enterpriseSignIn.firm({ taxpayerId: socialTaxpayerId, password: passwords.firm }, caller()),
    ).toBeNull();
    const { who, session } = await call().session.current();
    expect(session).toBeNull();
    expect(who).toMatchObject({ kind: 'socialInsurance', enterprise: { name: '沈阳望山幼儿园' } });
    const { functions } = await bureau.actors.enterpriseOf('w1');
    expect(functions.size).toBeGreaterThan(5);
    expect([...functions].filter((id) => !id.startsWith('social.'))).toEqual([]);
    expect(await acts('enterprise.signIn')).toMatchObject([
      { rule: 'B8', result: 'done', client_id: 'social', client_name: '沈阳望山幼儿园', handler_id: null },
    ]);
    const home = await call().enterprise.home();
    expect(home.person).toBeNull();
    expect(home.services.find((one) => one.serviceId === 'tax.vat.general')).toMatchObject({
      allowed: false,
      rule: 'B8',
    });
    expect(home.services.find((one) => one.serviceId === 'social.declare')).toMatchObject({ allowed: true });
    await expect(call().enterprise.resetPersonalPassword({ handlerId: 'bao' })).rejects.toMatchObject({
      code: 'PERMISSION_MISSING',
    });
    await expect(call().enterprise.setPersonalPassword({ newPassword: 'Xin-Mima-88' })).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
  });
});

describe('the handler', () => {
  it('B4, A4: the right password makes the session of this window, as one person for one enterprise', async () => {
    const { login, call } = await testEnterprise();
    expect(await login('lin', 'w7')).toMatchObject({
      enterpriseId: 'ent',
      person: { name: '林岚', capacity: 'legalRepresentative' },
    });
    expect((await call('w7').session.current()).who).toMatchObject({
      kind: 'enterprise',
      mustSetPassword: false,
      person: { name: '林岚' },
    });
    expect((await call('w8').session.current()).who).toBeNull();
  });

  it('B4, B5: a code opens where a mobile is verified; whoever has no password is asked to set one until it is set', async () => {
    const { loginByCode, call, later } = await testEnterprise();
    await loginByCode('fang');
    expect((await call().session.current()).who).toMatchObject({ mustSetPassword: true });
    later();
    await loginByCode('fang');
    expect((await call().session.current()).who).toMatchObject({ mustSetPassword: true });
    expect((await call().enterprise.setPersonalPassword({ newPassword: 'Xin-Mima-88' })).who).toMatchObject({
      mustSetPassword: false,
    });
  });

  it('B6: a personal password needs 8 to 15 characters of three kinds, not common, not the own mobile, not 111111', async () => {
    const { loginByCode, call } = await testEnterprise();
    await loginByCode('fang');
    for (const newPassword of ['Kurz-1', 'nurkleinbuchstaben', 'Aa-15400000012', '111111', 'Password123!']) {
      await expect(call().enterprise.setPersonalPassword({ newPassword })).rejects.toMatchObject({
        code: 'PASSWORD_POLICY',
      });
    }
  });

  it('B4: cancel goes back, the flow is over; a flow is good for ten minutes, one window and one login', async () => {
    const { bureau, caller, firm, later } = await testEnterprise();
    const finish = (flow: string, window = 'w1') =>
      bureau.enterpriseSignIn.finish(
        { flow, handlerId: 'lin', proof: { kind: 'password', password: passwords.person } },
        caller(window),
      );
    const first = await firm();
    await bureau.enterpriseSignIn.cancel(first.flow, caller());
    await expect(finish(first.flow)).rejects.toEqual(refused('FLOW_EXPIRED'));
    const second = await firm();
    await expect(finish(second.flow, 'w2')).rejects.toEqual(refused('FLOW_EXPIRED'));
    await finish(second.flow);
    await expect(finish(second.flow)).rejects.toEqual(refused('FLOW_EXPIRED'));
    const third = await firm();
    later(10 * minute);
    await expect(finish(third.flow)).rejects.toEqual(refused('FLOW_EXPIRED'));
    const fourth = await firm();
    later(-1);
    await expect(finish(fourth.flow)).rejects.toEqual(refused('FLOW_EXPIRED'));
  });

  it('A3: a flow of the agency login opens no enterprise, nor the other way round', async () => {
    const { bureau, caller, firm } = await testEnterprise();
    const { flow } = await firm();
    await expect(
      bureau.signIn.staff(
        { flow, handlerId: 'lin', proof: { kind: 'password', password: passwords.person } },
        caller(),
      ),
    ).rejects.toEqual(refused('FLOW_EXPIRED'));
  });

  it('J2: five wrong personal passwords lock this person in every window; the lock ends by itself', async () => {
    const { bureau, caller, firm, login, later } = await testEnterprise();
    for (let index = 0; index < 5; index += 1) {
      const { flow } = await firm(`a${index}`);
      await expect(
        bureau.enterpriseSignIn.finish(
          { flow, handlerId: 'lin', proof: { kind: 'password', password: 'Falsch-123' } },
          caller(`a${index}`),
        ),
      ).rejects.toEqual(refused('CREDENTIALS_WRONG', { triesLeft: 4 - index }));
    }
    await expect(login('lin', 'b')).rejects.toEqual(refused('LOCKED_OUT'));
    await expect(login('bao', 'c')).resolves.toMatchObject({ person: { name: '鲍宁' } });
    later(15 * minute);
    await expect(login('lin', 'd')).resolves.toMatchObject({ person: { name: '林岚' } });
  });

  it('J3: an enterprise session ends after 30 idle minutes, and the window is told why', async () => {
    const { login, call, bureau, later, notified } = await testEnterprise();
    await login();
    later(30 * minute);
    await bureau.sessions.sweep();
    expect(await call().session.current()).toMatchObject({ who: null, ended: 'idle' });
    expect(notified).toContainEqual({ window: 'w1', event: { kind: 'sessionChanged' } });
    await expect(call().enterprise.home()).rejects.toMatchObject({ code: 'NOT_SIGNED_IN' });
  });

  it('J3: one session a window: an enterprise login ends the agency session there, and the other way round', async () => {
    const { login, signIn, bureau, call } = await testEnterprise();
    await signIn('zhao', 'w1');
    await login('lin', 'w1');
    await expect(bureau.sessions.staffOf('w1')).rejects.toEqual(refused('NOT_SIGNED_IN'));
    await expect(call().clients.recents()).rejects.toMatchObject({ code: 'NOT_SIGNED_IN' });
    await signIn('zhao', 'w1');
    await expect(bureau.actors.enterpriseOf('w1')).rejects.toEqual(refused('FORBIDDEN'));
  });
});

describe('permission functions', () => {
  it('E1, E5: officers hold everything; a handler what is granted of the role, never staff maintenance; a narrower role narrows at once (E7)', async () => {
    const { login, bureau, db, call } = await testEnterprise();
    expect((await login('lin', 'a')).functions.has('staff.maintain')).toBe(true);
    expect([...(await login('bao', 'b')).functions].toSorted()).toEqual(['query.filings', 'tax.vat.general']);
    const services = (await call('b').enterprise.home()).services;
    expect(services.find((one) => one.serviceId === 'tax.vat.general')?.allowed).toBe(true);
    expect(services.find((one) => one.serviceId === 'staff.maintain')).toMatchObject({
      allowed: false,
      rule: 'E5',
      whoCanMend: '法定代表人或财务负责人',
    });
    await db.deleteFrom('role_function').where('function_id', '=', 'tax.vat.general').execute();
    expect([...(await bureau.actors.enterpriseOf('b')).functions]).toEqual(['query.filings']);
    await expect(call('b').enterprise.resetPersonalPassword({ handlerId: 'lin' })).rejects.toMatchObject({
      code: 'PERMISSION_MISSING',
    });
  });

  it('J4, H5: what an enterprise does for itself stands in the trail, and is no business of an agency', async () => {
    const { login, engine, signIn, acts } = await testEnterprise();
    const actor = await login();
    expect(await acts('enterprise.signIn')).toMatchObject([
      { result: 'done', rule: 'B4', client_id: 'ent', staff_name: '林岚', session_id: actor.sessionId, origin: 'test' },
    ]);
    const { rows } = await engine.office.trail.list(await signIn('zhao', 'z'), { query: '', limit: 100 });
    expect(rows.filter((row) => row.act.startsWith('enterprise.'))).toEqual([]);
  });
});
