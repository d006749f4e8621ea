import { openSessions } from '../../store/repositories/sessions.ts';
import { windowsChoosing } from '../../store/repositories/sign-in-flows.ts';
import type { Database } from '../../store/schema/index.ts';
import type { DomainEvent } from '../act/domain-events.ts';

/**
 * Emits that people or roles of an enterprise changed, with the windows that may show a list of them: signed in to the
 * enterprise, or at a login whose first step is done (B2, G2). No other window is notified. @param now in milliseconds
 * UTC
 */
export async function staffChanged(
  db: Database,
  enterpriseId: string,
  now: number,
): Promise<Extract<DomainEvent, { kind: 'staffChanged' }>> {
  const sessions = await openSessions(db, { enterpriseId });
  const signedIn = sessions
    .filter((row) => row.kind === 'enterprise' || row.kind === 'agencyStaff')
    .map((row) => row.window);
  return {
    kind: 'staffChanged',
    enterpriseId,
    windows: [...new Set([...signedIn, ...(await windowsChoosing(db, enterpriseId, now))])],
  };
}
