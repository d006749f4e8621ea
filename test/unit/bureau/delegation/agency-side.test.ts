import { describe, expect, it } from 'vitest';
import { addDays } from '../../../../src-main/bureau/ground/calendar.ts';
import { refused } from '../fixture.ts';
import { agencyId, agreementPassword, day, otherAgencyId, testDelegation, today } from './fixture.ts';

const invalid = (field: string) =>
  expect.objectContaining({
    name: 'InvalidInput',
    fields: expect.arrayContaining([expect.objectContaining({ field })]),
  });
const all = { view: 'all' as const, query: '', offset: 0, limit: 50 };

describe('a proposal', () => {
  it('L4: of the agency waits for an officer’s confirmation, which takes effect at once with the password that the officer sets', async () => {
    const { propose, client, lin, seen, step3, agency, zhao, acts } = await testDelegation();
    const made = await propose();
    expect(made).toMatchObject({
      state: 'proposed',
      askedBy: 'agency',
      hasPassword: false,
      answerBy: { day: addDays(today, 21), daysLeft: 21 },
    });
    await expect(step3()).rejects.toEqual(refused('CLIENT_NOT_ENTERABLE', { link: 'agreement' }));
    // What it could hold is told without a sync, because the agency is known by its proposal.
    expect((await client.offer(lin, agencyId)).existing).toMatchObject({ state: 'proposed' });
    expect(made.acts.filter((act) => act.allowed).map(({ act }) => act)).toEqual(['cancel']);
    await expect(agency.accept(zhao, seen(made))).rejects.toThrow('正等待委托企业的法定代表人或财务负责人答复');
    await expect(client.confirm(lin, seen(made), undefined)).rejects.toEqual(invalid('agreementPassword'));
    expect(await client.confirm(lin, seen(made), agreementPassword)).toMatchObject({
      state: 'inForce',
      recordedByAgency: false,
    });
    await step3();
    expect((await acts('agreement.confirm')).map((row) => [row.result, row.rule, row.handler_id])).toEqual([
      ['done', 'L4', 'lin'],
    ]);
  });

  it('L4: not answered in 21 days it lapses by itself, and cannot be confirmed any more', async () => {
    const { propose, client, lin, seen, clock } = await testDelegation();
    const made = await propose();
    clock.at(clock.now() + 21 * day);
    expect((await client.get(lin, made.id)).agreement).toMatchObject({ state: 'proposed', answerBy: { daysLeft: 0 } });
    clock.at(clock.now() + day);
    expect((await client.get(lin, made.id)).agreement).toMatchObject({ state: 'lapsed', answerBy: null });
    await expect(client.confirm(lin, seen(made), agreementPassword)).rejects.toThrow('已失效');
    expect(await propose({ firstDay: addDays(today, 22), lastDay: addDays(today, 300) })).toMatchObject({
      state: 'proposed',
    });
  });

  it('H3: either side proposes, the other answers; who asked can withdraw', async () => {
    const { client, lin, terms, seen, step3, agency, zhao, propose, bureau, acts } = await testDelegation();
    await bureau.agencies.sync(lin);
    const asked = await client.propose(lin, { ...terms(), agencyId, agreementPassword });
    expect(asked).toMatchObject({ state: 'proposed', askedBy: 'client', hasPassword: true });
    await expect(client.confirm(lin, seen(asked), agreementPassword)).rejects.toThrow('委托申请由委托企业提出');
    await expect(agency.cancel(zhao, seen(asked), '不该能撤')).rejects.toThrow('委托申请由委托企业提出');
    expect(await agency.accept(zhao, seen(asked))).toMatchObject({ state: 'inForce', askedBy: 'client' });
    await step3();
    await agency.cancel(zhao, { agreementId: asked.id, revision: 2 }, '人手不足');

    const declined = await agency.decline(
      zhao,
      seen(await client.propose(lin, { ...terms(), agencyId, agreementPassword })),
      '不做此行业',
    );
    expect(declined).toMatchObject({ state: 'declined', end: { by: 'agency', reason: '不做此行业' } });
    const withdrawn = await agency.cancel(zhao, seen(await propose()), '填错了');
    expect(withdrawn).toMatchObject({ state: 'cancelled', end: { by: 'agency', reason: '填错了' } });
    expect(await client.decline(lin, seen(await propose()), '不需要')).toMatchObject({
      state: 'declined',
      end: { by: 'client' },
    });
    expect((await acts('agreement.cancel')).map((row) => row.text)).toEqual([
      '终止委托协议被拒绝：委托申请由委托企业提出，正等待代理机构的管理员答复，现在不能终止。',
      '退回委托：人手不足',
      '撤回委托申请：填错了',
    ]);
  });

  it('H3: neither a proposal nor an agreement in its days can be doubled; what stands by the time of the answer refuses the confirmation', async () => {
    const { propose, recognise, client, lin, seen, db } = await testDelegation();
    const made = await propose();
    await expect(propose({ functions: ['query.filings'] })).rejects.toThrow('已有一份委托申请');
    await expect(recognise()).rejects.toThrow('已有一份委托申请');
    await db
      .insertInto('agreement')
      .values({
        id: 'paper',
        client_id: 'ent',
        agency_id: agencyId,
        decided: 'recognised',
        first_day: today,
        last_day: addDays(today, 10),
        function_set_id: 'set',
        password_hash: null,
        password_version: 1,
        recorded_by_agency: true,
        created_at: 0,
        decided_at: 0,
        end_reason: null,
        revision: 1,
      })
      .execute();
    await expect(client.confirm(lin, seen(made), agreementPassword)).rejects.toEqual(
      refused('RULE_BROKEN', { rule: 'H3' }),
    );
  });

  it('H4, L2: what held when it was asked must hold when it is answered', async () => {
    const { propose, client, lin, seen, db } = await testDelegation();
    const made = await propose({ serviceStaff: ['sun'] });
    await db.updateTable('handler').set({ person_id: 'p-sun' }).where('id', '=', 'bao').execute();
    await expect(client.confirm(lin, seen(made), agreementPassword)).rejects.toEqual(
      refused('RULE_BROKEN', { rule: 'L2' }),
    );
    await db.updateTable('handler').set({ person_id: 'p-bao' }).where('id', '=', 'bao').execute();
    await db.updateTable('enterprise').set({ social_insurance_only: true }).where('id', '=', 'ent').execute();
    await expect(client.confirm(lin, seen(made), agreementPassword)).rejects.toEqual(
      refused('RULE_BROKEN', { rule: 'H4' }),
    );
  });

  it('L3: in national-2023 filing waits for the client; looking things up takes effect when recorded; in liaoning-2020 everything waits', async () => {
    const [national, liaoning] = [await testDelegation({ ruleSet: 'national-2023' }), await testDelegation()];
    expect(
      await national.propose({ functions: ['query.filings', 'query.payments'], lastDay: addDays(today, 9) }),
    ).toMatchObject({ state: 'inForce', recordedByAgency: true });
    expect(
      await national.propose({ firstDay: addDays(today, 10), functions: ['query.filings', 'tax.vat.smallScale'] }),
    ).toMatchObject({ state: 'proposed', recordedByAgency: false });
    expect((await national.acts('agreement.record')).map((row) => row.rule)).toEqual(['L3']);
    await national.step3();
    expect(await liaoning.propose({ functions: ['query.filings'] })).toMatchObject({ state: 'proposed' });
  });

  it('finds an enterprise by its taxpayer id, with what it could give; the agency itself and the unknown are refused', async () => {
    const { agency, zhao } = await testDelegation();
    const offer = await agency.offer(zhao, '9121 0102 ma0test1aa');
    expect(offer).toMatchObject({
      client: { id: 'ent', name: '沈阳听潮商贸有限公司' },
      asksPassword: true,
      asksStaff: false,
      existing: null,
    });
    expect(offer.functions).toContain('tax.vat.general');
    expect(offer.functions).not.toContain('staff.maintain');
    await expect(agency.offer(zhao, '91210102MA0TEST00A')).rejects.toThrow('本机构自己');
    await expect(agency.offer(zhao, '91210102MA0TEST999')).rejects.toEqual(refused('NOT_FOUND'));
  });
});

