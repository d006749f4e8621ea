import type { Kysely, Selectable } from 'kysely';
import { holds } from './holds.ts';
import type { Schema } from '../schema/index.ts';
import type { SecretRightPersonTable, SecretRightTable } from '../schema/secret-rights.ts';

export type SecretRightRow = Selectable<SecretRightTable>;

/** Kinds of account whose rights the office has set, with the people who are named. */
export async function secretRights(
  db: Kysely<Schema>,
): Promise<{ rights: SecretRightRow[]; people: SecretRightPersonTable[] }> {
  const rights = await db.selectFrom('secret_right').selectAll().execute();
  const people = await db.selectFrom('secret_right_person').selectAll().orderBy('handler_id').execute();
  return { rights, people };
}

/** Puts the rights of a kind in the place of those it has. */
export async function putSecretRight(
  db: Kysely<Schema>,
  row: SecretRightRow,
  people: readonly Pick<SecretRightPersonTable, 'handler_id' | 'may'>[],
): Promise<void> {
  const { kind, own_kind } = row;
  await db.deleteFrom('secret_right').where('kind', '=', kind).where('own_kind', '=', own_kind).execute();
  await db.insertInto('secret_right').values(row).execute();
  if (people.length > 0)
    await db
      .insertInto('secret_right_person')
      .values(people.map((person) => ({ kind, own_kind, ...person })))
      .execute();
}

/** Kinds of account that clients have, and how many accounts are of each. */
export function accountKindCounts(db: Kysely<Schema>) {
  return db
    .selectFrom('client_secret')
    .select((e) => ['kind', 'own_kind', e.fn.countAll<number>().as('accounts')])
    .groupBy(['kind', 'own_kind'])
    .orderBy('kind')
    .orderBy('own_kind')
    .execute();
}

/**
 * Accounts in order of their ids, starting after one, with the names of their clients and the day from which those are stopped.
 * @param handlers of clients that these staff members work for (H5); null: of all
 */
export function accountsInScopeAfter(
  db: Kysely<Schema>,
  asked: { after: string; limit: number; handlers: readonly string[] | null },
) {
  let select = db
    .selectFrom('client_secret')
    .innerJoin('enterprise', 'enterprise.id', 'client_secret.client_id')
    .leftJoin('client_stop', 'client_stop.client_id', 'client_secret.client_id')
    .selectAll('client_secret')
    .select(['enterprise.name as client_name', 'enterprise.taxpayer_id', 'client_stop.day as stop_day'])
    .where('client_secret.id', '>', asked.after)
    .orderBy('client_secret.id')
    .limit(asked.limit);
  const { handlers } = asked;
  if (handlers !== null)
    select = select.where('client_secret.client_id', 'in', (e) =>
      e
        .selectFrom('assignment')
        .select('assignment.client_id')
        .where('assignment.handler_id', 'in', [...handlers]),
    );
  return select.execute();
}
export type AccountInScope = Awaited<ReturnType<typeof accountsInScopeAfter>>[number];

/** Records of these acts, newest first. @param asked.accountId of one account of the client only */
export function secretUses(
  db: Kysely<Schema>,
  asked: {
    acts: readonly string[];
    handlerIds?: readonly string[] | undefined;
    clientId?: string | undefined;
    accountId?: string | undefined;
    from?: number | undefined;
    to?: number | undefined;
    before?: number | undefined;
    limit: number;
  },
) {
  let select = db
    .selectFrom('audit')
    .selectAll()
    .where('act', 'in', [...asked.acts])
    .where('result', '=', 'done')
    .orderBy('seq', 'desc')
    .limit(asked.limit);
  if (asked.handlerIds !== undefined) select = select.where('handler_id', 'in', [...asked.handlerIds]);
  if (asked.clientId !== undefined) select = select.where('client_id', '=', asked.clientId);
  const { accountId } = asked;
  if (accountId !== undefined)
    // Alone, or among those of an export: an id is long enough to be found as it stands.
    select = select.where((e) => holds(e.ref('detail'), accountId));
  if (asked.from !== undefined) select = select.where('at', '>=', asked.from);
  if (asked.to !== undefined) select = select.where('at', '<', asked.to);
  if (asked.before !== undefined) select = select.where('seq', '<', asked.before);
  return select.execute();
}
