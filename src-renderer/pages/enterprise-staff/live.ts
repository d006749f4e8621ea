import { onScopeDispose } from 'vue';
import { deskEvents } from '../../bridge/client.ts';
import { askWhenShown } from '../../shared/page/shown.ts';

/** Asks at once, and again whenever people or roles of this enterprise changed, in whatever window (E6). */
export function useLive(load: () => Promise<void>): void {
  void load();
  const loadAgain = askWhenShown(() => {
    void load();
  });
  onScopeDispose(
    deskEvents.subscribe((event) => {
      if (event.kind === 'staffChanged') loadAgain();
    }),
  );
}
