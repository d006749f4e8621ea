import type { Ref } from 'vue';
import type { RuleId } from '@contract/rule-id.ts';

/** Something typed that the window would lose. */
export interface UnsavedPiece {
  /** What it is, for a person: client, period, form. */
  name: () => string;
  /** Whether it is unsaved now. */
  dirty: Ref<boolean>;
  /** Saves it if that can be; never rejects. */
  save: () => Promise<unknown>;
}

/** What the shared parts ask of the running program. They know none of its stores; `app/` answers from them. */
export interface Surroundings {
  /** Now by the desk's clock: a training world's may stand elsewhere than this machine's. */
  now(): Date;
  /** Whether a training world is open, whose people have a simulated phone. */
  training(): boolean;
  /** Whether who is signed in acts for the own enterprise or for themselves, and not for an agency. */
  ownAffairs(): boolean;
  /** Opens the text of a rule. */
  showRule(rule: RuleId): void;
  /** Keeps the window from closing over something unsaved, as long as the calling component lives. */
  holdUnsaved(piece: UnsavedPiece): void;
}

let provided: Surroundings | null = null;

/** Says what is around the shared parts. Called once, before anything is drawn. */
export function provideSurroundings(surroundings: Surroundings): void {
  provided = surroundings;
}

/** What is around this part. @throws Error before it was said */
export function useSurroundings(): Surroundings {
  if (!provided) throw new Error('no surroundings provided');
  return provided;
}
