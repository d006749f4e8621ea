import { describe, expect, it } from 'vitest';
import { addDays } from '../../../../src-main/bureau/ground/calendar.ts';
import { refused } from '../fixture.ts';
import { agencyId, agreementPassword, day, functions, otherAgencyId, testDelegation, today } from './fixture.ts';

const invalid = (field: string) =>
  expect.objectContaining({
    name: 'InvalidInput',
    fields: expect.arrayContaining([expect.objectContaining({ field })]),
  });

describe('the list of agencies', () => {
  it('H1: is empty before the first sync, and nobody can be recognised; afterwards it is searched by name or taxpayer id', async () => {
    const { client, bureau, lin, terms, acts } = await testDelegation();
    expect(await bureau.agencies.search(lin, '', 50)).toEqual([]);
    await expect(client.recognise(lin, { ...terms(), agencyId, agreementPassword })).rejects.toEqual(
      refused('RULE_BROKEN', { rule: 'H1' }),
    );
    expect(await bureau.agencies.sync(lin)).toMatchObject({ agencies: 2, added: 2 });
    expect((await bureau.agencies.search(lin, '砚秋', 50)).map((row) => row.agencyId)).toEqual([agencyId]);
    expect((await bureau.agencies.search(lin, '00b', 50)).map((row) => row.agencyId)).toEqual([otherAgencyId]);
    expect(await bureau.agencies.search(lin, '%', 50)).toEqual([]);
    expect(await acts('delegation.sync')).toMatchObject([
      { result: 'done', rule: 'H1', handler_id: 'lin', client_id: 'ent' },
    ]);
    expect(await acts('agreement.recognise')).toMatchObject([{ result: 'refused', rule: 'H1', client_id: 'ent' }]);
  });

  it('H1: an agency that the bureau learns of later is on the list after the next sync', async () => {
    const { bureau, lin, db, later } = await testDelegation();
    await bureau.agencies.sync(lin);
    later(day);
    await db
      .insertInto('enterprise')
      .values({
        id: 'agency-3',
        taxpayer_id: '91210102MA0TEST00C',
        name: '衔月税务代理',
        kind: 'general',
        address: '',
        social_insurance_only: false,
        is_agency: true,
        password_hash: null,
        handlers_synced_at: null,
        created_at: Date.parse(`${today}T05:00:00Z`),
      })
      .execute();
    expect(await bureau.agencies.search(lin, '衔月', 50)).toEqual([]);
    expect(await bureau.agencies.sync(lin)).toMatchObject({ agencies: 3, added: 1 });
    expect(await bureau.agencies.search(lin, '衔月', 50)).toHaveLength(1);
  });
});

