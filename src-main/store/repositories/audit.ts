import type { Kysely, Selectable } from 'kysely';
import { z } from 'zod';
import { holds } from './holds.ts';
import type { Schema } from '../schema/index.ts';
import type { AuditTable } from '../schema/trail.ts';

export type AuditRow = Selectable<AuditTable>;
export type NewAuditRow = Omit<AuditRow, 'seq'>;

/** The last record of the trail, or undefined when it is empty. */
export function lastAudit(db: Kysely<Schema>): Promise<Pick<AuditRow, 'seq' | 'at' | 'hash'> | undefined> {
  return db.selectFrom('audit').select(['seq', 'at', 'hash']).orderBy('seq', 'desc').limit(1).executeTakeFirst();
}

/** Number that the next record of the trail gets. */
export async function nextSeq(db: Kysely<Schema>): Promise<number> {
  return ((await lastAudit(db))?.seq ?? 0) + 1;
}

const detailSchema = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]));

/** What else was recorded of an act. The row has it as the text that the hash is taken of. @throws ZodError of what this program cannot have written */
export function auditDetail({ detail }: Pick<AuditRow, 'detail'>): z.infer<typeof detailSchema> {
  return detailSchema.parse(JSON.parse(detail));
}

export async function addAudit(db: Kysely<Schema>, row: NewAuditRow): Promise<void> {
  await db.insertInto('audit').values(row).execute();
}

export interface AuditFilter {
  clientId?: string | undefined;
  /** Records of these staff members only; undefined: of all. */
  handlerIds?: readonly string[] | undefined;
  /** Records of this agency, and those that concern neither an agency nor an enterprise; omits what enterprises do for themselves. */
  agencyId?: string | undefined;
  /** Hides what an agency keeps for itself: of records with an agency, only acts with these prefixes. */
  ofAgencies?: readonly string[] | undefined;
  /** Records filed under this natural person (null: none), and records of these handlers for their enterprise rather than for an agency. */
  ofPerson?: { personId: string | null; handlerIds: readonly string[] } | undefined;
  result?: 'done' | 'refused' | undefined;
  from?: number | undefined;
  to?: number | undefined;
  /** Part of the Chinese text, the staff name or the client name. */
  query?: string | undefined;
  /** Records before this one. */
  before?: number | undefined;
  /** Not before this one. */
  since?: number | undefined;
  limit: number;
}

/** Records that match, newest first. */
export function listAudit(db: Kysely<Schema>, filter: AuditFilter): Promise<AuditRow[]> {
  let select = db.selectFrom('audit').selectAll().orderBy('seq', 'desc').limit(filter.limit);
  if (filter.clientId !== undefined) select = select.where('client_id', '=', filter.clientId);
  if (filter.handlerIds !== undefined) select = select.where('handler_id', 'in', [...filter.handlerIds]);
  const { agencyId } = filter;
  if (agencyId !== undefined)
    select = select.where((e) =>
      e.or([e('agency_id', '=', agencyId), e.and([e('agency_id', 'is', null), e('client_id', 'is', null)])]),
    );
  const { ofAgencies } = filter;
  if (ofAgencies !== undefined)
    select = select.where((e) =>
      e.or([e('agency_id', 'is', null), ...ofAgencies.map((act) => e('act', 'like', `${act}%`))]),
    );
  const { ofPerson } = filter;
  if (ofPerson !== undefined) {
    // Two index lookups in one list of rows. In trail order, finding a person's few records would read the whole trail.
    select = select.where('seq', 'in', (e) =>
      e
        .selectFrom('audit')
        .select('seq')
        .where('client_id', '=', ofPerson.personId)
        .union(
          e
            .selectFrom('audit')
            .select('seq')
            .where('handler_id', 'in', [...ofPerson.handlerIds])
            .where('agency_id', 'is', null),
        ),
    );
  }
  if (filter.result !== undefined) select = select.where('result', '=', filter.result);
  if (filter.from !== undefined) select = select.where('at', '>=', filter.from);
  if (filter.to !== undefined) select = select.where('at', '<=', filter.to);
  if (filter.before !== undefined) select = select.where('seq', '<', filter.before);
  if (filter.since !== undefined) select = select.where('seq', '>=', filter.since);
  if (filter.query) {
    const { query } = filter;
    select = select.where((e) =>
      e.or([holds(e.ref('text'), query), holds(e.ref('staff_name'), query), holds(e.ref('client_name'), query)]),
    );
  }
  return select.execute();
}

/** Records after `seq` in order, for recomputing the chain. */
export function auditAfter(db: Kysely<Schema>, seq: number, limit: number): Promise<AuditRow[]> {
  return db.selectFrom('audit').selectAll().where('seq', '>', seq).orderBy('seq').limit(limit).execute();
}

/** When each of these people last did this act, in milliseconds UTC; people who never did are omitted. */
export async function lastDone(
  db: Kysely<Schema>,
  act: string,
  handlerIds: readonly string[],
): Promise<Map<string, number>> {
  const found = new Map<string, number>();
  for (const handlerId of handlerIds) {
    const row = await db
      .selectFrom('audit')
      .select('at')
      .where('handler_id', '=', handlerId)
      .where('act', '=', act)
      .where('result', '=', 'done')
      .orderBy('seq', 'desc')
      .limit(1)
      .executeTakeFirst();
    if (row) found.set(handlerId, row.at);
  }
  return found;
}
