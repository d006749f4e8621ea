import type { Area } from './router.ts';
import { useDesk } from '../../stores/desk.ts';
import { useSession } from '../../stores/session.ts';

/** The present area of this window, by the state of the desk and its session. */
export function areaNow(): Area {
  const phase = useDesk().status?.phase;
  if (phase === 'setup' || phase === 'passphrase') return phase;
  if (phase !== 'open') return 'failed';
  const session = useSession();
  if (session.signedIn) return 'staff';
  if (session.who?.kind === 'ticket') return 'ticket';
  if (session.who?.kind === 'person') return 'person';
  return session.who ? 'enterprise' : 'signIn';
}
