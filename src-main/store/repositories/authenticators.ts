import type { Kysely, Selectable } from 'kysely';
import type { Schema } from '../schema/index.ts';
import type { AuthenticatorSetUpTable, AuthenticatorTable } from '../schema/sessions.ts';

export type AuthenticatorRow = Selectable<AuthenticatorTable>;
export type AuthenticatorSetUpRow = Selectable<AuthenticatorSetUpTable>;

export function authenticatorOf(db: Kysely<Schema>, handlerId: string): Promise<AuthenticatorRow | undefined> {
  return db.selectFrom('authenticator').selectAll().where('handler_id', '=', handlerId).executeTakeFirst();
}

/** Handlers of an enterprise that have one, with the instant of its set-up. */
export async function authenticatorsOf(db: Kysely<Schema>, enterpriseId: string): Promise<ReadonlyMap<string, number>> {
  const rows = await db
    .selectFrom('authenticator')
    .innerJoin('handler', 'handler.id', 'authenticator.handler_id')
    .select(['authenticator.handler_id', 'authenticator.set_up_at'])
    .where('handler.enterprise_id', '=', enterpriseId)
    .execute();
  return new Map(rows.map((row) => [row.handler_id, row.set_up_at]));
}

/** Stores a handler's authenticator and replaces an earlier one. */
export async function putAuthenticator(db: Kysely<Schema>, row: AuthenticatorRow): Promise<void> {
  const { handler_id: _, ...values } = row;
  await db
    .insertInto('authenticator')
    .values(row)
    .onConflict((conflict) => conflict.column('handler_id').doUpdateSet(values))
    .execute();
}

export async function setSpent(db: Kysely<Schema>, handlerId: string, until: number): Promise<void> {
  await db.updateTable('authenticator').set({ spent_until: until }).where('handler_id', '=', handlerId).execute();
}

export function setUpOf(db: Kysely<Schema>, handlerId: string): Promise<AuthenticatorSetUpRow | undefined> {
  return db.selectFrom('authenticator_set_up').selectAll().where('handler_id', '=', handlerId).executeTakeFirst();
}

/** Stores a set-up in progress and replaces an earlier one. */
export async function putSetUp(db: Kysely<Schema>, row: AuthenticatorSetUpRow): Promise<void> {
  const { handler_id: _, ...values } = row;
  await db
    .insertInto('authenticator_set_up')
    .values(row)
    .onConflict((conflict) => conflict.column('handler_id').doUpdateSet(values))
    .execute();
}

export async function deleteSetUp(db: Kysely<Schema>, handlerId: string): Promise<void> {
  await db.deleteFrom('authenticator_set_up').where('handler_id', '=', handlerId).execute();
}

/** Deletes a handler's authenticator and any set-up in progress. @returns whether there was one */
export async function deleteAuthenticator(db: Kysely<Schema>, handlerId: string): Promise<boolean> {
  await deleteSetUp(db, handlerId);
  return (
    (await db.deleteFrom('authenticator').where('handler_id', '=', handlerId).executeTakeFirst()).numDeletedRows > 0n
  );
}
