import type { DeskEvent } from '@contract/events.ts';
import type { Desk } from '../../desk/desk.ts';

/**
 * Whether the window's present session could read what an event is about (H5): without a session a window gets no
 * events about clients; a simulated phone gets its own. A closed or closing desk sends nothing.
 */
export async function mayHear(desk: Desk, window: string, event: DeskEvent): Promise<boolean> {
  try {
    const { bureau, office, training } = desk.engine();
    if (event.kind === 'phoneMessage') return (await training?.phones.rings(window, event.mobile)) ?? false;
    if (event.kind !== 'clientsChanged' && event.kind !== 'vaultChanged') return false;
    const session = await bureau.sessions.rowOf(window);
    if (event.kind === 'vaultChanged')
      return session?.kind === 'agencyStaff' && (await office.members.has(await bureau.sessions.staffOf(window)));
    if (session?.kind === 'agencyStaff')
      return (
        session.handler_id !== null &&
        (event.clientId === null || (await office.scope.covers(session.handler_id, event.clientId)))
      );
    return session?.kind === 'enterprise' && (event.clientId === null || event.clientId === session.enterprise_id);
  } catch {
    return false;
  }
}