describe('recognising an agency', () => {
  it('H1: with functions, days and agreement password; the agency enters the client at once, within them', async () => {
    const { recognise, step3, bureau, zhao, acts, agency } = await testDelegation();
    const made = await recognise();
    expect(made).toMatchObject({
      state: 'inForce',
      askedBy: 'client',
      recordedByAgency: false,
      firstDay: today,
      functions: functions.toSorted(),
      hasPassword: true,
      daysLeft: 364,
    });
    const { clientSessionId } = await step3();
    expect([...(await bureau.sessions.clientOf(zhao, clientSessionId)).functions].toSorted()).toEqual(
      functions.toSorted(),
    );
    expect(await acts('agreement.recognise')).toMatchObject([
      { result: 'done', rule: 'H1', handler_id: 'lin', client_id: 'ent', agency_id: agencyId },
    ]);
    // The new client is the agency's own without anybody adding it, and both sides see one agreement.
    expect(
      (await agency.list(zhao, { view: 'valid', query: '听潮', offset: 0, limit: 10 })).rows.map((row) => row.id),
    ).toEqual([made.id]);
  });

  it('H3: one agreement of a pair is in force at a time; a renewal from the day after is good, and another agency may have its own', async () => {
    const { recognise } = await testDelegation();
    const first = await recognise();
    await expect(recognise({ firstDay: addDays(today, 364), lastDay: addDays(today, 400) })).rejects.toEqual(
      refused('RULE_BROKEN', { rule: 'H3' }),
    );
    expect(
      await recognise({ firstDay: addDays(first.lastDay, 1), lastDay: addDays(first.lastDay, 365) }),
    ).toMatchObject({ state: 'recognised' });
    expect(await recognise({ agencyId: otherAgencyId })).toMatchObject({ state: 'inForce' });
  });

  it('H3: nobody but legal representative and finance officer; the page is closed to a handler, and the service refuses as well', async () => {
    const { login, call, client, bureau, lin, terms, acts } = await testDelegation();
    await bureau.agencies.sync(lin);
    const bao = await login('bao', 'bao');
    await expect(call('bao').taxpayerDelegation.list()).rejects.toMatchObject({ code: 'PERMISSION_MISSING' });
    await expect(client.recognise(bao, { ...terms(), agencyId, agreementPassword })).rejects.toEqual(
      refused('FORBIDDEN', { rule: 'H3', whoCanMend: '委托企业的法定代表人或财务负责人' }),
    );
    expect((await acts('agreement.recognise')).map((row) => [row.result, row.rule, row.handler_id])).toEqual([
      ['refused', 'H3', 'bao'],
    ]);
  });

  it('H3: days are right, and nothing begins in the past', async () => {
    const { recognise } = await testDelegation();
    await expect(recognise({ firstDay: addDays(today, -1) })).rejects.toEqual(invalid('firstDay'));
    await expect(recognise({ lastDay: addDays(today, -1) })).rejects.toEqual(invalid('lastDay'));
    expect(await recognise({ lastDay: today })).toMatchObject({ state: 'inForce', daysLeft: 0 });
  });

  it('H4: never staff maintenance or delegation management, nor what the taxpayer does not hold', async () => {
    const { recognise, db, acts } = await testDelegation();
    await expect(recognise({ functions: ['staff.maintain'] })).rejects.toEqual(
      refused('RULE_BROKEN', { rule: 'H4', link: 'scope' }),
    );
    await expect(recognise({ functions: [...functions, 'delegation.manage'] })).rejects.toEqual(
      refused('RULE_BROKEN', { rule: 'H4' }),
    );
    await expect(recognise({ functions: ['no.such'] })).rejects.toEqual(refused('RULE_BROKEN', { rule: 'H4' }));
    await db.updateTable('enterprise').set({ social_insurance_only: true }).where('id', '=', 'ent').execute();
    await expect(recognise({ functions: ['social.declare', 'tax.vat.smallScale'] })).rejects.toThrow(
      '增值税小规模纳税人申报',
    );
    expect(await recognise({ functions: ['social.declare'] })).toMatchObject({ state: 'inForce' });
    expect((await acts('agreement.recognise')).map((row) => row.result)).toEqual([
      'refused',
      'refused',
      'refused',
      'refused',
      'done',
    ]);
  });

  it.each([
    ['111111', /111111/],
    ['Ab1-xyz', /8 至 15/],
    ['abcdefgh', /三种/],
    ['Ab-15400000011', /手机号码/],
  ])('H6: %s is no agreement password, by the policy of B6', async (password, why) => {
    const { recognise, db } = await testDelegation();
    await expect(recognise({ agreementPassword: password })).rejects.toEqual(
      refused('PASSWORD_POLICY', { rule: 'H6', link: 'password' }),
    );
    await expect(recognise({ agreementPassword: password })).rejects.toThrow(why);
    expect(await db.selectFrom('agreement').selectAll().execute()).toEqual([]);
  });

  it('L6: liaoning-2020 asks an agreement password; national-2023 does not, and lets staff in by agreement and scope alone', async () => {
    const [liaoning, national] = [await testDelegation(), await testDelegation({ ruleSet: 'national-2023' })];
    await liaoning.bureau.agencies.sync(liaoning.lin);
    await expect(liaoning.client.recognise(liaoning.lin, { ...liaoning.terms(), agencyId })).rejects.toEqual(
      invalid('agreementPassword'),
    );
    const made = await national.recognise();
    expect(made).toMatchObject({ state: 'inForce', hasPassword: false });
    expect(made.acts.map(({ act }) => act)).not.toContain('replacePassword');
    await national.step3();
    await expect(
      national.client.recognise(national.lin, {
        ...national.terms({ firstDay: addDays(today, 400), lastDay: addDays(today, 500) }),
        agencyId,
        agreementPassword,
      }),
    ).rejects.toEqual(invalid('agreementPassword'));
  });
});

