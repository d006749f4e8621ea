import { notifyProblem } from '../../shared/calls/notify.ts';
import { problemOf } from '../../shared/calls/problem.ts';
import { useSession } from '../../stores/session.ts';

/** Locks this window for any user: an agency's staff can unlock it again; a login at the bureau ends (J3). */
export async function lockWindow(): Promise<void> {
  const session = useSession();
  try {
    await session.lock();
  } catch (error) {
    // The session is over already: nothing to lock.
    if (problemOf(error).code === 'NOT_SIGNED_IN') await session.load().catch(() => {});
    else
      notifyProblem(error, () => {
        void lockWindow();
      });
  }
}
