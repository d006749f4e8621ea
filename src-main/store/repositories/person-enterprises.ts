import type { Kysely } from 'kysely';
import type { Schema } from '../schema/index.ts';

/** A person's bindings to enterprises that were not removed, with the data that decide whether they can be entered (F2); oldest first. */
export function bindingsOfPerson(db: Kysely<Schema>, personId: string) {
  return db
    .selectFrom('handler')
    .innerJoin('person', 'person.id', 'handler.person_id')
    .innerJoin('enterprise', 'enterprise.id', 'handler.enterprise_id')
    .leftJoin('password_reset', 'password_reset.handler_id', 'handler.id')
    .leftJoin('real_name_record', (join) =>
      join.onRef('real_name_record.person_id', '=', 'person.id').on('real_name_record.replaced_at', 'is', null),
    )
    .select((e) => [
      'handler.id',
      'handler.enterprise_id',
      'handler.capacity',
      'handler.state',
      'handler.created_at',
      e.fn.coalesce('handler.registered_name', 'person.name').as('name'),
      'enterprise.name as enterprise_name',
      'enterprise.taxpayer_id',
      'enterprise.handlers_synced_at',
      'enterprise.social_insurance_only',
      'real_name_record.name as verified_name',
      'password_reset.handler_id as reset_pending',
    ])
    .where('handler.person_id', '=', personId)
    .where('handler.state', '!=', 'removed')
    .orderBy('handler.created_at')
    .orderBy('handler.id')
    .execute();
}
export type EnterableHandler = Awaited<ReturnType<typeof bindingsOfPerson>>[number];
