import { sql, type Kysely, type SqlBool } from 'kysely';
import { isInState, type StateDay } from './agreement-state.sqlite.ts';
import { holds } from './holds.ts';
import type { Schema } from '../schema/index.ts';
import type { AgreementRow } from './agreements.ts';

/** Views of an agency's agreements; the contract says what each one contains. */
const views = [
  'waiting',
  'valid',
  'ending30',
  'ending60',
  'suspended',
  'toReport',
  'overdue',
  'lapsed',
  'ended',
] as const;
export type StoredAgreementView = (typeof views)[number] | 'all';

export interface AgreementDay extends StateDay {
  /** Last day of the next 30 and 60 days. */
  in30: string;
  in60: string;
  /** Ends before this day and changes before this instant must be reported by now (L5). */
  reportSince: { day: string; instant: number };
}

/** L5: a change that is not reported. @param before only changes before this instant */
const unreportedChange = (before = Number.MAX_SAFE_INTEGER) => sql<SqlBool>`agreement.id IN (
  SELECT agreement_id FROM agreement_change WHERE reported_at IS NULL AND at < ${before})`;

/** L5: the end of an active agreement is not reported, unless the next agreement of the pair begins the day after. */
const unreportedEnd = (
  day: StateDay,
) => sql<SqlBool>`(agreement.end_reported_at IS NULL AND agreement.recognised_at IS NOT NULL AND (${isInState(['cancelled'], day)}
  OR (${isInState(['expired'], day)} AND NOT EXISTS (
    SELECT 1 FROM agreement AS next WHERE next.agency_id = agreement.agency_id AND next.client_id = agreement.client_id
      AND next.recognised_at IS NOT NULL AND next.first_day = date(agreement.last_day, '+1 day')))))`;

/** Agreements that both sides agreed on and that are not over. */
const agreed = ['recognised', 'inForce', 'suspended'] as const;

/** A client that the office no longer serves (停止服务) needs no next agreement. */
const ofServed = (today: string) =>
  sql<SqlBool>`agreement.client_id NOT IN (SELECT client_id FROM client_stop WHERE day <= ${today})`;

/** An agreement of a served client that is valid, ends by a day, and is followed by no other one that is agreed; one that was only sent may never be. */
const ending = (
  day: AgreementDay,
  by: string,
) => sql<SqlBool>`(${isInState(agreed, day)} AND agreement.last_day <= ${by} AND ${ofServed(day.today)} AND NOT EXISTS (
  SELECT 1 FROM agreement AS next WHERE next.agency_id = agreement.agency_id AND next.client_id = agreement.client_id
    AND next.decided IN ('recognised', 'suspended') AND next.first_day > agreement.last_day))`;

/** L5: a change or an end that must be reported by now. */
const overdue = (day: AgreementDay, since = day.reportSince) => sql<SqlBool>`(${unreportedChange(since.instant)}
  OR (${unreportedEnd(day)} AND CASE WHEN agreement.decided = 'cancelled' THEN agreement.decided_at < ${since.instant} ELSE agreement.last_day < ${since.day} END))`;

const conditions: Record<
  Exclude<StoredAgreementView, 'all'>,
  (day: AgreementDay) => ReturnType<typeof sql<SqlBool>>
> = {
  waiting: (day) => isInState(['proposed'], day),
  valid: (day) => isInState(['recognised', 'inForce'], day),
  ending30: (day) => ending(day, day.in30),
  ending60: (day) => ending(day, day.in60),
  suspended: (day) => isInState(['suspended'], day),
  toReport: (day) => sql<SqlBool>`(${unreportedChange()} OR ${unreportedEnd(day)})`,
  overdue: (day) => overdue(day),
  lapsed: (day) => isInState(['lapsed'], day),
  ended: (day) => isInState(['cancelled', 'declined', 'expired'], day),
};

/** When a report became due, in milliseconds. */
const reportOrder = sql`min(
  CASE WHEN agreement.end_reported_at IS NOT NULL THEN 9e15 WHEN agreement.decided = 'cancelled' THEN agreement.decided_at ELSE unixepoch(agreement.last_day) * 1000 END,
  COALESCE((SELECT min(at) FROM agreement_change WHERE agreement_change.agreement_id = agreement.id AND agreement_change.reported_at IS NULL), 9e15))`;
