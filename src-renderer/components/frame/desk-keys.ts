import { onScopeDispose, type Ref } from 'vue';
import type { Chord } from '../../keyboard/chord.ts';
import { useShortcuts } from '../../keyboard/use-shortcut.ts';
import { platform } from '../../platform.ts';
import type { DeskActs } from '../../stores/desk-acts.ts';

/** Keys of the tab strip. A browser keeps Ctrl 1…9, Ctrl Tab and Ctrl W for its own tabs: there Alt takes the place of Ctrl. */
export function tabChords(ownsTabKeys: boolean): { at(place: number): Chord; next: Chord; previous: Chord; close: Chord } {
  return ownsTabKeys
    ? { at: (place) => `mod+${place}`, next: 'ctrl+tab', previous: 'ctrl+shift+tab', close: 'mod+w' }
    : { at: (place) => `alt+${place}`, next: 'alt+right', previous: 'alt+left', close: 'alt+w' };
}

/** Puts the cursor into the search field of the page that is shown (`data-page-search`). @returns whether it has one */
export function focusPageSearch(): boolean {
  const field = [...document.querySelectorAll<HTMLInputElement>('main [data-page-search]')].find((candidate) => candidate.offsetParent !== null && !candidate.closest('[inert]'));
  field?.focus();
  field?.select();
  return field !== undefined;
}

/** The keys of the frame, and the native menu that says the same. */
export function useDeskKeys({ acts, activeId, ownsTabKeys, palette }: { acts: DeskActs; activeId: Ref<string | null>; ownsTabKeys: boolean; palette: () => void }): void {
  const chords = tabChords(ownsTabKeys);
  const closeActive = (): void => { if (activeId.value !== null) void acts.closeClient(activeId.value); };
  useShortcuts(
    { id: 'desk.palette', keys: ['mod+k'], label: 'keyboard.palette', group: 'desk', run: palette },
    { id: 'desk.search', keys: ['/'], label: 'keyboard.search', group: 'desk', run: () => { focusPageSearch(); } },
    { id: 'desk.lock', keys: ['mod+l'], label: 'keyboard.lock', group: 'desk', layer: 'every', run: () => { void acts.lock(); } },
    { id: 'tabs.next', keys: [chords.next], label: 'keyboard.nextTab', group: 'tabs', run: () => acts.cycle(1) },
    { id: 'tabs.previous', keys: [chords.previous], label: 'keyboard.previousTab', group: 'tabs', run: () => acts.cycle(-1) },
    { id: 'tabs.close', keys: [chords.close], label: 'keyboard.closeTab', group: 'tabs', run: closeActive },
    { id: 'tabs.shown', keys: [], shown: [chords.at(1), chords.at(9)], label: 'keyboard.tabAt', group: 'tabs', run: () => {} },
    ...[1, 2, 3, 4, 5, 6, 7, 8, 9].map((place) => ({ id: `tabs.${place}`, keys: [chords.at(place)], label: 'keyboard.tabAt' as const, group: 'tabs' as const, quiet: true, run: () => acts.activateAt(place) })),
  );
  const ended = platform.onCommand((command) => {
    if (acts.shellCommand(command)) return;
    if (command === 'palette') palette();
    if (command === 'search') focusPageSearch();
    if (command === 'lock') void acts.lock();
    if (command === 'print') platform.print();
  });
  onScopeDispose(ended);
}
