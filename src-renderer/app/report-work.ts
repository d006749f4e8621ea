import { watch } from 'vue';
import type { Work } from '@contract/work.ts';
import { t } from '../locales/text.ts';
import { platform } from '../bridge/platform.ts';
import { useWork } from '../stores/work.ts';

/** Shows this window's long work on the desktop: progress in the taskbar, a notification if it ends unseen. Called once. */
export function reportWork(): () => void {
  const work = useWork();
  const seen = new Map<string, Work['state']>();
  return watch(
    () =>
      [...work.all.values()].map(({ work: id, title, done, total, state, message }) => ({
        id,
        title,
        done,
        total,
        state,
        message,
      })),
    (list) => {
      for (const { id, title, state, message } of list) {
        if (seen.get(id) === 'running' && (state === 'finished' || state === 'failed'))
          platform.workEnded(title, message ?? t(`frame.status.ended.${state}`));
        seen.set(id, state);
      }
      const running = list.find(({ state }) => state === 'running');
      platform.progress(
        running === undefined
          ? null
          : running.total === null || running.total === 0
            ? 'unknown'
            : Math.min(1, running.done / running.total),
      );
    },
    { immediate: true },
  );
}