/** Within one day, clients are sorted by pinyin, as Chinese lists are; a firm that is no client yet comes first. */
const byName = sql`(SELECT client.pinyin FROM client WHERE client.client_id = agreement.client_id)`;
const byLastDay = sql`agreement.last_day, ${byName}`;

/** The most urgent first: answers and reports by their day, agreements by their last day, ended ones by their end. */
const orders: Record<Exclude<StoredAgreementView, 'all'>, ReturnType<typeof sql>> = {
  waiting: sql`date(agreement.created_at / 1000 + 28800, 'unixepoch'), ${byName}`,
  valid: byLastDay,
  ending30: byLastDay,
  ending60: byLastDay,
  suspended: byLastDay,
  toReport: reportOrder,
  overdue: reportOrder,
  lapsed: sql`agreement.created_at DESC`,
  ended: sql`COALESCE(agreement.decided_at, agreement.created_at) DESC`,
};

/** All agreements: active ones by their last day, then ended ones. */
const allOrder = (today: string) =>
  sql`(agreement.decided IN ('cancelled', 'declined') OR agreement.last_day < ${today}), ${byLastDay}`;

function ofAgency(db: Kysely<Schema>, agencyId: string) {
  return db.selectFrom('agreement').where('agreement.agency_id', '=', agencyId);
}

/** A page of an agency's agreements. */
export async function agencyAgreements(
  db: Kysely<Schema>,
  agencyId: string,
  day: AgreementDay,
  wanted: { view: StoredAgreementView; query: string; offset: number; limit: number },
): Promise<AgreementRow[]> {
  const order = wanted.view === 'all' ? allOrder(day.today) : orders[wanted.view];
  // Indexes alone select the agreements; only the rows of the page are read.
  const page = matching(db, agencyId, day, wanted)
    .select('agreement.id')
    .orderBy(order)
    .orderBy('agreement.id')
    .offset(wanted.offset)
    .limit(wanted.limit);
  return db
    .selectFrom('agreement')
    .innerJoin('function_set', 'function_set.id', 'agreement.function_set_id')
    .selectAll('agreement')
    .select('function_set.functions')
    .where('agreement.id', 'in', page)
    .orderBy(order)
    .orderBy('agreement.id')
    .execute();
}

/** Number of agreements of a view that match a search. */
export async function countMatching(
  db: Kysely<Schema>,
  agencyId: string,
  day: AgreementDay,
  wanted: { view: StoredAgreementView; query: string },
): Promise<number> {
  return (
    await matching(db, agencyId, day, wanted)
      .select((e) => e.fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow()
  ).count;
}

function matching(
  db: Kysely<Schema>,
  agencyId: string,
  day: AgreementDay,
  { view, query }: { view: StoredAgreementView; query: string },
) {
  let select = ofAgency(db, agencyId);
  if (view !== 'all') select = select.where(conditions[view](day));
  // The firms first: there are fewer firms than agreements, and most searches match only a few.
  if (query !== '') {
    select = select.where(
      'agreement.client_id',
      'in',
      db
        .selectFrom('enterprise')
        .select('enterprise.id')
        .where((e) => e.or([holds(e.ref('enterprise.name'), query), holds(e.ref('enterprise.taxpayer_id'), query)])),
    );
  }
  return select;
}

/** Number of agreements in each view, and the instant of the oldest waiting proposal. */
export async function countAgencyAgreements(
  db: Kysely<Schema>,
  agencyId: string,
  day: AgreementDay,
): Promise<{ counts: Record<StoredAgreementView, number>; oldestWaiting: number | null }> {
  const row = (await ofAgency(db, agencyId)
    .select((e) => [
      e.fn.countAll<number>().as('all'),
      sql<number | null>`min(CASE WHEN ${conditions.waiting(day)} THEN agreement.created_at END)`.as('oldest'),
      ...views.map((view) => sql<number>`COALESCE(sum(${conditions[view](day)}), 0)`.as(view)),
    ])
    .executeTakeFirstOrThrow()) as Record<StoredAgreementView, number> & { oldest: number | null };
  const { oldest, ...counts } = row;
  return { counts, oldestWaiting: oldest };
}