describe('service staff', () => {
  it('L1: an agreement names people of the agency; national-2023 asks at least one', async () => {
    const desk = await testDelegation({ ruleSet: 'national-2023' });
    await expect(desk.recognise({ serviceStaff: [] })).rejects.toEqual(invalid('serviceStaff'));
    await expect(desk.recognise({ serviceStaff: ['lin'] })).rejects.toEqual(invalid('serviceStaff'));
    expect(await desk.recognise({ serviceStaff: ['zhao', 'sun'] })).toMatchObject({
      serviceStaff: expect.arrayContaining([
        { handlerId: 'zhao', name: '赵敏' },
        { handlerId: 'sun', name: '孙悦' },
      ]),
    });
  });

  it('L2: nobody of the client’s own four, told by name and why before anything is sent', async () => {
    const desk = await testDelegation();
    await desk.db.updateTable('handler').set({ person_id: 'p-sun' }).where('id', '=', 'bao').execute();
    await desk.bureau.agencies.sync(desk.lin);
    const offer = await desk.client.offer(desk.lin, agencyId);
    expect(offer.staff.filter((one) => one.barred !== null)).toEqual([
      {
        handlerId: 'sun',
        name: '孙悦',
        capacity: 'handler',
        barred: '孙悦是委托企业的办税人，不能同时担任代理机构的服务人员',
      },
    ]);
    await expect(desk.recognise({ serviceStaff: ['zhao', 'sun'] })).rejects.toEqual(
      refused('RULE_BROKEN', { rule: 'L2', link: 'staff' }),
    );
    await expect(desk.propose({ serviceStaff: ['sun'] })).rejects.toThrow('孙悦是委托企业的办税人');
    expect(await desk.db.selectFrom('agreement').selectAll().execute()).toEqual([]);
  });
});

