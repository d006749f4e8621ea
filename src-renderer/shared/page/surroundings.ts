import type { Ref } from 'vue';
import type { RuleId } from '@contract/rule-id.ts';

/** Typed data that would be lost with the window. */
export interface UnsavedPiece {
  /** Its name for the user: client, period, form. */
  name: () => string;
  /** Whether it is unsaved now. */
  dirty: Ref<boolean>;
  /** Saves it if possible; never rejects. */
  save: () => Promise<unknown>;
}

/** What shared parts ask the running program. They know none of its stores; `app/` implements the answers. */
export interface Surroundings {
  /** Now by the desk's clock: a training world's clock may differ from this machine's. */
  now(): Date;
  /** The day by that clock, `YYYY-MM-DD` in Asia/Shanghai; reactive, up to ten seconds late. */
  today(): string;
  /** Whether a training world is open, whose people have a simulated phone. */
  training(): boolean;
  /** Whether the signed-in user acts for the own enterprise or for themselves, not for an agency. */
  ownAffairs(): boolean;
  /** Opens the text of a rule. */
  showRule(rule: RuleId): void;
  /** Keeps the window from closing over unsaved data while the calling component exists. */
  holdUnsaved(piece: UnsavedPiece): void;
}

let provided: Surroundings | null = null;

/** Sets the answers for shared parts. Called once, before anything is drawn. */
export function provideSurroundings(surroundings: Surroundings): void {
  provided = surroundings;
}

/** The answers for this part. @throws Error before they were set */
export function useSurroundings(): Surroundings {
  if (!provided) throw new Error('no surroundings provided');
  return provided;
}
