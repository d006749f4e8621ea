import type { DatabaseTransaction, Database } from '../../store/schema.ts';
import type { SessionRow } from '../../store/repositories/sessions.ts';
import type { DomainEvent, DomainEvents } from '../domain-events.ts';
import type { Sessions, WindowSessionStart } from './sessions.ts';

/**
 * Starts a window's session together with what else belongs to the step, and tells of it afterwards.
 * @param within conditions and records; what it throws leaves everything as it was
 */
export async function beginSession(
  parts: { db: Database; events: DomainEvents; sessions: Sessions }, start: WindowSessionStart, within: (transaction: DatabaseTransaction, sessionId: string) => Promise<void>,
): Promise<SessionRow> {
  const told: DomainEvent[] = [];
  const session = await parts.db.transaction().execute(async (transaction) => {
    const started = await parts.sessions.start(transaction, start, told);
    await within(transaction, started.id);
    return started;
  });
  for (const event of told) await parts.events.emit(event);
  await parts.events.emit({ kind: 'windowSessionStarted', window: start.window, sessionId: session.id });
  return session;
}
