import type { Insertable, Kysely, Selectable } from 'kysely';
import type { ClientSecretFormerTable, ClientSecretTable } from '../schema/client-secrets.ts';
import type { Schema } from '../schema/index.ts';
import { holds } from './holds.ts';
import { slices } from './slices.ts';

export type ClientSecretRow = Selectable<ClientSecretTable>;
export type ClientSecretFormerRow = Selectable<ClientSecretFormerTable>;

export async function addClientSecrets(
  db: Kysely<Schema>,
  rows: readonly Insertable<ClientSecretTable>[],
): Promise<void> {
  for (const slice of slices(rows)) await db.insertInto('client_secret').values(slice).execute();
}

/** Accounts of a client, by person. */
export function clientSecretsOf(db: Kysely<Schema>, clientId: string): Promise<ClientSecretRow[]> {
  return db
    .selectFrom('client_secret')
    .selectAll()
    .where('client_id', '=', clientId)
    .orderBy('own_kind')
    .orderBy('person')
    .orderBy('id')
    .execute();
}

/** Accounts of these clients, by person. */
export async function clientSecretsOfClients(
  db: Kysely<Schema>,
  clientIds: readonly string[],
): Promise<ClientSecretRow[]> {
  const found: ClientSecretRow[] = [];
  for (const slice of slices(clientIds))
    found.push(
      ...(await db
        .selectFrom('client_secret')
        .selectAll()
        .where('client_id', 'in', slice)
        .orderBy('own_kind')
        .orderBy('person')
        .orderBy('id')
        .execute()),
    );
  return found;
}

export function clientSecret(db: Kysely<Schema>, clientId: string, id: string): Promise<ClientSecretRow | undefined> {
  return db
    .selectFrom('client_secret')
    .selectAll()
    .where('id', '=', id)
    .where('client_id', '=', clientId)
    .executeTakeFirst();
}

