import type { Kysely } from 'kysely';
import type { Schema } from '../schema/index.ts';
import type { MemberTable } from '../schema/office.ts';

/** One member with the name of the team. */
export function memberOf(db: Kysely<Schema>, handlerId: string) {
  return db
    .selectFrom('member')
    .leftJoin('team', 'team.id', 'member.team_id')
    .selectAll('member')
    .select('team.name as team_name')
    .where('handler_id', '=', handlerId)
    .executeTakeFirst();
}

/** Ids of the members of a team, including people who have left. */
export async function membersOfTeam(db: Kysely<Schema>, teamId: string): Promise<string[]> {
  const rows = await db.selectFrom('member').select('handler_id').where('team_id', '=', teamId).execute();
  return rows.map((row) => row.handler_id);
}

/** Members of the office who have not been removed, with name and team, by name. */
export function membersOfAgency(db: Kysely<Schema>, agencyId: string) {
  return db
    .selectFrom('member')
    .innerJoin('handler', 'handler.id', 'member.handler_id')
    .innerJoin('person', 'person.id', 'handler.person_id')
    .leftJoin('team', 'team.id', 'member.team_id')
    .select([
      'member.handler_id',
      'member.office_role',
      'member.team_id',
      'person.name',
      'team.name as team_name',
      'handler.state',
    ])
    .where('handler.enterprise_id', '=', agencyId)
    .where('handler.state', '!=', 'removed')
    .orderBy('person.name')
    .orderBy('member.handler_id')
    .execute();
}

/** Names of everybody who is or was a handler of an agency, by id. */
export async function handlerNames(
  db: Kysely<Schema>,
  agencyId: string,
): Promise<Map<string, { name: string; removed: boolean }>> {
  const rows = await db
    .selectFrom('handler')
    .innerJoin('person', 'person.id', 'handler.person_id')
    .select(['handler.id', 'person.name', 'handler.state'])
    .where('handler.enterprise_id', '=', agencyId)
    .execute();
  return new Map(rows.map((row) => [row.id, { name: row.name, removed: row.state === 'removed' }]));
}

export async function setMemberRole(
  db: Kysely<Schema>,
  handlerId: string,
  change: Pick<MemberTable, 'office_role' | 'team_id'>,
): Promise<void> {
  await db.updateTable('member').set(change).where('handler_id', '=', handlerId).execute();
}

/** Adds a handler's position in the office, unless there is one. */
export async function addMember(
  db: Kysely<Schema>,
  handlerId: string,
  position: Pick<MemberTable, 'office_role' | 'team_id'>,
): Promise<void> {
  await db
    .insertInto('member')
    .values({
      handler_id: handlerId,
      ...position,
      public_key: null,
      sealed_private_key: null,
      wrapped_vault_key: null,
      vault_generation: null,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** Handlers of an agency without a position in its office. */
export async function handlersWithoutPosition(db: Kysely<Schema>, agencyId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('handler')
    .leftJoin('member', 'member.handler_id', 'handler.id')
    .select('handler.id')
    .where('handler.enterprise_id', '=', agencyId)
    .where('handler.state', '!=', 'removed')
    .where('member.handler_id', 'is', null)
    .execute();
  return rows.map((row) => row.id);
}

/** All data of each member for the office's staff page, by name. */
export function officeMembers(db: Kysely<Schema>, agencyId: string) {
  return db
    .selectFrom('handler')
    .innerJoin('member', 'member.handler_id', 'handler.id')
    .innerJoin('person', 'person.id', 'handler.person_id')
    .leftJoin('team', 'team.id', 'member.team_id')
    .leftJoin('password_reset', 'password_reset.handler_id', 'handler.id')
    .leftJoin('real_name_record', (join) =>
      join.onRef('real_name_record.person_id', '=', 'person.id').on('real_name_record.replaced_at', 'is', null),
    )
    .select((e) => [
      'handler.id',
      'handler.person_id',
      'handler.capacity',
      'handler.state',
      'handler.password_hash',
      'member.office_role',
      'member.team_id',
      'member.public_key',
      'member.wrapped_vault_key',
      'member.vault_generation',
      'team.name as team_name',
      e.fn.coalesce('handler.registered_name', 'person.name').as('name'),
      'real_name_record.name as verified_name',
      'real_name_record.mobile',
      'real_name_record.origin as real_name_origin',
      'password_reset.reset_at',
      'password_reset.expires_at as reset_expires_at',
      'password_reset.used_at as reset_used_at',
    ])
    .where('handler.enterprise_id', '=', agencyId)
    .where('handler.state', '!=', 'removed')
    .orderBy('name')
    .orderBy('handler.id')
    .execute();
}
export type OfficeMemberRow = Awaited<ReturnType<typeof officeMembers>>[number];
