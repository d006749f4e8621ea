import { onScopeDispose } from 'vue';
import type { StaffChoice } from '@contract/sign-in.ts';
import { deskEvents } from '../../../bridge/client.ts';

/**
 * Asks for the list of a login anew when people of its enterprise changed, in whatever window: a real name was collected, somebody was added (A3,
 * B9). Also after a gap in the events. If the list cannot be loaded, it stays as it was; the next step says why.
 */
export function useLiveChoices(again: () => Promise<void>): void {
  onScopeDispose(
    deskEvents.subscribe((event) => {
      if (event.kind === 'staffChanged' || event.kind === 'hello') again().catch(() => {});
    }),
  );
}

/** Who is chosen in a list that was asked for anew: the same as before while able to log in, else the only one who is, else nobody. */
export function stillChosen(before: StaffChoice | null, now: readonly StaffChoice[]): StaffChoice | null {
  const able = now.filter((member) => member.cannot === null);
  const same = able.find((member) => member.handlerId === before?.handlerId);
  return same ?? (able.length === 1 ? (able[0] ?? null) : null);
}

/** The part of a choice that the form for password and code depends on: what was typed is kept until it changes. */
export const choiceKey = (choice: StaffChoice | null): string =>
  choice === null ? '' : `${choice.handlerId} ${choice.methods.password} ${choice.methods.code} ${choice.resetPending}`;
