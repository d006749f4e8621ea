import type { Insertable, Kysely, Updateable } from 'kysely';
import type { AgreementTable, FunctionSetTable } from '../schema/agreements.ts';
import type { Schema } from '../schema/index.ts';
import { slices } from './slices.ts';

/** Agreements with their permission functions, by condition. */
function agreements(db: Kysely<Schema>) {
  return db
    .selectFrom('agreement')
    .innerJoin('function_set', 'function_set.id', 'agreement.function_set_id')
    .selectAll('agreement')
    .select('function_set.functions');
}

/** Agreements of a pair with their permission functions, newest first. */
export function agreementsOfPair(db: Kysely<Schema>, agencyId: string, clientId: string) {
  return agreements(db)
    .where('agency_id', '=', agencyId)
    .where('client_id', '=', clientId)
    .orderBy('agreement.first_day', 'desc')
    .orderBy('agreement.id')
    .execute();
}
/** Agreements between any of these agencies and any of these clients. */
export function agreementsBetween(db: Kysely<Schema>, agencyIds: readonly string[], clientIds: readonly string[]) {
  return agreements(db)
    .where('agency_id', 'in', [...agencyIds])
    .where('client_id', 'in', [...clientIds])
    .execute();
}

export type AgreementRow = Awaited<ReturnType<typeof agreementsOfPair>>[number];

export function agreementById(db: Kysely<Schema>, id: string): Promise<AgreementRow | undefined> {
  return agreements(db).where('agreement.id', '=', id).executeTakeFirst();
}

/** Agreements of a client with any agency. */
export function agreementsOfClient(db: Kysely<Schema>, clientId: string): Promise<AgreementRow[]> {
  return agreements(db)
    .where('client_id', '=', clientId)
    .orderBy('agreement.created_at', 'desc')
    .orderBy('agreement.id')
    .execute();
}

/** The data that decide the state of an agreement (H3), without its functions. */
const dateColumns = [
  'agreement.id',
  'agreement.client_id',
  'agreement.decided',
  'agreement.first_day',
  'agreement.last_day',
  'agreement.created_at',
  'agreement.recorded_by_agency',
] as const;

/** Agreements of these clients with an agency; `remembered_at` is null unless the vault has the present agreement password. */
export function agreementDatesOf(db: Kysely<Schema>, agencyId: string, clientIds: readonly string[]) {
  return db
    .selectFrom('agreement')
    .leftJoin('remembered_password', (join) =>
      join
        .onRef('remembered_password.client_id', '=', 'agreement.client_id')
        .onRef('remembered_password.agreement_id', '=', 'agreement.id')
        .onRef('remembered_password.password_version', '=', 'agreement.password_version'),
    )
    .select([
      ...dateColumns,
      'agreement.asked_by',
      'agreement.ended_by',
      'agreement.end_reason',
      'remembered_password.remembered_at',
    ])
    .where('agreement.agency_id', '=', agencyId)
    .where('agreement.client_id', 'in', [...clientIds])
    .orderBy('agreement.first_day', 'desc')
    .orderBy('agreement.id')
    .execute();
}
export type AgreementDatesRow = Omit<
  Awaited<ReturnType<typeof agreementDatesOf>>[number],
  'remembered_at' | 'asked_by' | 'ended_by' | 'end_reason'
>;

/** Agreements of the clients of a range of ids (both ends included). */
export function agreementDatesBetween(
  db: Kysely<Schema>,
  agencyId: string,
  first: string,
  last: string,
): Promise<AgreementDatesRow[]> {
  return db
    .selectFrom('agreement')
    .select(dateColumns)
    .where('agreement.agency_id', '=', agencyId)
    .where('agreement.client_id', '>=', first)
    .where('agreement.client_id', '<=', last)
    .orderBy('agreement.first_day', 'desc')
    .orderBy('agreement.id')
    .execute();
}

/** Clients whose present agreement password the vault has, with the agreement it belongs to. */
export function rememberedAgreements(db: Kysely<Schema>) {
  return db
    .selectFrom('remembered_password')
    .innerJoin('agreement', (join) =>
      join
        .onRef('agreement.id', '=', 'remembered_password.agreement_id')
        .onRef('agreement.password_version', '=', 'remembered_password.password_version'),
    )
    .select(['remembered_password.client_id', 'remembered_password.agreement_id'])
    .execute();
}

/** Permission functions of an agreement. */
export async function agreementFunctions(db: Kysely<Schema>, agreementId: string): Promise<string[]> {
  const row = await db
    .selectFrom('agreement')
    .innerJoin('function_set', 'function_set.id', 'agreement.function_set_id')
    .select('function_set.functions')
    .where('agreement.id', '=', agreementId)
    .executeTakeFirst();
  return row?.functions ?? [];
}

/** Adds an agreement with the functions it permits. */
export async function addAgreement(
  db: Kysely<Schema>,
  row: Insertable<AgreementTable>,
  functionSet: FunctionSetTable,
): Promise<void> {
  await keepFunctionSet(db, functionSet);
  await db.insertInto('agreement').values(row).execute();
}

/** Stores a set of permission functions; an existing equal set is shared. */
export async function keepFunctionSet(db: Kysely<Schema>, functionSet: FunctionSetTable): Promise<void> {
  await db
    .insertInto('function_set')
    .values(functionSet)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** Changes an agreement if it still has `revision`. @returns whether it had */
export async function changeAgreement(
  db: Kysely<Schema>,
  agreement: { id: string; revision: number },
  change: Omit<Updateable<AgreementTable>, 'id' | 'revision'>,
): Promise<boolean> {
  const result = await db
    .updateTable('agreement')
    .set({ ...change, revision: agreement.revision + 1 })
    .where('id', '=', agreement.id)
    .where('revision', '=', agreement.revision)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** The agency of an agreement, or undefined when there is none of this id. */
export async function agencyOfAgreement(db: Kysely<Schema>, agreementId: string): Promise<string | undefined> {
  return (await db.selectFrom('agreement').select('agency_id').where('id', '=', agreementId).executeTakeFirst())
    ?.agency_id;
}

/** Agreements of these clients with any agency, without their functions. */
export async function agreementDatesOfClients(db: Kysely<Schema>, clientIds: readonly string[]) {
  const found = [];
  for (const slice of slices(clientIds))
    found.push(
      ...(await db.selectFrom('agreement').select(['id', 'client_id']).where('client_id', 'in', slice).execute()),
    );
  return found;
}
