import { sql, type Kysely } from 'kysely';
import type { Schema } from '../schema/index.ts';
import { slices } from './slices.ts';

interface Reference {
  table: string;
  column: string;
}

/** Columns of other tables that reference a row of this table, read from the schema of the file. */
async function referencesTo(db: Kysely<Schema>, target: string): Promise<Reference[]> {
  const { rows } = await sql<Reference>`
    select m.name as "table", f."from" as "column" from sqlite_master m, pragma_foreign_key_list(m.name) f
    where m.type = 'table' and f."table" = ${target}`.execute(db);
  return rows;
}

/**
 * Which tables reference one of these rows. @param except tables that the caller checks otherwise
 * @returns names of tables, by id
 */
export async function tracesOf(
  db: Kysely<Schema>,
  target: 'client' | 'enterprise' | 'agreement',
  ids: readonly string[],
  except: readonly string[],
): Promise<Map<string, string[]>> {
  const found = new Map<string, string[]>();
  for (const { table, column } of await referencesTo(db, target)) {
    if (except.includes(table)) continue;
    for (const slice of slices(ids)) {
      const { rows } = await sql<{ id: string }>`
        select distinct ${sql.ref(column)} as id from ${sql.table(table)}
        where ${sql.ref(column)} in (${sql.join(slice)})`.execute(db);
      for (const { id } of rows) found.set(id, [...(found.get(id) ?? []), table]);
    }
  }
  return found;
}

/** Erases clients that nothing references but the given accounts and agreements. @param enterprises those of them that only the office typed */
export async function eraseClients(
  db: Kysely<Schema>,
  ids: readonly string[],
  gone: { enterprises: readonly string[]; agreements: readonly string[]; accounts: readonly string[] },
): Promise<void> {
  await eraseAgreements(db, gone.agreements);
  await throughSlices(gone.accounts, (slice) => db.deleteFrom('client_secret').where('id', 'in', slice).execute());
  await throughSlices(ids, async (slice) => {
    await db.deleteFrom('assignment').where('client_id', 'in', slice).execute();
    // A favourite, and a stop: neither is anything done for the client.
    await db.deleteFrom('client_use').where('client_id', 'in', slice).execute();
    await db.deleteFrom('client_stop').where('client_id', 'in', slice).execute();
    // The dossier goes with it (ON DELETE CASCADE).
    await db.deleteFrom('client').where('client_id', 'in', slice).execute();
  });
  await throughSlices(gone.enterprises, (slice) =>
    db.deleteFrom('enterprise').where('id', 'in', slice).where('typed_by_office', '=', true).execute(),
  );
}

/** Erases agreements under which nothing was done, with their remembered passwords. */
export async function eraseAgreements(db: Kysely<Schema>, ids: readonly string[]): Promise<void> {
  await throughSlices(ids, async (slice) => {
    await db.deleteFrom('remembered_password').where('agreement_id', 'in', slice).execute();
    await db.deleteFrom('agreement_staff').where('agreement_id', 'in', slice).execute();
    await db.deleteFrom('agreement').where('id', 'in', slice).execute();
  });
}

async function throughSlices(ids: readonly string[], work: (slice: string[]) => Promise<unknown>): Promise<void> {
  for (const slice of slices(ids)) await work(slice);
}