describe('the agency’s hand in what stands', () => {
  it('H2, H3: giving back ends the open client session at once; the agency neither suspends, resumes, recognises nor sets a password', async () => {
    const { recognise, agency, zhao, seen, step3, bureau } = await testDelegation();
    const made = await recognise();
    const { clientSessionId } = await step3();
    const { agreement } = await agency.get(zhao, made.id);
    expect(agreement.acts.map(({ act, allowed }) => [act, allowed])).toEqual([
      ['accept', false],
      ['decline', false],
      ['setStaff', true],
      ['cancel', true],
    ]);
    expect(await agency.cancel(zhao, seen(made), '不再承接')).toMatchObject({
      state: 'cancelled',
      end: { by: 'agency', reason: '不再承接' },
    });
    await expect(bureau.sessions.clientOf(zhao, clientSessionId)).rejects.toEqual(
      refused('SESSION_ENDED', { sessionEnd: 'agreementCancelled' }),
    );
    await expect(step3()).rejects.toEqual(refused('CLIENT_NOT_ENTERABLE'));
  });

  it('H3: an agreement of another agency is answered like one that does not exist', async () => {
    const { recognise, agency, zhao, seen } = await testDelegation();
    const made = await recognise({ agencyId: otherAgencyId });
    await expect(agency.get(zhao, made.id)).rejects.toEqual(refused('NOT_FOUND'));
    await expect(agency.cancel(zhao, seen(made), '别家的')).rejects.toEqual(refused('NOT_FOUND'));
    expect((await agency.list(zhao, all)).rows).toEqual([]);
  });

  it('L1, L2: the admin names other service staff, never one of the client’s four', async () => {
    const { recognise, agency, zhao, seen, db } = await testDelegation();
    const made = await recognise();
    const changed = await agency.setStaff(zhao, seen(made), ['qian', 'zhao']);
    expect(changed.serviceStaff.map((one) => one.name).toSorted()).toEqual(['赵敏', '钱立']);
    await expect(agency.setStaff(zhao, seen(changed), ['zhao', 'qian'])).rejects.toEqual(invalid('serviceStaff'));
    await db.updateTable('handler').set({ person_id: 'p-qian' }).where('id', '=', 'fang').execute();
    await expect(agency.setStaff(zhao, seen(changed), ['qian'])).rejects.toThrow('钱立是委托企业的财务负责人');
  });

  it('the contract lets nobody but an office admin at it', async () => {
    const { call, signIn } = await testDelegation();
    await signIn('sun');
    await expect(call('sun').agencyDelegation.list({})).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(call('lin').agencyDelegation.list({})).rejects.toMatchObject({ code: 'NOT_SIGNED_IN' });
    expect(await call('zhao').agencyDelegation.list({})).toMatchObject({ total: 0, counts: { all: 0 } });
  });
});

