import { onBeforeUnmount } from 'vue';
import { deskEvents } from '../../bridge/client.ts';
import { useSession } from '../../stores/session.ts';
import { askWhenShown } from '../../shared/page/shown.ts';

/** Calls `changed` whenever anybody changed an agreement of this session's enterprise; if the page is hidden, once it is shown again (J3). */
export function onOwnChanges(changed: () => void): void {
  const session = useSession();
  const own = (): string | null => (session.who?.kind === 'enterprise' ? session.who.enterprise.id : null);
  const refresh = askWhenShown(changed);
  onBeforeUnmount(
    deskEvents.subscribe((event) => {
      if (
        event.kind === 'hello' ||
        (event.kind === 'clientsChanged' && (event.clientId === null || event.clientId === own()))
      )
        refresh();
    }),
  );
}
