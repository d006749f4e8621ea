import type { Kysely } from 'kysely';
import type { Schema } from '../schema/index.ts';
import { slices } from './slices.ts';

/** Which of these staff members are assigned to a client (H5). */
export async function anyAssigned(
  db: Kysely<Schema>,
  clientId: string,
  handlerIds: readonly string[],
): Promise<boolean> {
  const row = await db
    .selectFrom('assignment')
    .select('handler_id')
    .where('client_id', '=', clientId)
    .where('handler_id', 'in', [...handlerIds])
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** Those of these clients to which one of these staff members is assigned (H5). */
export async function clientsAssignedToAny(
  db: Kysely<Schema>,
  clientIds: readonly string[],
  handlerIds: readonly string[],
): Promise<Set<string>> {
  const found = new Set<string>();
  for (const slice of slices(clientIds)) {
    const rows = await db
      .selectFrom('assignment')
      .select('client_id')
      .where('client_id', 'in', slice)
      .where('handler_id', 'in', [...handlerIds])
      .execute();
    for (const { client_id } of rows) found.add(client_id);
  }
  return found;
}

/** Assignments of these clients, with the names of the staff members. */
export function assignmentsOf(db: Kysely<Schema>, clientIds: readonly string[]) {
  return db
    .selectFrom('assignment')
    .innerJoin('handler', 'handler.id', 'assignment.handler_id')
    .innerJoin('person', 'person.id', 'handler.person_id')
    .select(['assignment.client_id', 'assignment.handler_id', 'person.name'])
    .where('assignment.client_id', 'in', [...clientIds])
    .orderBy('person.name')
    .orderBy('assignment.handler_id')
    .execute();
}

/** Assignments of the clients of a range of ids (both ends included). */
export function assignmentsBetween(db: Kysely<Schema>, first: string, last: string) {
  return db
    .selectFrom('assignment')
    .selectAll()
    .where('client_id', '>=', first)
    .where('client_id', '<=', last)
    .execute();
}

/** Clients that the office has stopped by a day (停止服务). */
const stoppedBy = (db: Kysely<Schema>, today: string) =>
  db.selectFrom('client_stop').select('client_id').where('day', '<=', today);

/** How many clients each staff member has, of those that the office serves on a day. */
export async function assignmentCounts(db: Kysely<Schema>, today: string): Promise<Map<string, number>> {
  const rows = await db
    .selectFrom('assignment')
    .where('client_id', 'not in', stoppedBy(db, today))
    .select((select) => ['handler_id', select.fn.countAll<number>().as('clients')])
    .groupBy('handler_id')
    .execute();
  return new Map(rows.map((row) => [row.handler_id, row.clients]));
}

/** Replaces who is assigned to a client. */
export async function setAssignments(
  db: Kysely<Schema>,
  clientId: string,
  handlerIds: readonly string[],
): Promise<void> {
  await db.deleteFrom('assignment').where('client_id', '=', clientId).execute();
  if (handlerIds.length > 0)
    await db
      .insertInto('assignment')
      .values(handlerIds.map((handlerId) => ({ client_id: clientId, handler_id: handlerId })))
      .execute();
}

/** Adds one assignment; an existing one stays unchanged. */
export async function addAssignment(db: Kysely<Schema>, clientId: string, handlerId: string): Promise<void> {
  await db
    .insertInto('assignment')
    .values({ client_id: clientId, handler_id: handlerId })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** Clients of a staff member, with their names and the day from which one is stopped. */
export function clientsAssignedTo(db: Kysely<Schema>, handlerId: string) {
  return db
    .selectFrom('assignment')
    .leftJoin('client_stop', 'client_stop.client_id', 'assignment.client_id')
    .innerJoin('enterprise', 'enterprise.id', 'assignment.client_id')
    .select(['enterprise.id', 'enterprise.name', 'client_stop.day as stop_day'])
    .where('assignment.handler_id', '=', handlerId)
    .orderBy('enterprise.id')
    .execute();
}

/** Removes all clients of a staff member. */
export async function clearAssignments(db: Kysely<Schema>, handlerId: string): Promise<void> {
  await db.deleteFrom('assignment').where('handler_id', '=', handlerId).execute();
}
