import { isComposing } from './chord.ts';

/**
 * Arrow keys in a group of elements (tabs, choices), as on the platform: Tab reaches one of them; the arrows, Home and
 * End reach the others. Moves the focus and returns the reached element, or null if the key is none of these.
 * @param group element that contains them; @param selector the members, without disabled ones
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
