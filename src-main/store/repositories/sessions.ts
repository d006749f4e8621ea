import type { Insertable, Kysely, NotNull, Selectable } from 'kysely';
import type { Schema } from '../schema/index.ts';
import type { SessionTable } from '../schema/sessions.ts';

export type SessionRow = Selectable<SessionTable>;

export async function addSession(db: Kysely<Schema>, row: Insertable<SessionTable>): Promise<void> {
  await db.insertInto('session').values(row).execute();
}

/** The open agency staff session of a window, with its person. */
export function staffSessionOfWindow(db: Kysely<Schema>, window: string) {
  return db
    .selectFrom('session')
    .innerJoin('handler', 'handler.id', 'session.handler_id')
    .innerJoin('person', 'person.id', 'handler.person_id')
    .innerJoin('enterprise', 'enterprise.id', 'session.enterprise_id')
    .selectAll('session')
    .select([
      'person.id as acting_person_id',
      'person.name as person_name',
      'handler.capacity',
      'handler.state as handler_state',
      'handler.password_hash',
      'enterprise.name as agency_name',
      'enterprise.taxpayer_id as agency_taxpayer_id',
    ])
    .where('session.window', '=', window)
    .where('session.kind', '=', 'agencyStaff')
    .where('session.ended_at', 'is', null)
    .$narrowType<{ handler_id: NotNull; enterprise_id: NotNull }>()
    .executeTakeFirst();
}

/**
 * The open session of a window, of any kind but `client`, with enterprise, handler and person if there are any. If an
 * enterprise session was entered from a person's session (F2), returns the enterprise session.
 */
export function sessionOfWindow(db: Kysely<Schema>, window: string) {
  return db
    .selectFrom('session')
    .leftJoin('enterprise', 'enterprise.id', 'session.enterprise_id')
    .leftJoin('handler', 'handler.id', 'session.handler_id')
    .leftJoin('person', (join) =>
      join.on((e) => e('person.id', '=', e.fn.coalesce('session.person_id', 'handler.person_id'))),
    )
    .selectAll('session')
    .select((e) => [
      'person.id as acting_person_id',
      e.fn.coalesce('handler.registered_name', 'person.name').as('person_name'),
      'handler.capacity',
      'handler.state as handler_state',
      'handler.password_hash',
      'enterprise.name as enterprise_name',
      'enterprise.taxpayer_id',
    ])
    .where('session.window', '=', window)
    .where('session.parent_id', 'is', null)
    .where('session.ended_at', 'is', null)
    .orderBy('session.person_session_id', (order) => order.desc().nullsLast())
    .limit(1)
    .executeTakeFirst();
}
export type WindowSessionRow = NonNullable<Awaited<ReturnType<typeof sessionOfWindow>>>;

/** The last session of a window that ended (without client sessions), to say why. @param kind of this kind only */
export function lastEndedSession(db: Kysely<Schema>, window: string, kind?: SessionRow['kind']) {
  let select = db
    .selectFrom('session')
    .selectAll()
    .where('window', '=', window)
    .where('parent_id', 'is', null)
    .where('ended_at', 'is not', null);
  if (kind) select = select.where('kind', '=', kind);
  return select.orderBy('ended_at', 'desc').orderBy('started_at', 'desc').limit(1).executeTakeFirst();
}

