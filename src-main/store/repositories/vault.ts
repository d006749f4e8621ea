import type { Insertable, Kysely, NotNull } from 'kysely';
import type { Schema } from '../schema/index.ts';
import type { RememberedPasswordTable } from '../schema/office.ts';

export interface MemberKeyColumns {
  public_key: Buffer | null;
  sealed_private_key: Buffer | null;
  wrapped_vault_key: Buffer | null;
  vault_generation: number | null;
}

export function memberKeys(db: Kysely<Schema>, handlerId: string): Promise<MemberKeyColumns | undefined> {
  return db
    .selectFrom('member')
    .select(['public_key', 'sealed_private_key', 'wrapped_vault_key', 'vault_generation'])
    .where('handler_id', '=', handlerId)
    .executeTakeFirst();
}

export async function setMemberKeys(
  db: Kysely<Schema>,
  handlerId: string,
  columns: Partial<MemberKeyColumns>,
): Promise<void> {
  await db.updateTable('member').set(columns).where('handler_id', '=', handlerId).execute();
}

/** Members with a key pair that have no grant for this generation of the vault key. */
export function membersWaiting(db: Kysely<Schema>, generation: number) {
  return db
    .selectFrom('member')
    .innerJoin('handler', 'handler.id', 'member.handler_id')
    .innerJoin('person', 'person.id', 'handler.person_id')
    .select(['member.handler_id', 'person.name'])
    .where('member.public_key', 'is not', null)
    .where('handler.state', '=', 'active')
    .where((e) => e.or([e('wrapped_vault_key', 'is', null), e('vault_generation', '!=', generation)]))
    .orderBy('member.handler_id')
    .execute();
}

/** Members who hold the vault key of this generation. */
export function membersGranted(db: Kysely<Schema>, generation: number) {
  return db
    .selectFrom('member')
    .select(['handler_id', 'public_key'])
    .where('vault_generation', '=', generation)
    .where('wrapped_vault_key', 'is not', null)
    .where('public_key', 'is not', null)
    .$narrowType<{ public_key: NotNull }>()
    .execute();
}

/** Remembered passwords in the order of their clients, starting after one. */
export function rememberedAfter(db: Kysely<Schema>, clientId: string, limit: number) {
  return db
    .selectFrom('remembered_password')
    .selectAll()
    .where('client_id', '>', clientId)
    .orderBy('client_id')
    .limit(limit)
    .execute();
}

/** Replaces stored passwords with the same passwords sealed under another vault key: many in one statement. */
export async function resealRememberedPasswords(
  db: Kysely<Schema>,
  rows: readonly Insertable<RememberedPasswordTable>[],
): Promise<void> {
  if (rows.length === 0) return;
  await db
    .insertInto('remembered_password')
    .values([...rows])
    .onConflict((conflict) =>
      conflict.column('client_id').doUpdateSet((e) => ({
        sealed: e.ref('excluded.sealed'),
        vault_generation: e.ref('excluded.vault_generation'),
      })),
    )
    .execute();
}

export function rememberedPassword(db: Kysely<Schema>, clientId: string) {
  return db.selectFrom('remembered_password').selectAll().where('client_id', '=', clientId).executeTakeFirst();
}

export async function putRememberedPassword(
  db: Kysely<Schema>,
  row: Insertable<RememberedPasswordTable>,
): Promise<void> {
  const { client_id: _, ...values } = row;
  await db
    .insertInto('remembered_password')
    .values(row)
    .onConflict((conflict) => conflict.column('client_id').doUpdateSet(values))
    .execute();
}

/** @returns whether there was one */
export async function deleteRememberedPassword(db: Kysely<Schema>, clientId: string): Promise<boolean> {
  return (
    (await db.deleteFrom('remembered_password').where('client_id', '=', clientId).executeTakeFirst()).numDeletedRows >
    0n
  );
}

export async function countRememberedPasswords(db: Kysely<Schema>): Promise<number> {
  return (
    await db
      .selectFrom('remembered_password')
      .select((e) => e.fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow()
  ).count;
}