describe('an agreement that stands', () => {
  it('H2: cancelling ends the open client session at once, with the reason, and a new one needs a new agreement', async () => {
    const { recognise, client, lin, seen, step3, bureau, zhao, notified, stored, acts } = await testDelegation();
    const made = await recognise();
    const { clientSessionId } = await step3();
    const cancelled = await client.cancel(lin, seen(made), '改由本企业办理');
    expect(cancelled).toMatchObject({ state: 'cancelled', end: { by: 'client', reason: '改由本企业办理' } });
    await expect(bureau.sessions.clientOf(zhao, clientSessionId)).rejects.toEqual(
      refused('SESSION_ENDED', { link: 'agreement', sessionEnd: 'agreementCancelled' }),
    );
    expect(notified.map(({ event }) => event)).toContainEqual(
      expect.objectContaining({
        kind: 'clientSessionEnded',
        clientSession: clientSessionId,
        end: 'agreementCancelled',
      }),
    );
    expect((await stored(made.id)).ended_by).toBe('client');
    await expect(step3()).rejects.toEqual(refused('CLIENT_NOT_ENTERABLE', { rule: 'G4' }));
    await expect(client.resume(lin, seen(cancelled))).rejects.toEqual(refused('RULE_BROKEN', { link: 'agreement' }));
    expect((await acts('agreement.cancel')).map((row) => [row.result, row.rule, row.agency_id])).toEqual([
      ['done', 'H2', agencyId],
    ]);
    expect(await recognise()).toMatchObject({ state: 'inForce' });
  });

  it('H3: suspending ends sessions and lets nobody in; resuming lets in again', async () => {
    const { recognise, client, lin, seen, step3, bureau, zhao } = await testDelegation();
    const made = await recognise();
    const { clientSessionId } = await step3();
    const suspended = await client.suspend(lin, seen(made), '核对委托事项');
    await expect(bureau.sessions.clientOf(zhao, clientSessionId)).rejects.toEqual(
      refused('SESSION_ENDED', { sessionEnd: 'agreementSuspended' }),
    );
    await expect(step3()).rejects.toEqual(refused('CLIENT_NOT_ENTERABLE', { link: 'agreement' }));
    const resumed = await client.resume(lin, seen(suspended));
    expect(resumed).toMatchObject({ state: 'inForce', end: null });
    await step3();
  });

  it('H3: the last day is inclusive, and it expires by itself past midnight in Shanghai; an open session ends with it', async () => {
    const { recognise, clock, bureau, client, lin, signIn, seen, step3 } = await testDelegation();
    const made = await recognise({ lastDay: today });
    clock.at(Date.parse(`${today}T15:50:00Z`));
    const staff = await signIn('zhao');
    expect((await client.get(lin, made.id)).agreement.state).toBe('inForce');
    const { clientSessionId } = await step3(staff);
    clock.at(Date.parse(`${today}T16:00:00Z`));
    expect((await client.list(lin)).agreements).toMatchObject([{ id: made.id, state: 'expired', daysLeft: null }]);
    await expect(bureau.sessions.clientOf(staff, clientSessionId)).rejects.toEqual(
      refused('SESSION_ENDED', { sessionEnd: 'agreementExpired' }),
    );
    await expect(client.suspend(lin, seen(made), '太迟')).rejects.toThrow('协议已到期，不能暂停');
    await expect(step3(staff)).rejects.toEqual(refused('CLIENT_NOT_ENTERABLE', { link: 'date' }));
  });

  it('H4: narrowing holds for an open client session at once, and the window is told', async () => {
    const { recognise, client, lin, terms, seen, step3, bureau, zhao, notified } = await testDelegation();
    const made = await recognise();
    const { clientSessionId } = await step3();
    const changed = await client.changeTerms(lin, {
      ...terms({ functions: ['query.filings'], lastDay: addDays(today, 30) }),
      ...seen(made),
    });
    expect(changed).toMatchObject({ functions: ['query.filings'], lastDay: addDays(today, 30), state: 'inForce' });
    expect([...(await bureau.sessions.clientOf(zhao, clientSessionId)).functions]).toEqual(['query.filings']);
    expect(notified).toContainEqual({
      window: 'zhao',
      event: { kind: 'rightsChanged', clientSession: clientSessionId },
    });
    await expect(
      client.changeTerms(lin, { ...terms({ functions: ['staff.maintain'] }), ...seen(changed) }),
    ).rejects.toEqual(refused('RULE_BROKEN', { rule: 'H4' }));
    await expect(
      client.changeTerms(lin, { ...terms({ firstDay: addDays(today, 1) }), ...seen(changed) }),
    ).rejects.toEqual(invalid('firstDay'));
    await expect(
      client.changeTerms(lin, {
        ...terms({ functions: ['query.filings'], lastDay: addDays(today, 30) }),
        ...seen(changed),
      }),
    ).rejects.toEqual(invalid('functions'));
  });

  it('H6: a new agreement password ends sessions and voids remembered copies; the old one and the default are refused', async () => {
    const { recognise, client, lin, seen, step3, bureau, zhao, stored } = await testDelegation();
    const made = await recognise();
    const { clientSessionId } = await step3();
    await expect(client.replacePassword(lin, seen(made), agreementPassword)).rejects.toThrow('不能与原协议密码相同');
    await expect(client.replacePassword(lin, seen(made), '111111')).rejects.toEqual(
      refused('PASSWORD_POLICY', { rule: 'H6' }),
    );
    await client.replacePassword(lin, seen(made), 'Xieyi-New-4');
    expect(await stored(made.id)).toMatchObject({ password_version: 2 });
    await expect(bureau.sessions.clientOf(zhao, clientSessionId)).rejects.toEqual(
      refused('SESSION_ENDED', { sessionEnd: 'agreementPasswordReplaced' }),
    );
    const remembered = {
      kind: 'remembered' as const,
      recall: async () => ({ password: Buffer.from(agreementPassword), agreementId: made.id, passwordVersion: 1 }),
    };
    await expect(bureau.entry.enter(zhao, 'ent', remembered)).rejects.toEqual(
      refused('AGREEMENT_PASSWORD_CHANGED', { rule: 'H6' }),
    );
    await expect(step3()).rejects.toEqual(refused('AGREEMENT_PASSWORD_WRONG'));
    await step3(zhao, 'Xieyi-New-4');
  });

  it('H3: of two who decide at once the later one is told that it was changed', async () => {
    const { recognise, client, lin, seen } = await testDelegation();
    const made = await recognise();
    await client.suspend(lin, seen(made), '先暂停');
    await expect(client.cancel(lin, seen(made), '再取消')).rejects.toEqual(refused('CONFLICT', { rule: 'H3' }));
  });

  it('H3: another enterprise’s agreement is answered like one that does not exist', async () => {
    const { recognise, client, lin, db, seen } = await testDelegation();
    const made = await recognise();
    await db.updateTable('agreement').set({ client_id: 'social' }).execute();
    await expect(client.get(lin, made.id)).rejects.toEqual(refused('NOT_FOUND'));
    await expect(client.cancel(lin, seen(made), '不是我的')).rejects.toEqual(refused('NOT_FOUND'));
  });

  it('no password is in the trail', async () => {
    const { recognise, client, lin, seen, db } = await testDelegation();
    const made = await recognise();
    await client.replacePassword(lin, seen(made), 'Xieyi-New-4');
    const trail = JSON.stringify(await db.selectFrom('audit').selectAll().execute());
    expect(trail).not.toMatch(/Xieyi/);
    const { history } = await client.get(lin, made.id);
    expect(history.map((one) => one.text)).toEqual(['更换协议密码', expect.stringContaining('认定代理机构：砚秋')]);
  });
});
