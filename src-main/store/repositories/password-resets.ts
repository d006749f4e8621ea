import type { Kysely, Selectable } from 'kysely';
import type { PasswordResetTable } from '../schema/enterprises.ts';
import type { Schema } from '../schema/index.ts';

export type PasswordResetRow = Selectable<PasswordResetTable>;

/** The reset of a handler after which no new password is set yet. */
export function resetOf(db: Kysely<Schema>, handlerId: string): Promise<PasswordResetRow | undefined> {
  return db.selectFrom('password_reset').selectAll().where('handler_id', '=', handlerId).executeTakeFirst();
}

/** Handlers of an enterprise that have such a reset. */
export async function handlersWithReset(db: Kysely<Schema>, enterpriseId: string): Promise<ReadonlySet<string>> {
  const rows = await db
    .selectFrom('password_reset')
    .innerJoin('handler', 'handler.id', 'password_reset.handler_id')
    .select('password_reset.handler_id')
    .where('handler.enterprise_id', '=', enterpriseId)
    .execute();
  return new Set(rows.map((row) => row.handler_id));
}

/** Those resets with the name of the person who made them, by handler. */
export async function resetsOf(
  db: Kysely<Schema>,
  enterpriseId: string,
): Promise<Map<string, PasswordResetRow & { by_name: string }>> {
  const rows = await db
    .selectFrom('password_reset')
    .innerJoin('handler', 'handler.id', 'password_reset.handler_id')
    .innerJoin('handler as officer', 'officer.id', 'password_reset.reset_by')
    .innerJoin('person', 'person.id', 'officer.person_id')
    .selectAll('password_reset')
    .select((e) => e.fn.coalesce('officer.registered_name', 'person.name').as('by_name'))
    .where('handler.enterprise_id', '=', enterpriseId)
    .execute();
  return new Map(rows.map((row) => [row.handler_id, row]));
}

/** Stores a reset and replaces an earlier one. */
export async function putReset(db: Kysely<Schema>, row: PasswordResetRow): Promise<void> {
  const { handler_id: _, ...values } = row;
  await db
    .insertInto('password_reset')
    .values(row)
    .onConflict((conflict) => conflict.column('handler_id').doUpdateSet(values))
    .execute();
}

/** Uses up the one login of a reset. @returns whether it was unused */
export async function useReset(db: Kysely<Schema>, handlerId: string, at: number): Promise<boolean> {
  const result = await db
    .updateTable('password_reset')
    .set({ used_at: at })
    .where('handler_id', '=', handlerId)
    .where('used_at', 'is', null)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

export async function endReset(db: Kysely<Schema>, handlerId: string): Promise<void> {
  await db.deleteFrom('password_reset').where('handler_id', '=', handlerId).execute();
}
