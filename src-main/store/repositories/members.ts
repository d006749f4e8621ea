import type { Kysely } from 'kysely';
import type { Schema } from '../schema.ts';

/** One member with the name of the team. */
export function memberOf(db: Kysely<Schema>, handlerId: string) {
  return db.selectFrom('member').leftJoin('team', 'team.id', 'member.team_id').selectAll('member').select('team.name as team_name')
    .where('handler_id', '=', handlerId).executeTakeFirst();
}
