import type { Kysely } from 'kysely';
import type { Schema } from '../schema.ts';

/** Agreements of a pair with their permission functions, newest first. */
export function agreementsOfPair(db: Kysely<Schema>, agencyId: string, clientId: string) {
  return db.selectFrom('agreement').innerJoin('function_set', 'function_set.id', 'agreement.function_set_id').selectAll('agreement').select('function_set.functions')
    .where('agency_id', '=', agencyId).where('client_id', '=', clientId).orderBy('agreement.first_day', 'desc').orderBy('agreement.id').execute();
}
export type AgreementRow = Awaited<ReturnType<typeof agreementsOfPair>>[number];
