import { isComposing } from './chord.ts';

/**
 * Arrow keys among the elements of a group (tabs, choices) as the platform has them: one of them is reached by Tab, the arrows, Home and End
 * do the rest. Moves the focus and gives the element reached, or null when the key is none of these.
 * @param group element that holds them; @param selector what takes part, disabled ones apart
 */
export function rove(event: KeyboardEvent, group: HTMLElement, selector: string): HTMLElement | null {
  if (isComposing(event) || event.ctrlKey || event.altKey || event.metaKey) return null;
  const members = [...group.querySelectorAll<HTMLElement>(selector)].filter(
    (member) => !member.hasAttribute('disabled'),
  );
  const from = members.indexOf(document.activeElement as HTMLElement);
  const to = {
    ArrowRight: from + 1,
    ArrowDown: from + 1,
    ArrowLeft: from - 1,
    ArrowUp: from - 1,
    Home: 0,
    End: members.length - 1,
  }[event.key];
  if (to === undefined || members.length === 0) return null;
  event.preventDefault();
  const next = members[(to + members.length) % members.length] ?? null;
  next?.focus();
  return next;
}
