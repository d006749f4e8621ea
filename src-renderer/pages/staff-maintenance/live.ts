import { onScopeDispose } from 'vue';
import { events } from '../../bridge.ts';

/** Asks at once, and again whenever people or roles of this enterprise changed, in whatever window (E6). */
export function useLive(load: () => Promise<void>): void {
  void load();
  onScopeDispose(events.subscribe((event) => { if (event.kind === 'staffChanged') void load(); }));
}
