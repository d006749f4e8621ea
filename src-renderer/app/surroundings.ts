import { dayOf } from '@contract/calendar.ts';
import { provideSurroundings } from '../shared/page/surroundings.ts';
import { useDesk } from '../stores/desk.ts';
import { useReading } from '../stores/reading.ts';
import { useSession } from '../stores/session.ts';
import { useUnsaved } from '../stores/unsaved.ts';

/** Implements the questions of shared parts with the stores. Called once, when the program starts. */
export function answerSurroundings(): void {
  const [desk, session, reading] = [useDesk(), useSession(), useReading()];
  provideSurroundings({
    now: () => new Date(Date.now() + desk.clockOffset),
    today: () => dayOf(desk.now),
    training: () => desk.training,
    ownAffairs: () => session.who !== null && session.who.kind !== 'agencyStaff',
    showRule: (rule) => reading.showRules(rule),
    holdUnsaved: (piece) => useUnsaved().hold(piece),
  });
}
