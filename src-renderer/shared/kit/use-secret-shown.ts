import { onScopeDispose, watch } from 'vue';
import { platform } from '../../bridge/platform.ts';

let shown = 0;
function count(by: 1 | -1): void {
  shown += by;
  platform.secretShown(shown > 0);
}

/** Tells the desktop while this component shows a secret, so that screenshots omit the window. @param now whether it does; absent: as long as it exists */
export function useSecretShown(now: () => boolean = () => true): void {
  let counted = false;
  const follow = (shows: boolean): void => {
    if (shows === counted) return;
    counted = shows;
    count(shows ? 1 : -1);
  };
  watch(now, follow, { immediate: true });
  onScopeDispose(() => follow(false));
}
