import type { Insertable, Kysely, Selectable } from 'kysely';
import type { RoleTable } from '../schema/enterprises.ts';
import type { Schema } from '../schema/index.ts';

export type RoleRow = Selectable<RoleTable>;

/** Adds a role with its permission functions (E2). */
export async function addRole(
  db: Kysely<Schema>,
  role: Insertable<RoleTable>,
  functions: readonly string[],
): Promise<void> {
  await db.insertInto('role').values(role).execute();
  await setRoleFunctions(db, role.id, functions);
}

/** Gives a handler a role and exactly these functions of it (E5, E6). */
export async function grantRole(
  db: Kysely<Schema>,
  handlerId: string,
  roleId: string,
  functions: readonly string[],
): Promise<void> {
  await db.updateTable('handler').set({ role_id: roleId }).where('id', '=', handlerId).execute();
  await setGranted(db, handlerId, functions);
}

/** Removes role and granted functions (E7). */
export async function clearRole(db: Kysely<Schema>, handlerId: string): Promise<void> {
  await db.updateTable('handler').set({ role_id: null }).where('id', '=', handlerId).execute();
  await setGranted(db, handlerId, []);
}

export async function setGranted(db: Kysely<Schema>, handlerId: string, functions: readonly string[]): Promise<void> {
  await db.deleteFrom('handler_function').where('handler_id', '=', handlerId).execute();
  if (functions.length > 0)
    await db
      .insertInto('handler_function')
      .values(functions.map((id) => ({ handler_id: handlerId, function_id: id })))
      .execute();
}

export async function setRoleFunctions(
  db: Kysely<Schema>,
  roleId: string,
  functions: readonly string[],
): Promise<void> {
  await db.deleteFrom('role_function').where('role_id', '=', roleId).execute();
  if (functions.length > 0)
    await db
      .insertInto('role_function')
      .values(functions.map((id) => ({ role_id: roleId, function_id: id })))
      .execute();
}

/** Renames a role if nobody changed it since. @returns whether it still had that revision */
export async function updateRole(
  db: Kysely<Schema>,
  role: Pick<RoleRow, 'id' | 'revision'>,
  change: Pick<RoleRow, 'name' | 'description'>,
): Promise<boolean> {
  const result = await db
    .updateTable('role')
    .set({ ...change, revision: role.revision + 1 })
    .where('id', '=', role.id)
    .where('revision', '=', role.revision)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** Deletes a role that no handler holds any more. */
export async function deleteRole(db: Kysely<Schema>, roleId: string): Promise<void> {
  await setRoleFunctions(db, roleId, []);
  await db.deleteFrom('role').where('id', '=', roleId).execute();
}

/** Roles of an enterprise, oldest first. */
export function rolesOf(db: Kysely<Schema>, enterpriseId: string): Promise<RoleRow[]> {
  return db
    .selectFrom('role')
    .selectAll()
    .where('enterprise_id', '=', enterpriseId)
    .orderBy('created_at')
    .orderBy('id')
    .execute();
}

export function roleById(db: Kysely<Schema>, roleId: string): Promise<RoleRow | undefined> {
  return db.selectFrom('role').selectAll().where('id', '=', roleId).executeTakeFirst();
}

/** Ids of the handlers that hold a role, including removed ones. */
export async function holdersOf(db: Kysely<Schema>, roleId: string): Promise<string[]> {
  return (await db.selectFrom('handler').select('id').where('role_id', '=', roleId).execute()).map((row) => row.id);
}

export async function roleFunctions(db: Kysely<Schema>, roleId: string): Promise<Set<string>> {
  const rows = await db.selectFrom('role_function').select('function_id').where('role_id', '=', roleId).execute();
  return new Set(rows.map((row) => row.function_id));
}

/** Functions of every role of an enterprise, by role. */
export async function functionsOfRoles(db: Kysely<Schema>, enterpriseId: string): Promise<Map<string, Set<string>>> {
  const rows = await db
    .selectFrom('role_function')
    .innerJoin('role', 'role.id', 'role_function.role_id')
    .select(['role_function.role_id as of', 'function_id'])
    .where('role.enterprise_id', '=', enterpriseId)
    .execute();
  return grouped(rows);
}

/** Functions granted to every handler of an enterprise, by handler, regardless of their roles. */
export async function grantsOfHandlers(db: Kysely<Schema>, enterpriseId: string): Promise<Map<string, Set<string>>> {
  const rows = await db
    .selectFrom('handler_function')
    .innerJoin('handler', 'handler.id', 'handler_function.handler_id')
    .select(['handler_function.handler_id as of', 'function_id'])
    .where('handler.enterprise_id', '=', enterpriseId)
    .execute();
  return grouped(rows);
}

/** The data that make up the rights of one handler (E5): the functions of the role, and those granted. */
export async function roleAndGrants(
  db: Kysely<Schema>,
  handlerId: string,
): Promise<{ role: Set<string> | null; granted: Set<string> }> {
  const handler = await db.selectFrom('handler').select('role_id').where('id', '=', handlerId).executeTakeFirst();
  const granted = await db
    .selectFrom('handler_function')
    .select('function_id')
    .where('handler_id', '=', handlerId)
    .execute();
  return {
    role: handler?.role_id ? await roleFunctions(db, handler.role_id) : null,
    granted: new Set(granted.map((row) => row.function_id)),
  };
}

function grouped(rows: readonly { of: string; function_id: string }[]): Map<string, Set<string>> {
  const sets = new Map<string, Set<string>>();
  for (const row of rows) {
    const set = sets.get(row.of) ?? new Set();
    set.add(row.function_id);
    sets.set(row.of, set);
  }
  return sets;
}
