import { describe, expect, it } from 'vitest';
import { putReset } from '../../../../src-main/store/repositories/password-resets.ts';
import { minute, passwords, people, refusedCall, testPeople } from './fixture.ts';

const { su, he } = people;

describe('a person’s home page', () => {
  it('F2: shows who the person is and every enterprise with capacity, and why one cannot be entered', async () => {
    const desk = await testPeople();
    await desk.login();
    const { person, enterprises } = await desk.call().person.home();
    expect(person).toMatchObject({
      name: '苏明远',
      idTypeName: '居民身份证',
      idNumberMasked: `${su.idNumber.slice(0, 4)}**********${su.idNumber.slice(-4)}`,
      realName: { mobileMasked: '154****0021', attested: false },
    });
    expect(
      enterprises.map(({ handlerId, capacity, here, cannot }) => [
        handlerId,
        capacity,
        here,
        cannot?.why.rule ?? null,
        cannot?.why.whoCanMend ?? null,
      ]),
    ).toEqual([
      ['su-one', 'financeOfficer', false, null, null],
      ['su-two', 'handler', false, null, null],
      ['su-fresh', 'financeOfficer', false, 'B7', '该企业的法定代表人或财务负责人'],
      ['su-social', 'financeOfficer', false, 'E4', '本人'],
    ]);
  });

  it('F2, B7, E4, A3, D3, B8: what the page calls not enterable is refused, and leaves a record', async () => {
    const desk = await testPeople();
    const now = desk.clock.now();
    await putReset(desk.db, {
      handler_id: 'su-two',
      reset_by: 'su-one',
      reset_at: now,
      expires_at: now + minute,
      used_at: null,
      previous_hash: null,
      ticket_hash: null,
    });
    await desk.login();
    const refusal = (handlerId: string, window?: string) => desk.call(window).person.enter({ handlerId });
    await expect(refusal('su-fresh')).rejects.toEqual(refusedCall('FORBIDDEN', { rule: 'B7', link: 'state' }));
    await expect(refusal('su-social')).rejects.toEqual(refusedCall('FORBIDDEN', { rule: 'E4', link: 'identity' }));
    await expect(refusal('su-two')).rejects.toEqual(refusedCall('FORBIDDEN', { rule: 'D3' }));
    await desk.db.updateTable('handler').set({ state: 'active' }).where('id', '=', 'su-social').execute();
    await expect(refusal('su-social')).rejects.toEqual(refusedCall('FORBIDDEN', { rule: 'B8' }));
    // Somebody else's binding, and one that was taken away.
    await expect(refusal('he-one')).rejects.toEqual(refusedCall('NOT_FOUND'));
    await desk.db.updateTable('handler').set({ state: 'removed' }).where('id', '=', 'su-one').execute();
    await expect(refusal('su-one')).rejects.toEqual(refusedCall('NOT_FOUND'));
    await desk.login(he.mobile, passwords.person, 'his');
    await expect(refusal('he-one', 'his')).rejects.toEqual(refusedCall('FORBIDDEN', { rule: 'A3' }));
    expect(await desk.call().session.current()).toMatchObject({ who: { kind: 'person' } });
    expect((await desk.acts('person.enter')).map((row) => [row.result, row.rule])).toEqual([
      ['refused', 'B7'],
      ['refused', 'E4'],
      ['refused', 'D3'],
      ['refused', 'B8'],
      ['refused', 'F2'],
      ['refused', 'F2'],
      ['refused', 'A3'],
    ]);
  });

  it('F2, A4: enters an enterprise, goes on to another, and back, without another login', async () => {
    const desk = await testPeople();
    await desk.login();
    const { who } = await desk.call().person.enter({ handlerId: 'su-one' });
    // B5: no personal password in this enterprise, as enterprise login would say.
    expect(who).toMatchObject({
      kind: 'enterprise',
      entered: true,
      mustSetPassword: true,
      person: { capacity: 'financeOfficer' },
    });
    await expect(desk.call().enterprise.home()).resolves.toMatchObject({ enterprise: { id: 'e-one' } });
    expect(
      (await desk.call().person.home()).enterprises.filter(({ here }) => here).map(({ handlerId }) => handlerId),
    ).toEqual(['su-one']);
    expect((await desk.call().person.enter({ handlerId: 'su-two' })).who).toMatchObject({
      kind: 'enterprise',
      mustSetPassword: false,
      enterprise: { id: 'e-two' },
    });
    expect((await desk.call().person.leave()).who).toMatchObject({ kind: 'person' });
    await expect(desk.call().enterprise.home()).rejects.toEqual(refusedCall('FORBIDDEN', { rule: 'F2' }));
    expect((await desk.call().person.home()).putOut).toBeNull();
    expect((await desk.acts('person.enter')).map((row) => [row.result, row.client_id, row.handler_id])).toEqual([
      ['done', 'e-one', 'su-one'],
      ['done', 'e-two', 'su-two'],
    ]);
    await expect(desk.db.selectFrom('session').select('kind').where('ended_at', 'is', null).execute()).resolves.toEqual(
      [{ kind: 'person' }],
    );
  });

  it('F2, J3: work in the enterprise keeps both sessions; both end together, by time or by signing out', async () => {
    const desk = await testPeople();
    await desk.login();
    await desk.call().person.enter({ handlerId: 'su-one' });
    for (let index = 0; index < 3; index += 1) {
      desk.later(29 * minute);
      await desk.call().session.touch();
      await desk.call().enterprise.home();
    }
    await desk.call().person.leave();
    await desk.call().person.enter({ handlerId: 'su-one' });
    desk.later(30 * minute);
    await desk.bureau.sessions.sweep();
    expect(await desk.call().session.current()).toMatchObject({ who: null, ended: 'idle' });
    await desk.login();
    await desk.call().person.enter({ handlerId: 'su-one' });
    await desk.call().session.signOut();
    expect(await desk.call().session.current()).toMatchObject({ who: null, ended: null });
    await expect(desk.db.selectFrom('session').selectAll().where('ended_at', 'is', null).execute()).resolves.toEqual(
      [],
    );
  });

  it('F2, J3: what was entered cannot outlive the person’s twelve hours', async () => {
    const desk = await testPeople();
    await desk.login();
    for (let index = 0; index < 35; index += 1) {
      desk.later(20 * minute);
      await desk.call().session.touch();
    }
    const { who } = await desk.call().person.enter({ handlerId: 'su-one' });
    expect(Date.parse(who?.kind === 'enterprise' ? who.endsAt : '') - desk.clock.now()).toBe(20 * minute);
  });

  it('E7, F2: who loses the right to the enterprise is back on the home page, and told why', async () => {
    const desk = await testPeople();
    await desk.login();
    await desk.call().person.enter({ handlerId: 'su-one' });
    await desk.db.updateTable('handler').set({ state: 'removed' }).where('id', '=', 'su-one').execute();
    await expect(desk.call().enterprise.home()).rejects.toEqual(refusedCall('FORBIDDEN'));
    expect((await desk.call().session.current()).who).toMatchObject({ kind: 'person' });
    expect(await desk.call().person.home()).toMatchObject({
      putOut: { enterprise: '沈阳one商贸有限公司', end: 'rightsRemoved' },
    });
    desk.later();
    await desk.call().person.enter({ handlerId: 'su-two' });
    await desk.call().person.leave();
    expect((await desk.call().person.home()).putOut).toBeNull();
  });

  it('F2: whoever ends a handler’s or an enterprise’s sessions ends what was entered by a person, too', async () => {
    const desk = await testPeople();
    await desk.login();
    await desk.call().person.enter({ handlerId: 'su-two' });
    await desk.engine.acts.run(null, (act) =>
      desk.bureau.sessions.ends.endOfWithin(act, 'su-two', 'passwordChanged', 'another'),
    );
    expect((await desk.call().person.home()).putOut).toMatchObject({ end: 'passwordChanged' });
    desk.later();
    await desk.call().person.enter({ handlerId: 'su-one' });
    await desk.bureau.sessions.ends.endAll({ enterpriseId: 'e-one' }, 'enterprisePasswordChanged');
    expect((await desk.call().person.home()).putOut).toMatchObject({ end: 'enterprisePasswordChanged' });
  });

  it('F2: a person’s page is no enterprise’s, and the other way round; neither is an agency’s', async () => {
    const desk = await testPeople();
    await expect(desk.call().person.home()).rejects.toEqual(refusedCall('NOT_SIGNED_IN'));
    await desk.login();
    await expect(desk.call().clients.recents()).rejects.toEqual(refusedCall('NOT_SIGNED_IN'));
    const flow = await desk.bureau.enterpriseSignIn.firm(
      { taxpayerId: '91210102MA0TEST2BB', password: passwords.firm },
      desk.caller('firm'),
    );
    await desk.bureau.enterpriseSignIn.finish(
      { flow: flow?.flow ?? '', handlerId: 'su-two', proof: { kind: 'password', password: passwords.handler } },
      desk.caller('firm'),
    );
    expect((await desk.call('firm').session.current()).who).toMatchObject({ kind: 'enterprise', entered: false });
    await expect(desk.call('firm').person.home()).rejects.toEqual(refusedCall('FORBIDDEN', { rule: 'F2' }));
    await expect(desk.call('firm').person.leave()).rejects.toEqual(refusedCall('FORBIDDEN', { rule: 'F2' }));
  });
});

