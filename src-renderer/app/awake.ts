import { useEventListener, useThrottleFn } from '@vueuse/core';
import { useSession } from '../stores/session.ts';

/** What a person at the desk does; a page that moves by itself does none of it. */
const acts = ['keydown', 'pointerdown', 'wheel', 'input'] as const;
/** Milliseconds between two reports of it to the engine; the last act of them is reported, too. */
const reportEvery = 60_000;

/** J3: idle time is the person's. Reports to the engine that somebody works in this window, and hears until when the session now holds. */
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
