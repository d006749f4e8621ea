import type { Kysely } from 'kysely';
import type { Schema } from '../schema/index.ts';

/** Teams with how many members each has who have not been removed, by name. */
export function teamsWithMembers(db: Kysely<Schema>) {
  return db
    .selectFrom('team')
    .leftJoin('member', 'member.team_id', 'team.id')
    .leftJoin('handler', (join) =>
      join.onRef('handler.id', '=', 'member.handler_id').on('handler.state', '!=', 'removed'),
    )
    .select((e) => ['team.id', 'team.name', e.fn.count<number>('handler.id').as('members')])
    .groupBy(['team.id', 'team.name'])
    .orderBy('team.name')
    .execute();
}

export function teamById(db: Kysely<Schema>, id: string) {
  return db.selectFrom('team').selectAll().where('id', '=', id).executeTakeFirst();
}

export function teamByName(db: Kysely<Schema>, name: string) {
  return db.selectFrom('team').selectAll().where('name', '=', name).executeTakeFirst();
}

export async function addTeam(db: Kysely<Schema>, team: { id: string; name: string }): Promise<void> {
  await db.insertInto('team').values(team).execute();
}

export async function renameTeam(db: Kysely<Schema>, id: string, name: string): Promise<void> {
  await db.updateTable('team').set({ name }).where('id', '=', id).execute();
}

/** Deletes a team; members who have left lose it, too. */
export async function deleteTeam(db: Kysely<Schema>, id: string): Promise<void> {
  await db.updateTable('member').set({ team_id: null }).where('team_id', '=', id).execute();
  await db.deleteFrom('team').where('id', '=', id).execute();
}
