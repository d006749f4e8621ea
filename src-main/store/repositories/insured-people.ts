import type { Kysely, Selectable } from 'kysely';
import { holds } from './holds.ts';
import type { Schema } from '../schema/index.ts';
import type { InsuredPersonTable } from '../schema/social-insurance.ts';

export type InsuredPersonRow = Selectable<InsuredPersonTable>;

export interface InsuredFilter {
  enterpriseId: string;
  query: string;
  state: 'insured' | 'stopped' | 'all';
}

function matching(db: Kysely<Schema>, filter: InsuredFilter) {
  let select = db.selectFrom('insured_person').where('enterprise_id', '=', filter.enterpriseId);
  if (filter.state !== 'all') select = select.where('last_month', filter.state === 'insured' ? 'is' : 'is not', null);
  const { query } = filter;
  if (query !== '') select = select.where((e) => e.or([holds(e.ref('name'), query), holds(e.ref('id_number'), query)]));
  return select;
}

export function listInsured(
  db: Kysely<Schema>,
  filter: InsuredFilter,
  page: { offset: number; limit: number },
): Promise<InsuredPersonRow[]> {
  return matching(db, filter)
    .selectAll()
    .orderBy('first_month', 'desc')
    .orderBy('created_at', 'desc')
    .orderBy('id')
    .offset(page.offset)
    .limit(page.limit)
    .execute();
}

export async function countInsured(db: Kysely<Schema>, filter: InsuredFilter): Promise<number> {
  return (
    await matching(db, filter)
      .select((e) => e.fn.countAll<number>().as('total'))
      .executeTakeFirstOrThrow()
  ).total;
}

/** People insured in a month, in a stable order. */
export function insuredIn(db: Kysely<Schema>, enterpriseId: string, month: string): Promise<InsuredPersonRow[]> {
  return db
    .selectFrom('insured_person')
    .selectAll()
    .where('enterprise_id', '=', enterpriseId)
    .where('first_month', '<=', month)
    .where((e) => e.or([e('last_month', 'is', null), e('last_month', '>=', month)]))
    .orderBy('created_at')
    .orderBy('id')
    .execute();
}

/** An insured person of this enterprise only. */
export function insuredById(
  db: Kysely<Schema>,
  enterpriseId: string,
  id: string,
): Promise<InsuredPersonRow | undefined> {
  return db
    .selectFrom('insured_person')
    .selectAll()
    .where('enterprise_id', '=', enterpriseId)
    .where('id', '=', id)
    .executeTakeFirst();
}

/** Rows of one document in this enterprise, newest first. */
export function insuredByDocument(
  db: Kysely<Schema>,
  enterpriseId: string,
  idType: string,
  idNumber: string,
): Promise<InsuredPersonRow[]> {
  return db
    .selectFrom('insured_person')
    .selectAll()
    .where('enterprise_id', '=', enterpriseId)
    .where('id_type', '=', idType)
    .where('id_number', '=', idNumber)
    .orderBy('first_month', 'desc')
    .execute();
}

/** Every person that the enterprise ever insured, by id. */
export async function insuredOf(db: Kysely<Schema>, enterpriseId: string): Promise<Map<string, InsuredPersonRow>> {
  const rows = await db.selectFrom('insured_person').selectAll().where('enterprise_id', '=', enterpriseId).execute();
  return new Map(rows.map((row) => [row.id, row]));
}

export async function addInsured(db: Kysely<Schema>, row: InsuredPersonRow): Promise<void> {
  await db.insertInto('insured_person').values(row).execute();
}

/** Changes a row if it still has `revision`. @returns whether it had */
export async function changeInsured(
  db: Kysely<Schema>,
  row: Pick<InsuredPersonRow, 'id' | 'revision'>,
  change: Partial<Pick<InsuredPersonRow, 'wage' | 'last_month'>>,
): Promise<boolean> {
  const result = await db
    .updateTable('insured_person')
    .set({ ...change, revision: row.revision + 1 })
    .where('id', '=', row.id)
    .where('revision', '=', row.revision)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}
