import type { Insertable, Kysely } from 'kysely';
import type { EnterpriseTable } from '../schema/enterprises.ts';
import type { Schema } from '../schema/index.ts';

export function enterpriseByTaxpayerId(db: Kysely<Schema>, taxpayerId: string) {
  return db.selectFrom('enterprise').selectAll().where('taxpayer_id', '=', taxpayerId).executeTakeFirst();
}

export function enterpriseById(db: Kysely<Schema>, id: string) {
  return db.selectFrom('enterprise').selectAll().where('id', '=', id).executeTakeFirst();
}

/** The agency that owns this store's office: the one with office members. */
export function agencyOf(db: Kysely<Schema>) {
  return db
    .selectFrom('enterprise')
    .innerJoin('handler', 'handler.enterprise_id', 'enterprise.id')
    .innerJoin('member', 'member.handler_id', 'handler.id')
    .select(['enterprise.id', 'enterprise.name', 'enterprise.taxpayer_id'])
    .limit(1)
    .executeTakeFirst();
}

/** Handlers of an enterprise who have not been removed, with person and current real-name record. */
export function handlersOf(db: Kysely<Schema>, enterpriseId: string) {
  return handlers(db)
    .where('handler.enterprise_id', '=', enterpriseId)
    .where('handler.state', '!=', 'removed')
    .orderBy('handler.created_at')
    .orderBy('handler.id')
    .execute();
}

export function handlerById(db: Kysely<Schema>, handlerId: string) {
  return handlers(db).where('handler.id', '=', handlerId).executeTakeFirst();
}
export type HandlerRow = NonNullable<Awaited<ReturnType<typeof handlerById>>>;

function handlers(db: Kysely<Schema>) {
  return db
    .selectFrom('handler')
    .innerJoin('person', 'person.id', 'handler.person_id')
    .leftJoin('real_name_record', (join) =>
      join.onRef('real_name_record.person_id', '=', 'person.id').on('real_name_record.replaced_at', 'is', null),
    )
    .selectAll('handler')
    .select((e) => [
      e.fn.coalesce('handler.registered_name', 'person.name').as('name'),
      'person.id_type',
      'person.id_number',
      'real_name_record.name as verified_name',
      'real_name_record.mobile',
      'real_name_record.origin as real_name_origin',
    ]);
}

export async function addEnterprise(db: Kysely<Schema>, row: Insertable<EnterpriseTable>): Promise<void> {
  await db.insertInto('enterprise').values(row).execute();
}

/** The bureau takes an enterprise on record that only the office had typed: from now on its identity belongs to the bureau. */
export async function takeOnRecord(
  db: Kysely<Schema>,
  enterpriseId: string,
  identity: Pick<EnterpriseTable, 'name' | 'kind'>,
): Promise<void> {
  await db
    .updateTable('enterprise')
    .set({ ...identity, typed_by_office: false })
    .where('id', '=', enterpriseId)
    .where('typed_by_office', '=', true)
    .execute();
}

export async function setEnterprisePassword(db: Kysely<Schema>, enterpriseId: string, stored: string): Promise<void> {
  await db.updateTable('enterprise').set({ password_hash: stored }).where('id', '=', enterpriseId).execute();
}

/** @param stored verifier, or null: nobody can log in with a password until a new one is set (D2) */
export async function setHandlerPassword(db: Kysely<Schema>, handlerId: string, stored: string | null): Promise<void> {
  await db.updateTable('handler').set({ password_hash: stored }).where('id', '=', handlerId).execute();
}

export async function enterprisesByTaxpayerIds(db: Kysely<Schema>, taxpayerIds: readonly string[]) {
  return db
    .selectFrom('enterprise')
    .select(['id', 'taxpayer_id', 'name'])
    .where('taxpayer_id', 'in', [...taxpayerIds])
    .execute();
}

export function enterprisesById(db: Kysely<Schema>, ids: readonly string[]) {
  return db
    .selectFrom('enterprise')
    .select(['id', 'taxpayer_id', 'name'])
    .where('id', 'in', [...ids])
    .execute();
}
