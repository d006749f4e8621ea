import { useAnswer, type Answer, type Dependency } from '../../shared/calls/answer.ts';
import { useSession } from '../../stores/session.ts';

/** What a page of an enterprise session shows: asked at once, and again when its rights (E6) or one of `again` change. */
export function useAsked<T>(ask: (signal: AbortSignal) => Promise<T>, ...again: Dependency[]): Answer<T> {
  const session = useSession();
  const held = (): string => (session.who && 'functions' in session.who ? session.who.functions.join() : '');
  return useAnswer(ask, [held, ...again]);
}
