import type { Kysely, Selectable } from 'kysely';
import type { Schema } from '../schema/index.ts';
import type { LeaverSecretTable, LeaverTable } from '../schema/secret-rights.ts';

export type LeaverSecretRow = Selectable<LeaverSecretTable>;

/** Rows per statement: SQLite allows 32,766 values. */
const written = 500;

export async function addLeaver(
  db: Kysely<Schema>,
  leaver: LeaverTable,
  secrets: readonly LeaverSecretRow[],
): Promise<void> {
  await db.insertInto('leaver').values(leaver).execute();
  for (let from = 0; from < secrets.length; from += written)
    await db
      .insertInto('leaver_secret')
      .values(secrets.slice(from, from + written))
      .execute();
}

/** People who left, newest first. */
export function leavers(db: Kysely<Schema>): Promise<LeaverTable[]> {
  return db.selectFrom('leaver').selectAll().orderBy('at', 'desc').orderBy('id').execute();
}

export function leaverById(db: Kysely<Schema>, id: string): Promise<LeaverTable | undefined> {
  return db.selectFrom('leaver').selectAll().where('id', '=', id).executeTakeFirst();
}

/**
 * Secrets of people who left, with the version that the account has now (null: it is gone), those used last first.
 * @param asked.handlers of clients that these staff members work for (H5); null: of all
 */
export function leaverSecrets(db: Kysely<Schema>, asked: { leaverId?: string; handlers: readonly string[] | null }) {
  let select = db
    .selectFrom('leaver_secret')
    .leftJoin('client_secret', 'client_secret.id', 'leaver_secret.account_id')
    .selectAll('leaver_secret')
    .select('client_secret.version as present')
    .orderBy('leaver_secret.used_at', 'desc')
    .orderBy('leaver_secret.client_name')
    .orderBy('leaver_secret.account_id');
  const { handlers, leaverId } = asked;
  if (leaverId !== undefined) select = select.where('leaver_secret.leaver_id', '=', leaverId);
  if (handlers !== null)
    select = select.where('leaver_secret.client_id', 'in', (e) =>
      e
        .selectFrom('assignment')
        .select('assignment.client_id')
        .where('assignment.handler_id', 'in', [...handlers]),
    );
  return select.execute();
}
export type LeaverSecretNow = Awaited<ReturnType<typeof leaverSecrets>>[number];

export async function waiveLeaverSecret(
  db: Kysely<Schema>,
  { leaverId, accountId }: { leaverId: string; accountId: string },
  waived: Pick<LeaverSecretRow, 'waived_at' | 'waived_by' | 'waived_reason'>,
): Promise<void> {
  await db
    .updateTable('leaver_secret')
    .set(waived)
    .where('leaver_id', '=', leaverId)
    .where('account_id', '=', accountId)
    .execute();
}
