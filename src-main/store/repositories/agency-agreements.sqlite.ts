import { sql, type Kysely, type SqlBool } from 'kysely';
import type { Schema } from '../schema.ts';
import type { AgreementRow } from './agreements.ts';
import { holds } from './delegation.ts';

/** Views of an agency's agreements; what each holds is said where the contract names them. */
export type AgreementView = 'waiting' | 'standing' | 'toReport' | 'ended' | 'all';

export interface AgreementDay {
  today: string;
  /** Proposals made before this instant have lapsed (L4). */
  answerableSince: number;
}

/** L5: a change that is not reported, or the end of what stood, unless the next agreement of the pair begins the day after. */
const unreported = (today: string) => sql<SqlBool>`(
  EXISTS (SELECT 1 FROM agreement_change WHERE agreement_change.agreement_id = agreement.id AND agreement_change.reported_at IS NULL)
  OR (agreement.end_reported_at IS NULL AND agreement.recognised_at IS NOT NULL AND (agreement.decided = 'cancelled'
    OR (agreement.decided IN ('recognised', 'suspended') AND agreement.last_day < ${today} AND NOT EXISTS (
      SELECT 1 FROM agreement AS next WHERE next.agency_id = agreement.agency_id AND next.client_id = agreement.client_id
        AND next.recognised_at IS NOT NULL AND next.first_day = date(agreement.last_day, '+1 day'))))))`;

const conditions: Record<Exclude<AgreementView, 'all'>, (day: AgreementDay) => ReturnType<typeof sql<SqlBool>>> = {
  waiting: ({ today, answerableSince }) => sql<SqlBool>`(agreement.decided = 'proposed' AND agreement.created_at >= ${answerableSince} AND agreement.last_day >= ${today})`,
  standing: ({ today }) => sql<SqlBool>`(agreement.decided IN ('recognised', 'suspended') AND agreement.last_day >= ${today})`,
  toReport: ({ today }) => unreported(today),
  ended: ({ today, answerableSince }) => sql<SqlBool>`(agreement.decided IN ('cancelled', 'declined') OR agreement.last_day < ${today}
    OR (agreement.decided = 'proposed' AND agreement.created_at < ${answerableSince}))`,
};

/** What is due first stands first: answers and reports by their day, agreements by their last day, what is over by when it ended. */
const orders: Record<AgreementView, ReturnType<typeof sql>> = {
  waiting: sql`agreement.created_at`,
  standing: sql`agreement.last_day`,
  toReport: sql`min(
    CASE WHEN agreement.end_reported_at IS NOT NULL THEN 9e15 WHEN agreement.decided = 'cancelled' THEN agreement.decided_at ELSE unixepoch(agreement.last_day) * 1000 END,
    COALESCE((SELECT min(at) FROM agreement_change WHERE agreement_change.agreement_id = agreement.id AND agreement_change.reported_at IS NULL), 9e15))`,
  ended: sql`-COALESCE(agreement.decided_at, agreement.created_at)`,
  all: sql`-agreement.created_at`,
};

function ofAgency(db: Kysely<Schema>, agencyId: string) {
  return db.selectFrom('agreement').innerJoin('enterprise as client_firm', 'client_firm.id', 'agreement.client_id').where('agreement.agency_id', '=', agencyId);
}

/** A page of an agency's agreements, and how many there are. */
export async function agencyAgreements(
  db: Kysely<Schema>, agencyId: string, day: AgreementDay, wanted: { view: AgreementView; query: string; offset: number; limit: number },
): Promise<{ rows: AgreementRow[]; total: number }> {
  let select = ofAgency(db, agencyId);
  const { view, query } = wanted;
  if (view !== 'all') select = select.where(conditions[view](day));
  if (query !== '') select = select.where((e) => e.or([holds(e.ref('client_firm.name'), query), holds(e.ref('client_firm.taxpayer_id'), query)]));
  const { count } = await select.select((e) => e.fn.countAll<number>().as('count')).executeTakeFirstOrThrow();
  const rows = await select.innerJoin('function_set', 'function_set.id', 'agreement.function_set_id').selectAll('agreement').select('function_set.functions')
    .orderBy(orders[view]).orderBy('agreement.id').offset(wanted.offset).limit(wanted.limit).execute();
  return { rows, total: count };
}

/** How many agreements each view has. */
export async function countAgencyAgreements(db: Kysely<Schema>, agencyId: string, day: AgreementDay): Promise<Record<AgreementView, number>> {
  const row = await ofAgency(db, agencyId).select((e) => [
    e.fn.countAll<number>().as('all'),
    ...(['waiting', 'standing', 'toReport', 'ended'] as const).map((view) => sql<number>`COALESCE(sum(${conditions[view](day)}), 0)`.as(view)),
  ]).executeTakeFirstOrThrow();
  return row as Record<AgreementView, number>;
}
