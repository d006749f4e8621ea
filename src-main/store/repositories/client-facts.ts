import type { Kysely } from 'kysely';
import type { Schema } from '../schema/index.ts';

/** The bureau's data of the taxpayer itself. */
export function taxpayerOf(db: Kysely<Schema>, clientId: string) {
  return db
    .selectFrom('enterprise')
    .select(['id', 'name', 'taxpayer_id', 'kind', 'address'])
    .where('id', '=', clientId)
    .executeTakeFirstOrThrow();
}

/** Dates and origin of a client session's agreement. */
export function factsOfAgreement(db: Kysely<Schema>, agreementId: string) {
  return db
    .selectFrom('agreement')
    .select(['first_day', 'last_day', 'recorded_by_agency'])
    .where('id', '=', agreementId)
    .executeTakeFirstOrThrow();
}