/** The last enterprise session entered from a person's session (F2), if it has ended. */
export async function lastEntered(db: Kysely<Schema>, personSessionId: string): Promise<SessionRow | undefined> {
  const last = await db
    .selectFrom('session')
    .selectAll()
    .where('person_session_id', '=', personSessionId)
    .orderBy('started_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  return last?.ended_at == null ? undefined : last;
}

export function sessionById(db: Kysely<Schema>, id: string): Promise<SessionRow | undefined> {
  return db.selectFrom('session').selectAll().where('id', '=', id).executeTakeFirst();
}

/** Client sessions with client and agreement. */
function clientSessions(db: Kysely<Schema>) {
  return db
    .selectFrom('session')
    .innerJoin('enterprise', 'enterprise.id', 'session.enterprise_id')
    .innerJoin('agreement', 'agreement.id', 'session.agreement_id')
    .innerJoin('function_set', 'function_set.id', 'agreement.function_set_id')
    .leftJoin('client_stop', 'client_stop.client_id', 'session.enterprise_id')
    .selectAll('session')
    .select([
      'client_stop.day as stop_day',
      'enterprise.name as client_name',
      'enterprise.taxpayer_id as client_taxpayer_id',
      'agreement.decided',
      'agreement.first_day',
      'agreement.last_day',
      'agreement.created_at as agreement_created_at',
      'agreement.recorded_by_agency',
      'function_set.functions',
    ])
    .where('session.kind', '=', 'client')
    .$narrowType<{ handler_id: NotNull; enterprise_id: NotNull }>();
}
export type ClientSessionRow = NonNullable<Awaited<ReturnType<typeof clientSessionById>>>;

/** A client session, open or over. */
export function clientSessionById(db: Kysely<Schema>, id: string) {
  return clientSessions(db).where('session.id', '=', id).executeTakeFirst();
}

/** Open client sessions, of one staff session or all; oldest first. */
export function openClientSessions(db: Kysely<Schema>, staffSessionId?: string): Promise<ClientSessionRow[]> {
  let select = clientSessions(db).where('session.ended_at', 'is', null);
  if (staffSessionId !== undefined) select = select.where('session.parent_id', '=', staffSessionId);
  return select.orderBy('session.started_at').execute();
}

export async function touchSessions(db: Kysely<Schema>, ids: readonly string[], at: number): Promise<void> {
  await db
    .updateTable('session')
    .set({ last_used_at: at })
    .where('id', 'in', [...ids])
    .execute();
}

/** Locks an open session. @returns false if it is locked or over already */
export async function lockSession(db: Kysely<Schema>, id: string, at: number): Promise<boolean> {
  const result = await db
    .updateTable('session')
    .set({ locked_at: at })
    .where('id', '=', id)
    .where('locked_at', 'is', null)
    .where('ended_at', 'is', null)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

export async function unlockSession(db: Kysely<Schema>, id: string): Promise<void> {
  await db.updateTable('session').set({ locked_at: null }).where('id', '=', id).execute();
}

/** Ends a session if it is still open. @returns whether it was open */
export async function endSession(db: Kysely<Schema>, id: string, at: number, reason: string): Promise<boolean> {
  const result = await db
    .updateTable('session')
    .set({ ended_at: at, end_reason: reason })
    .where('id', '=', id)
    .where('ended_at', 'is', null)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** Ids of the open sessions of a kind that match. */
export async function openSessions(
  db: Kysely<Schema>,
  match: {
    parentId?: string;
    personSessionId?: string;
    personId?: string;
    agreementId?: string;
    handlerId?: string;
    enterpriseId?: string;
    clientId?: string;
    kind?: SessionRow['kind'];
  },
): Promise<SessionRow[]> {
  let select = db.selectFrom('session').selectAll().where('ended_at', 'is', null);
  if (match.kind) select = select.where('kind', '=', match.kind);
  if (match.parentId) select = select.where('parent_id', '=', match.parentId);
  if (match.personSessionId) select = select.where('person_session_id', '=', match.personSessionId);
  // A person's own sessions; handlerId finds those of their handlers.
  if (match.personId) select = select.where('person_id', '=', match.personId);
  if (match.agreementId) select = select.where('agreement_id', '=', match.agreementId);
  if (match.handlerId) select = select.where('handler_id', '=', match.handlerId);
  // Sessions of the enterprise itself; sessions that an agency opened for it belong to the agency.
  if (match.enterpriseId) select = select.where('enterprise_id', '=', match.enterpriseId).where('kind', '!=', 'client');
  if (match.clientId) select = select.where('enterprise_id', '=', match.clientId);
  return select.execute();
}
