import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { agreementListViews, type AgreementListView } from '../../../src-preload/contract/agency-delegation.ts';
import type { AgreementView } from '../../../src-preload/contract/agreements.ts';
import { addDays } from '../../../src-main/bureau/ground/calendar.ts';
import { agencyId, testOffice, today } from './fixture.ts';

const dayMs = 86_400_000;
const noon = Date.parse(`${today}T04:00:00Z`);
const clients = ['hua', 'qing', 'yuan'] as const;

interface Drawn {
  client: (typeof clients)[number];
  decided: 'proposed' | 'recognised' | 'suspended' | 'cancelled' | 'declined';
  from: number;
  days: number;
  madeDaysAgo: number;
  decidedDaysAgo: number;
  stood: boolean;
  reported: boolean;
  change: { daysAgo: number; reported: boolean } | null;
}
const drawn: fc.Arbitrary<Drawn> = fc.record({
  client: fc.constantFrom(...clients),
  decided: fc.constantFrom('proposed', 'recognised', 'recognised', 'suspended', 'cancelled', 'declined'),
  from: fc.integer({ min: -420, max: 60 }),
  days: fc.constantFrom(1, 20, 30, 61, 364),
  madeDaysAgo: fc.integer({ min: 0, max: 40 }),
  decidedDaysAgo: fc.integer({ min: 0, max: 60 }),
  stood: fc.boolean(),
  reported: fc.boolean(),
  change: fc.option(fc.record({ daysAgo: fc.integer({ min: 0, max: 60 }), reported: fc.boolean() })),
});

const open = (row: AgreementView) => row.reports.filter((one) => one.reportedAt === null);
const agreed = ['recognised', 'inForce', 'suspended', 'expired'];
/** What each view holds, said of the agreements as the screen gets them. */
function belongs(view: AgreementListView, row: AgreementView, all: readonly AgreementView[]): boolean {
  const active = ['recognised', 'inForce', 'suspended'].includes(row.state);
  const ending = (days: number): boolean =>
    active &&
    row.lastDay <= addDays(today, days) &&
    !all.some(
      (other) => other.client.id === row.client.id && other.firstDay > row.lastDay && agreed.includes(other.state),
    );
  switch (view) {
    case 'waiting':
      return row.state === 'proposed';
    case 'valid':
      return active && row.state !== 'suspended';
    case 'ending30':
      return ending(30);
    case 'ending60':
      return ending(60);
    case 'suspended':
      return row.state === 'suspended';
    case 'toReport':
      return open(row).length > 0;
    case 'overdue':
      return open(row).some((one) => one.daysLeft < 0);
    case 'lapsed':
      return row.state === 'lapsed';
    case 'ended':
      return ['expired', 'cancelled', 'declined'].includes(row.state);
    case 'all':
      return true;
  }
}

