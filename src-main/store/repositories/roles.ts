import type { Kysely } from 'kysely';
import type { RoleTable, Schema } from '../schema.ts';

/** Adds a role with its permission functions (E2). */
export async function addRole(db: Kysely<Schema>, role: RoleTable, functions: readonly string[]): Promise<void> {
  await db.insertInto('role').values(role).execute();
  if (functions.length > 0) await db.insertInto('role_function').values(functions.map((id) => ({ role_id: role.id, function_id: id }))).execute();
}

/** Gives a handler a role and exactly these of its functions (E5, E6). */
export async function grantRole(db: Kysely<Schema>, handlerId: string, roleId: string, functions: readonly string[]): Promise<void> {
  await db.updateTable('handler').set({ role_id: roleId }).where('id', '=', handlerId).execute();
  await db.deleteFrom('handler_function').where('handler_id', '=', handlerId).execute();
  if (functions.length > 0) await db.insertInto('handler_function').values(functions.map((id) => ({ handler_id: handlerId, function_id: id }))).execute();
}

/** Functions that a handler is granted and the role still has: narrowing a role narrows every holder at once (E7). */
export async function grantedFunctions(db: Kysely<Schema>, handlerId: string): Promise<string[]> {
  const rows = await db.selectFrom('handler')
    .innerJoin('handler_function', 'handler_function.handler_id', 'handler.id')
    .innerJoin('role_function', (join) => join.onRef('role_function.role_id', '=', 'handler.role_id').onRef('role_function.function_id', '=', 'handler_function.function_id'))
    .select('role_function.function_id').where('handler.id', '=', handlerId).execute();
  return rows.map((row) => row.function_id);
}
