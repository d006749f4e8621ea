import type { Kysely } from 'kysely';
import type { Schema } from '../schema/index.ts';

/** A handler, also a removed one, with the person and the real-name record valid at an instant. */
export function handlerAt(db: Kysely<Schema>, handlerId: string, at: number) {
  return db
    .selectFrom('handler')
    .innerJoin('person', 'person.id', 'handler.person_id')
    .leftJoin('real_name_record', (join) =>
      join
        .onRef('real_name_record.person_id', '=', 'person.id')
        .on('real_name_record.recorded_at', '<=', at)
        .on((e) => e.or([e('real_name_record.replaced_at', 'is', null), e('real_name_record.replaced_at', '>', at)])),
    )
    .select((e) => [
      'handler.id',
      'handler.enterprise_id',
      'handler.capacity',
      'handler.state',
      'handler.created_at',
      'handler.removed_at',
      e.fn.coalesce('handler.registered_name', 'person.name').as('name'),
      'real_name_record.name as verified_name',
    ])
    .where('handler.id', '=', handlerId)
    .orderBy('real_name_record.recorded_at', 'desc')
    .limit(1)
    .executeTakeFirst();
}
export type HandlerAtRow = NonNullable<Awaited<ReturnType<typeof handlerAt>>>;

/** Agreements of these clients with an agency, with their permission functions. */
export function agreementsWithFunctions(db: Kysely<Schema>, agencyId: string, clientIds: readonly string[]) {
  return db
    .selectFrom('agreement')
    .innerJoin('function_set', 'function_set.id', 'agreement.function_set_id')
    .selectAll('agreement')
    .select('function_set.functions')
    .where('agency_id', '=', agencyId)
    .where('client_id', 'in', [...clientIds])
    .orderBy('agreement.first_day', 'desc')
    .orderBy('agreement.id')
    .execute();
}
