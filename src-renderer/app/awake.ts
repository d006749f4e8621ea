import { useEventListener, useThrottleFn } from '@vueuse/core';
import { useSession } from '../stores/session.ts';

/** Activity of a person at the desk; a page that changes by itself causes none of these. */
const acts = ['keydown', 'pointerdown', 'wheel', 'input'] as const;
/** Milliseconds between two reports to the engine; the last act in between is reported, too. */
const reportEvery = 60_000;

/** J3: idle time belongs to the person. Reports to the engine that somebody works in this window, and learns until when the session is valid. */
export function keepAwake(): void {
  const session = useSession();
  const report = useThrottleFn(
    () => {
      if (session.who && !session.locked) session.touch().catch(() => {});
    },
    reportEvery,
    true,
  );
  useEventListener(
    window,
    [...acts],
    (event: Event) => {
      if (event.isTrusted) void report();
    },
    { capture: true, passive: true },
  );
}
