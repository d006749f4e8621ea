import type { Insertable, Kysely } from 'kysely';
import { holds } from './holds.ts';
import type { AgreementChangeTable } from '../schema/agreements.ts';
import type { Schema } from '../schema/index.ts';

/** When an enterprise last synced the list of agencies, or undefined (H1). */
export async function syncedAgenciesAt(db: Kysely<Schema>, enterpriseId: string): Promise<number | undefined> {
  return (
    await db.selectFrom('agency_sync').select('synced_at').where('enterprise_id', '=', enterpriseId).executeTakeFirst()
  )?.synced_at;
}

export async function setAgenciesSynced(db: Kysely<Schema>, enterpriseId: string, at: number): Promise<void> {
  await db
    .insertInto('agency_sync')
    .values({ enterprise_id: enterpriseId, synced_at: at })
    .onConflict((conflict) => conflict.column('enterprise_id').doUpdateSet({ synced_at: at }))
    .execute();
}

/** Agencies that the bureau knew at an instant, without the enterprise itself. */
function agencies(db: Kysely<Schema>, known: { at: number; apartFrom: string }) {
  return db
    .selectFrom('enterprise')
    .where('is_agency', '=', true)
    .where('created_at', '<=', known.at)
    .where('id', '!=', known.apartFrom);
}

export async function countAgencies(db: Kysely<Schema>, known: { at: number; apartFrom: string }): Promise<number> {
  return (
    await agencies(db, known)
      .select((e) => e.fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow()
  ).count;
}

/** Agencies whose name or taxpayer id contains `query`, by name. */
export function agenciesLike(
  db: Kysely<Schema>,
  known: { at: number; apartFrom: string },
  query: string,
  limit: number,
) {
  let select = agencies(db, known).select(['id', 'name', 'taxpayer_id', 'address']);
  if (query !== '')
    select = select.where((e) => e.or([holds(e.ref('name'), query), holds(e.ref('taxpayer_id'), query)]));
  return select.orderBy('name').orderBy('id').limit(limit).execute();
}

export function agencyKnown(db: Kysely<Schema>, known: { at: number; apartFrom: string }, id: string) {
  return agencies(db, known).select(['id', 'name', 'taxpayer_id']).where('id', '=', id).executeTakeFirst();
}

/** Service staff that agreements name (L1), by agreement. */
export function serviceStaffOf(db: Kysely<Schema>, agreementIds: readonly string[]) {
  return db
    .selectFrom('agreement_staff')
    .innerJoin('handler', 'handler.id', 'agreement_staff.handler_id')
    .innerJoin('person', 'person.id', 'handler.person_id')
    .select((e) => [
      'agreement_staff.agreement_id',
      'handler.id as handler_id',
      e.fn.coalesce('handler.registered_name', 'person.name').as('name'),
    ])
    .where('agreement_staff.agreement_id', 'in', [...agreementIds])
    .orderBy('handler.created_at')
    .orderBy('handler.id')
    .execute();
}

export async function setServiceStaff(
  db: Kysely<Schema>,
  agreementId: string,
  handlerIds: readonly string[],
): Promise<void> {
  await db.deleteFrom('agreement_staff').where('agreement_id', '=', agreementId).execute();
  if (handlerIds.length > 0)
    await db
      .insertInto('agreement_staff')
      .values(handlerIds.map((id) => ({ agreement_id: agreementId, handler_id: id })))
      .execute();
}

export async function addAgreementChange(db: Kysely<Schema>, row: Insertable<AgreementChangeTable>): Promise<void> {
  await db.insertInto('agreement_change').values(row).execute();
}

/** Changes of terms of these agreements, oldest first, with the person who reported them. */
export function agreementChangesOf(db: Kysely<Schema>, agreementIds: readonly string[]) {
  return db
    .selectFrom('agreement_change')
    .leftJoin('handler', 'handler.id', 'agreement_change.reported_by')
    .leftJoin('person', 'person.id', 'handler.person_id')
    .selectAll('agreement_change')
    .select('person.name as reported_by_name')
    .where('agreement_change.agreement_id', 'in', [...agreementIds])
    .orderBy('agreement_change.at')
    .orderBy('agreement_change.id')
    .execute();
}
export type AgreementChangeRow = Awaited<ReturnType<typeof agreementChangesOf>>[number];

/** Marks a change as reported, once. @returns whether it was open */
export async function reportChange(
  db: Kysely<Schema>,
  change: { id: string; agreementId: string },
  at: number,
  by: string,
): Promise<boolean> {
  const result = await db
    .updateTable('agreement_change')
    .set({ reported_at: at, reported_by: by })
    .where('id', '=', change.id)
    .where('agreement_id', '=', change.agreementId)
    .where('reported_at', 'is', null)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}
