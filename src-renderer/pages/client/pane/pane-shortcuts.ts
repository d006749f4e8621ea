import { onScopeDispose, watch } from 'vue';
import { useKeyboard } from '../../../shared/keyboard/use-shortcut.ts';
import type { Shortcut } from '../../../shared/keyboard/registry.ts';
import { useClientPane } from '../../../shared/page/client-pane.ts';

/** Shortcuts of a client page, heard only while its pane is the one on the screen: ten panes may hold the same page. */
export function usePaneShortcuts(...shortcuts: Shortcut[]): void {
  const registry = useKeyboard();
  const { active } = useClientPane();
  let removals: (() => void)[] = [];
  const clear = (): void => {
    for (const remove of removals) remove();
    removals = [];
  };
  watch(
    active,
    (now) => {
      clear();
      if (now) removals = shortcuts.map((shortcut) => registry.add(shortcut));
    },
    { immediate: true },
  );
  onScopeDispose(clear);
}
