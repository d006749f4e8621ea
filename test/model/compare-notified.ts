import { same } from './compare.ts';
import type { Real } from './real.ts';
import type { Model, Session } from './state.ts';

/** What each window is to be notified of a session that ended, by its kind (J3, H2). */
const ofEnd = (session: Session): string =>
  session.kind === 'client'
    ? `${session.window} clientSessionEnded ${session.ended?.reason}`
    : session.kind === 'agencyStaff'
      ? `${session.window} staffSessionEnded ${session.ended?.reason}`
      : `${session.window} sessionChanged`;

/**
 * J3, H2, H5: a window hears at once of every session of its own that began or ended, with the reason where one is shown, and of nobody else's.
 * @param before sessions that were open before the step
 */
export function compareNotified(real: Real, model: Model, before: ReadonlySet<Session>): void {
  const notified = real.hub.notified.splice(0).flatMap(({ window, event }) => {
    if (event.kind === 'clientSessionEnded' || event.kind === 'staffSessionEnded')
      return [`${window} ${event.kind} ${event.end}`];
    return event.kind === 'sessionChanged' ? [`${window} sessionChanged`] : [];
  });
  const ended = model.sessions.filter((one) => one.ended !== null && before.has(one)).map(ofEnd);
  const own = (list: readonly string[]): string[] => list.filter((text) => !text.endsWith('sessionChanged')).sort();
  same('notified of ends', own(notified), own(ended));
  const begun = model.sessions
    .filter((one) => one.ended === null && !before.has(one))
    .map((one) => `${one.window} sessionChanged`);
  const missing = [...new Set([...ended, ...begun])].filter(
    (text) => text.endsWith('sessionChanged') && !notified.includes(text),
  );
  same('windows that were not notified of their session', missing, []);
}