describe('a person’s own password', () => {
  const newPassword = 'Xin-Ziran-88';

  it('B6, F2: is changed with the old one; the person’s other sessions end, with what was entered from them', async () => {
    const desk = await testPeople();
    await desk.login(su.mobile, passwords.person, 'other');
    await desk.call('other').person.enter({ handlerId: 'su-one' });
    await desk.login();
    await desk.call().person.enter({ handlerId: 'su-two' });
    const set = (oldPassword: string, fresh: string) =>
      desk.call().person.setPassword({ oldPassword, newPassword: fresh });
    await expect(set('Falsch-2026', newPassword)).rejects.toEqual(
      refusedCall('CREDENTIALS_WRONG', { rule: 'J2', triesLeft: 4 }),
    );
    for (const weak of [passwords.person, '111111', 'abcdefgh', `A-${su.idNumber.slice(6, 14)}`, `a-${su.mobile}`])
      await expect(set(passwords.person, weak), weak).rejects.toEqual(refusedCall('PASSWORD_POLICY', { rule: 'B6' }));
    expect((await set(passwords.person, newPassword)).who).toMatchObject({
      kind: 'enterprise',
      enterprise: { id: 'e-two' },
    });
    expect(await desk.call('other').session.current()).toMatchObject({ who: null, ended: 'accountPasswordChanged' });
    await expect(desk.login(su.mobile, passwords.person, 'again')).rejects.toEqual(refusedCall('CREDENTIALS_WRONG'));
    await expect(desk.login(su.mobile, newPassword, 'again')).resolves.toMatchObject({ who: { kind: 'person' } });
    // The handler's password in an enterprise is another one.
    await expect(
      desk.db.selectFrom('handler').select('password_hash').where('id', '=', 'su-one').executeTakeFirstOrThrow(),
    ).resolves.toEqual({ password_hash: null });
  });

  it('J2: wrong old passwords lock the account under all its aliases', async () => {
    const desk = await testPeople();
    await desk.login();
    for (let index = 0; index < 5; index += 1)
      await desk
        .call()
        .person.setPassword({ oldPassword: 'Falsch-2026', newPassword })
        .catch(() => {});
    await expect(desk.call().person.setPassword({ oldPassword: passwords.person, newPassword })).rejects.toEqual(
      refusedCall('LOCKED_OUT'),
    );
    await expect(desk.login(su.mobile, passwords.person, 'w2')).rejects.toEqual(refusedCall('LOCKED_OUT'));
    expect((await desk.acts('person.password.check')).map((row) => row.result)).toEqual(
      Array.from({ length: 6 }, () => 'refused'),
    );
  });
});
