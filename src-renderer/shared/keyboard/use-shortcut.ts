import { inject, onScopeDispose, watch, type Ref } from 'vue';
import type { ShellCommand } from '@contract/shell.ts';
import { platform } from '../../bridge/platform.ts';
import { commandShortcuts, type CommandHandler } from './commands.ts';
import { keyboardKey, type KeyboardRegistry, type Shortcut } from './registry.ts';

/** The registry of this window. @throws Error outside of the application */
export function useKeyboard(): KeyboardRegistry {
  const registry = inject(keyboardKey);
  if (!registry) throw new Error('no keyboard registry provided');
  return registry;
}

/** Shortcuts that exist as long as the component. */
export function useShortcuts(...shortcuts: Shortcut[]): void {
  const registry = useKeyboard();
  const removals = shortcuts.map((shortcut) => registry.add(shortcut));
  onScopeDispose(() => {
    for (const remove of removals) remove();
  });
}

/** Commands that this component executes while it exists: by key, menu, tray and palette. */
export function useCommands(handlers: Partial<Record<ShellCommand, CommandHandler>>): void {
  useShortcuts(...commandShortcuts(handlers, platform.ownsTabKeys));
}

/** Shortcuts of a dialog, active while `open` is true; shortcuts below do nothing meanwhile. */
export function useKeyboardLayer(name: string, open: Ref<boolean>, shortcuts: Shortcut[] = []): void {
  const registry = useKeyboard();
  let removals: (() => void)[] = [];
  const clear = (): void => {
    for (const remove of removals) remove();
    removals = [];
  };
  watch(
    open,
    (now) => {
      clear();
      if (now)
        removals = [
          registry.pushLayer(name),
          ...shortcuts.map((shortcut) => registry.add({ ...shortcut, layer: name })),
        ];
    },
    { immediate: true },
  );
  onScopeDispose(clear);
}