describe('what is to be reported', () => {
  it('L5: a change and an end are counted down for 30 days each, until an admin marks them', async () => {
    const { recognise, client, lin, terms, seen, agency, zhao, clock, acts } = await testDelegation();
    const made = await recognise();
    const changed = await client.changeTerms(lin, { ...terms({ functions: ['query.filings'] }), ...seen(made) });
    clock.at(clock.now() + 10 * day);
    const ended = await client.cancel(lin, seen(changed), '改由本企业办理');
    const { rows, counts } = await agency.list(zhao, { ...all, view: 'toReport' });
    expect(counts).toMatchObject({ toReport: 1, valid: 0, ended: 1, waiting: 0, all: 1 });
    expect(rows[0]?.reports).toMatchObject([
      {
        kind: 'change',
        text: '减少增值税小规模纳税人申报',
        day: today,
        dueDay: addDays(today, 30),
        daysLeft: 20,
        reportedAt: null,
      },
      { kind: 'end', report: 'end', day: addDays(today, 10), dueDay: addDays(today, 40), daysLeft: 30 },
    ]);
    const [change] = rows[0]?.reports ?? [];
    await agency.markReported(zhao, ended.id, change?.report ?? '');
    await expect(agency.markReported(zhao, ended.id, change?.report ?? '')).rejects.toEqual(
      refused('RULE_BROKEN', { rule: 'L5' }),
    );
    const after = await agency.markReported(zhao, ended.id, 'end');
    expect(after.reports.map((one) => [one.kind, one.reportedBy])).toEqual([
      ['change', '赵敏'],
      ['end', '赵敏'],
    ]);
    expect((await agency.list(zhao, { ...all, view: 'toReport' })).total).toBe(0);
    expect(await acts('agreement.reported')).toHaveLength(2);
  });

  it('L5: other service staff, named by the agency itself, are a change to be reported too', async () => {
    const { recognise, agency, zhao, seen } = await testDelegation();
    const changed = await agency.setStaff(zhao, seen(await recognise()), ['qian', 'zhao']);
    expect(changed.reports).toMatchObject([
      { kind: 'change', dueDay: addDays(today, 30), daysLeft: 30, reportedAt: null },
    ]);
    expect((await agency.list(zhao, { ...all, view: 'toReport' })).total).toBe(1);
  });

  it('L5: an expiry is an end, unless the renewal begins the day after; overdue is said; a proposal that never stood needs no report', async () => {
    const { recognise, propose, agency, zhao, seen, clock } = await testDelegation();
    const first = await recognise({ lastDay: addDays(today, 5) });
    await recognise({ firstDay: addDays(today, 6), lastDay: addDays(today, 10) });
    await agency.cancel(
      zhao,
      seen(await propose({ firstDay: addDays(today, 60), lastDay: addDays(today, 90) })),
      '填错了',
    );
    clock.at(clock.now() + 50 * day);
    const { rows } = await agency.list(zhao, { ...all, view: 'toReport' });
    expect(rows).toMatchObject([
      { lastDay: addDays(today, 10), reports: [{ kind: 'end', text: '协议到期', daysLeft: -10 }] },
    ]);
    expect((await agency.get(zhao, first.id)).agreement.reports).toEqual([]);
  });

  it('lists by view, search and page, what is due first at the top', async () => {
    const { db, agency, zhao, clock } = await testDelegation();
    const base = {
      agency_id: agencyId,
      first_day: '2026-01-01',
      last_day: '2026-12-31',
      function_set_id: 'set',
      password_hash: null,
      password_version: 1,
      recorded_by_agency: false,
      created_at: clock.now(),
      decided_at: null,
      end_reason: null,
      revision: 1,
    };
    await db
      .insertInto('agreement')
      .values([
        { ...base, id: 'p1', client_id: 'social', decided: 'proposed', created_at: clock.now() - 3 * day },
        { ...base, id: 'p2', client_id: 'ent', decided: 'proposed', created_at: clock.now() - 20 * day },
        { ...base, id: 'lapsed', client_id: 'ent', decided: 'proposed', created_at: clock.now() - 22 * day },
        { ...base, id: 'later', client_id: 'social', decided: 'recognised', recognised_at: 1 },
        { ...base, id: 'sooner', client_id: 'ent', decided: 'suspended', last_day: '2026-11-30', recognised_at: 1 },
      ])
      .execute();
    const ids = async (
      view: typeof all.view | 'waiting' | 'valid' | 'suspended' | 'lapsed' | 'ended' | 'ending30',
      query = '',
      offset = 0,
      limit = 50,
    ) => (await agency.list(zhao, { view, query, offset, limit })).rows.map((row) => row.id);
    expect(await ids('waiting')).toEqual(['p2', 'p1']);
    expect(await ids('valid')).toEqual(['later']);
    expect(await ids('suspended')).toEqual(['sooner']);
    expect(await ids('lapsed')).toEqual(['lapsed']);
    expect(await ids('ended')).toEqual([]);
    expect(await ids('suspended', '听潮')).toEqual(['sooner']);
    expect((await ids('all')).slice(0, 1)).toEqual(['sooner']);
    expect(await ids('all', '', 1, 2)).toHaveLength(2);
    expect((await agency.list(zhao, all)).counts).toMatchObject({
      all: 5,
      waiting: 2,
      valid: 1,
      suspended: 1,
      lapsed: 1,
      ended: 0,
      toReport: 0,
    });
  });
});
