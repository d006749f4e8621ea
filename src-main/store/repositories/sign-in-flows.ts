import type { Insertable, Kysely } from 'kysely';
import type { Schema } from '../schema/index.ts';
import type { SignInFlowTable } from '../schema/sessions.ts';

/** Adds a flow; it ends the window's earlier one. */
export async function addFlow(db: Kysely<Schema>, row: Insertable<SignInFlowTable>): Promise<void> {
  await db
    .updateTable('sign_in_flow')
    .set({ ended_at: row.started_at })
    .where('window', '=', row.window)
    .where('ended_at', 'is', null)
    .execute();
  await db.insertInto('sign_in_flow').values(row).execute();
}

/** The flow of this kind in this window, if it is still open. */
export function openFlow(db: Kysely<Schema>, kind: SignInFlowTable['kind'], id: string, window: string) {
  return db
    .selectFrom('sign_in_flow')
    .selectAll()
    .where('id', '=', id)
    .where('kind', '=', kind)
    .where('window', '=', window)
    .where('ended_at', 'is', null)
    .executeTakeFirst();
}

/** The flow that is open in a window, of whatever kind. */
export function openFlowOfWindow(db: Kysely<Schema>, window: string): Promise<FlowRow | undefined> {
  return db
    .selectFrom('sign_in_flow')
    .selectAll()
    .where('window', '=', window)
    .where('ended_at', 'is', null)
    .executeTakeFirst();
}
export type FlowRow = NonNullable<Awaited<ReturnType<typeof openFlow>>>;

/** Windows that have done the first step of a login to this enterprise and show its people to choose from. @param now in milliseconds UTC */
export async function windowsChoosing(db: Kysely<Schema>, enterpriseId: string, now: number): Promise<string[]> {
  const flows = await db
    .selectFrom('sign_in_flow')
    .select('window')
    .where('enterprise_id', '=', enterpriseId)
    .where('kind', 'in', ['enterprise', 'agencyStaff'])
    .where('ended_at', 'is', null)
    .where('expires_at', '>', now)
    .execute();
  return flows.map(({ window }) => window);
}

export async function endFlow(db: Kysely<Schema>, id: string, at: number): Promise<void> {
  await db.updateTable('sign_in_flow').set({ ended_at: at }).where('id', '=', id).execute();
}

/** Ends every flow in progress of an enterprise: the proof of its first step is no longer valid. */
export async function endFlowsOf(db: Kysely<Schema>, enterpriseId: string, at: number): Promise<void> {
  await db
    .updateTable('sign_in_flow')
    .set({ ended_at: at })
    .where('enterprise_id', '=', enterpriseId)
    .where('ended_at', 'is', null)
    .execute();
}
