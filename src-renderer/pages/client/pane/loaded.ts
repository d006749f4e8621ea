import { onScopeDispose } from 'vue';
import { deskEvents } from '../../../bridge/client.ts';
import { useAnswer, type Answer, type Dependency } from '../../../shared/calls/answer.ts';
import { useClientPane } from '../../../shared/page/client-pane.ts';
import { askWhenShown } from '../../../shared/page/shown.ts';

/**
 * What a client page shows, asked for in its client session: at once, again when the client was entered anew or its rights changed, and when
 * one of `again` changes.
 */
export function useLoaded<T>(
  ask: (clientSession: string, signal: AbortSignal) => Promise<T>,
  ...again: Dependency[]
): Answer<T> {
  const pane = useClientPane();
  const answer = useAnswer(
    (signal) => ask(pane.client.value.clientSession, signal),
    [() => pane.client.value.clientSession, ...again],
  );
  const loadAgain = askWhenShown(() => {
    void answer.load();
  });
  onScopeDispose(
    deskEvents.subscribe((event) => {
      if (event.kind === 'rightsChanged' && event.clientSession === pane.client.value.clientSession) loadAgain();
    }),
  );
  return answer;
}
