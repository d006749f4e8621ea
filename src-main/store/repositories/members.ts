import type { Kysely } from 'kysely';
import type { MemberTable, Schema } from '../schema.ts';

/** One member with the name of the team. */
export function memberOf(db: Kysely<Schema>, handlerId: string) {
  return db.selectFrom('member').leftJoin('team', 'team.id', 'member.team_id').selectAll('member').select('team.name as team_name')
    .where('handler_id', '=', handlerId).executeTakeFirst();
}

/** Ids of the members of a team, whoever of them still works here or not. */
export async function membersOfTeam(db: Kysely<Schema>, teamId: string): Promise<string[]> {
  const rows = await db.selectFrom('member').select('handler_id').where('team_id', '=', teamId).execute();
  return rows.map((row) => row.handler_id);
}

/** Members of the office who have not been removed, with name and team, by name. */
export function membersOfAgency(db: Kysely<Schema>, agencyId: string) {
  return db.selectFrom('member').innerJoin('handler', 'handler.id', 'member.handler_id').innerJoin('person', 'person.id', 'handler.person_id')
    .leftJoin('team', 'team.id', 'member.team_id')
    .select(['member.handler_id', 'member.office_role', 'member.team_id', 'person.name', 'team.name as team_name', 'handler.state'])
    .where('handler.enterprise_id', '=', agencyId).where('handler.state', '!=', 'removed').orderBy('person.name').orderBy('member.handler_id').execute();
}

export async function setMemberRole(db: Kysely<Schema>, handlerId: string, change: Pick<MemberTable, 'office_role' | 'team_id'>): Promise<void> {
  await db.updateTable('member').set(change).where('handler_id', '=', handlerId).execute();
}