describe('the views of the delegation centre', () => {
  it('H3, L4, L5: what SQL counts and lists is what each agreement says of itself, on whatever day', async () => {
    const test = await testOffice();
    const { db } = test.store;
    for (const [index, id] of clients.entries())
      await test.addClient(id, { name: `${id}公司`, taxpayerId: `9121010${index}`, agreements: [] });
    const zhao = await test.signIn('zhao');
    const { agencyDelegation } = test.engine.bureau;
    const list = (view: AgreementListView, query = '') =>
      agencyDelegation.list(zhao, { view, query, offset: 0, limit: 200 });
    await fc.assert(
      fc.asyncProperty(fc.array(drawn, { minLength: 1, maxLength: 12 }), async (agreements) => {
        await db.deleteFrom('agreement_change').execute();
        await db.deleteFrom('agreement').execute();
        for (const [index, one] of agreements.entries()) {
          const firstDay = addDays(today, one.from);
          const ended = one.decided === 'cancelled' || one.decided === 'declined';
          const stood =
            one.decided === 'recognised' || one.decided === 'suspended' || (one.decided === 'cancelled' && one.stood);
          await db
            .insertInto('agreement')
            .values({
              id: `a${index}`,
              client_id: one.client,
              agency_id: agencyId,
              decided: one.decided,
              first_day: firstDay,
              last_day: addDays(firstDay, one.days),
              function_set_id: 'set',
              password_hash: null,
              password_version: 1,
              recorded_by_agency: false,
              created_at: noon - one.madeDaysAgo * dayMs,
              decided_at: one.decided === 'proposed' ? null : noon - one.decidedDaysAgo * dayMs,
              end_reason: ended ? '不再委托' : null,
              revision: 1,
              recognised_at: stood ? noon - 100 * dayMs : null,
              ended_by: ended ? 'client' : null,
              end_reported_at: one.reported && stood ? noon : null,
              end_reported_by: one.reported && stood ? 'zhao' : null,
            })
            .execute();
          if (one.change && stood) {
            await db
              .insertInto('agreement_change')
              .values({
                id: `c${index}`,
                agreement_id: `a${index}`,
                at: noon - one.change.daysAgo * dayMs,
                text: '变更委托事项',
                reported_at: one.change.reported ? noon : null,
                reported_by: one.change.reported ? 'zhao' : null,
              })
              .execute();
          }
        }
        // Written past the services: what they would tell is told here.
        await test.engine.domainEvents.emit({
          kind: 'agreementChanged',
          clientId: agreements[0]?.client ?? '',
          agreementId: 'a0',
        });
        const { rows: all, counts, answerIn } = await list('all');
        for (const view of agreementListViews) {
          const expected = all
            .filter((row) => belongs(view, row, all))
            .map((row) => row.id)
            .toSorted();
          expect([view, (await list(view)).rows.map((row) => row.id).toSorted()]).toEqual([view, expected]);
          expect([view, counts[view]]).toEqual([view, expected.length]);
        }
        // The tabs add up: each agreement stands behind one of them.
        expect(counts.waiting + counts.valid + counts.suspended + counts.lapsed + counts.ended).toBe(counts.all);
        const answers = all.flatMap((row) => (row.state === 'proposed' && row.answerBy ? [row.answerBy.daysLeft] : []));
        expect(answerIn === null).toBe(answers.length === 0);
        if (answerIn !== null) expect(answerIn).toBeGreaterThanOrEqual(Math.min(...answers));
      }),
      { numRuns: 60 },
    );
  }, 120_000);

  it('L4: the fewest days to answer stand above the list; a search narrows the list and leaves the numbers', async () => {
    const test = await testOffice();
    await test.addClient('hua', {
      name: '沈阳华盛商贸有限公司',
      taxpayerId: '91110108551385082Q',
      agreements: [
        {
          id: 'h',
          decided: 'proposed',
          created_at: noon - 12 * dayMs,
          first_day: today,
          last_day: addDays(today, 300),
        },
      ],
    });
    await test.addClient('qing', {
      name: '大连青禾食品有限公司',
      taxpayerId: '91350100M000100Y43',
      agreements: [
        { id: 'q', decided: 'proposed', created_at: noon - 2 * dayMs, first_day: today, last_day: addDays(today, 300) },
      ],
    });
    const zhao = await test.signIn('zhao');
    const answer = await test.engine.bureau.agencyDelegation.list(zhao, {
      view: 'waiting',
      query: '青禾',
      offset: 0,
      limit: 50,
    });
    expect(answer).toMatchObject({ total: 1, answerIn: 9, proposes: false, counts: { waiting: 2, all: 2 } });
    expect(answer.rows.map((row) => row.client.name)).toEqual(['大连青禾食品有限公司']);
  });

  it('H3, L4: a renewal that was only sent leaves the client on the radar, with the day until which it can be answered; one that is agreed takes it off; by day, then by name as it is read', async () => {
    const test = await testOffice();
    const ends = addDays(today, 20);
    const agreement = (id: string, more: object = {}) => ({
      id,
      decided: 'recognised' as const,
      recognised_at: 1,
      first_day: addDays(today, -300),
      last_day: ends,
      ...more,
    });
    const next = (id: string, decided: 'proposed' | 'recognised') =>
      agreement(id, {
        decided,
        recognised_at: decided === 'recognised' ? 1 : null,
        first_day: addDays(ends, 1),
        last_day: addDays(ends, 300),
        created_at: noon - dayMs,
      });
    await test.addClient('zhi', {
      name: '智慧商贸有限公司',
      taxpayerId: '91210100000000001A',
      agreements: [agreement('z')],
    });
    await test.addClient('ao', {
      name: '奥林商贸有限公司',
      taxpayerId: '91210100000000002A',
      agreements: [agreement('a'), next('a2', 'proposed')],
    });
    await test.addClient('bei', {
      name: '北方商贸有限公司',
      taxpayerId: '91210100000000003A',
      agreements: [agreement('b'), next('b2', 'recognised')],
    });
    await test.addClient('chen', {
      name: '辰光商贸有限公司',
      taxpayerId: '91210100000000004A',
      agreements: [agreement('c', { last_day: addDays(today, 10) })],
    });
    for (const [id, pinyin] of [
      ['zhi', 'zhihui'],
      ['ao', 'aolin'],
      ['bei', 'beifang'],
      ['chen', 'chenguang'],
    ] as const)
      await test.store.db.updateTable('client').set({ pinyin }).where('client_id', '=', id).execute();
    const zhao = await test.signIn('zhao');
    const { rows, counts } = await test.engine.bureau.agencyDelegation.list(zhao, {
      view: 'ending30',
      query: '',
      offset: 0,
      limit: 50,
    });
    expect(rows.map((row) => row.id)).toEqual(['c', 'a', 'z']);
    expect(counts.ending30).toBe(3);
    expect(rows.map((row) => row.renewal)).toEqual([null, { day: addDays(today, 20), daysLeft: 20 }, null]);
  });
});
