import type { SessionRow } from '../../store/repositories/sessions.ts';
import type { Act, Acts } from '../act/acts.ts';
import type { WindowSessionStart } from './session-starts.ts';
import type { Sessions } from './sessions.ts';

/**
 * Starts a window's session together with the other changes of the step, and emits its start.
 * @param within checks conditions and writes records; if it throws, nothing changes
 */
export function beginSession(
  deps: { acts: Acts; sessions: Sessions },
  start: WindowSessionStart,
  within: (act: Act, sessionId: string) => Promise<void>,
): Promise<SessionRow> {
  return deps.acts.run(null, async (act) => {
    const session = await deps.sessions.starts.start(act, start);
    await within(act, session.id);
    await act.emit({ kind: 'windowSessionStarted', window: start.window, sessionId: session.id });
    return session;
  });
}