/** Changes an account if it still has `revision`. @returns whether it had */
export async function changeClientSecret(
  db: Kysely<Schema>,
  id: string,
  revision: number,
  change: Partial<Omit<ClientSecretRow, 'id' | 'client_id' | 'revision'>>,
): Promise<boolean> {
  const result = await db
    .updateTable('client_secret')
    .set({ ...change, revision: revision + 1 })
    .where('id', '=', id)
    .where('revision', '=', revision)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** Erases an account with its former secrets. @returns whether it had that revision */
export async function deleteClientSecret(db: Kysely<Schema>, id: string, revision: number): Promise<boolean> {
  const result = await db
    .deleteFrom('client_secret')
    .where('id', '=', id)
    .where('revision', '=', revision)
    .executeTakeFirst();
  return result.numDeletedRows > 0n;
}

/** Erases accounts with their former secrets, at any revision. */
export async function eraseClientSecrets(db: Kysely<Schema>, ids: readonly string[]): Promise<void> {
  if (ids.length > 0)
    await db
      .deleteFrom('client_secret')
      .where('id', 'in', [...ids])
      .execute();
}

export async function addFormerSecret(db: Kysely<Schema>, row: ClientSecretFormerRow): Promise<void> {
  await db.insertInto('client_secret_former').values(row).execute();
}

/** Former secrets of an account, newest first. */
export function formerSecretsOf(db: Kysely<Schema>, secretId: string): Promise<ClientSecretFormerRow[]> {
  return db
    .selectFrom('client_secret_former')
    .selectAll()
    .where('secret_id', '=', secretId)
    .orderBy('version', 'desc')
    .execute();
}

/** Number of former secrets of each of these accounts; accounts without any are omitted. */
export async function formerCounts(db: Kysely<Schema>, secretIds: readonly string[]): Promise<Map<string, number>> {
  if (secretIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('client_secret_former')
    .select((e) => ['secret_id', e.fn.countAll<number>().as('count')])
    .where('secret_id', 'in', [...secretIds])
    .groupBy('secret_id')
    .execute();
  return new Map(rows.map((row) => [row.secret_id, row.count]));
}

/**
 * Fingerprint and kind of every account that has one of these fingerprints.
 * @param handlers accounts of clients that these staff members work for (H5); null: all
 */
export async function accountsAlike(
  db: Kysely<Schema>,
  fingerprints: readonly Buffer[],
  handlers: readonly string[] | null,
): Promise<Pick<ClientSecretRow, 'fingerprint' | 'kind' | 'own_kind'>[]> {
  if (fingerprints.length === 0) return [];
  let select = db
    .selectFrom('client_secret')
    .select(['fingerprint', 'kind', 'own_kind'])
    .where('fingerprint', 'in', [...fingerprints]);
  if (handlers !== null)
    select = select.where('client_id', 'in', (e) =>
      e
        .selectFrom('assignment')
        .select('assignment.client_id')
        .where('assignment.handler_id', 'in', [...handlers]),
    );
  return select.execute();
}

/** Search texts of clients from their accounts, in a range of ids (both ends included). */
export function accountTextsBetween(db: Kysely<Schema>, first: string, last: string) {
  return accountTexts(db).where('client_id', '>=', first).where('client_id', '<=', last).execute();
}

export function accountTextsOf(db: Kysely<Schema>, clientIds: readonly string[]) {
  return accountTexts(db)
    .where('client_id', 'in', [...clientIds])
    .execute();
}

const accountTexts = (db: Kysely<Schema>) =>
  db.selectFrom('client_secret').select(['client_id', 'kind', 'own_kind', 'site', 'login']).orderBy('id');
export type AccountTextRow = Awaited<ReturnType<typeof accountTextsOf>>[number];

/** Records of these acts about one account of a client, newest first. */
export function auditOfAccount(
  db: Kysely<Schema>,
  asked: { clientId: string; accountId: string; acts: readonly string[]; limit: number },
) {
  return db
    .selectFrom('audit')
    .select(['at', 'staff_name', 'text'])
    .where('client_id', '=', asked.clientId)
    .where('act', 'in', [...asked.acts])
    .where('result', '=', 'done')
    .where((e) =>
      e.or([
        holds(e.ref('detail'), `"accountId":${JSON.stringify(asked.accountId)}`),
        // A file of many accounts has one record a client.
        e.and([e('act', '=', 'clientSecrets.export'), holds(e.ref('detail'), asked.accountId)]),
      ]),
    )
    .orderBy('seq', 'desc')
    .limit(asked.limit)
    .execute();
}

// ── when the vault key is changed ────────────────────────────────────────────

/** Accounts that have a secret, in the order of their ids, starting after an id. */
export function clientSecretsAfter(db: Kysely<Schema>, after: string, limit: number): Promise<ClientSecretRow[]> {
  return db
    .selectFrom('client_secret')
    .selectAll()
    .where('id', '>', after)
    .where('sealed', 'is not', null)
    .orderBy('id')
    .limit(limit)
    .execute();
}

/** Former secrets in order, starting after one. */
export function formerSecretsAfter(
  db: Kysely<Schema>,
  after: { secretId: string; version: number },
  limit: number,
): Promise<ClientSecretFormerRow[]> {
  return db
    .selectFrom('client_secret_former')
    .selectAll()
    .where((e) =>
      e.or([
        e('secret_id', '>', after.secretId),
        e.and([e('secret_id', '=', after.secretId), e('version', '>', after.version)]),
      ]),
    )
    .orderBy('secret_id')
    .orderBy('version')
    .limit(limit)
    .execute();
}

/** Replaces stored secrets with the same secrets sealed under another vault key: many in one statement. */
export async function resealClientSecrets(db: Kysely<Schema>, rows: readonly ClientSecretRow[]): Promise<void> {
  for (const slice of slices(rows))
    await db
      .insertInto('client_secret')
      .values(slice)
      .onConflict((conflict) =>
        conflict.column('id').doUpdateSet((e) => ({
          sealed: e.ref('excluded.sealed'),
          fingerprint: e.ref('excluded.fingerprint'),
          vault_generation: e.ref('excluded.vault_generation'),
        })),
      )
      .execute();
}

export async function resealFormerSecrets(db: Kysely<Schema>, rows: readonly ClientSecretFormerRow[]): Promise<void> {
  for (const slice of slices(rows))
    await db
      .insertInto('client_secret_former')
      .values(slice)
      .onConflict((conflict) =>
        conflict.columns(['secret_id', 'version']).doUpdateSet((e) => ({
          sealed: e.ref('excluded.sealed'),
          vault_generation: e.ref('excluded.vault_generation'),
        })),
      )
      .execute();
}

export async function deleteFormerSecret(db: Kysely<Schema>, secretId: string, version: number): Promise<void> {
  await db
    .deleteFrom('client_secret_former')
    .where('secret_id', '=', secretId)
    .where('version', '=', version)
    .execute();
}
