import { commandFacts, shellCommandIds, type ShellCommand } from '@contract/shell.ts';
import type { Chord } from './chord.ts';
import type { Shortcut, ShortcutGroup } from './registry.ts';

/** Implementation of a command where it works; `when` as of a shortcut: if false, the command is not offered. */
export interface CommandHandler {
  run: () => void;
  when?: () => boolean;
}

/** Key of a command on this host, or null. @param ownsTabKeys see the platform */
export function commandKey(command: ShellCommand, ownsTabKeys: boolean): Chord | null {
  const { key, browserKey } = commandFacts(command);
  return ownsTabKeys ? key : (browserKey ?? key);
}

const numbered = shellCommandIds.filter((command) => /^client\d$/.test(command));
const ofTabs: readonly ShellCommand[] = ['nextClient', 'previousClient', 'closeClient', ...numbered];

/** The shortcuts of commands, from the one list; the nine client shortcuts are one line of the sheet. */
export function commandShortcuts(
  handlers: Partial<Record<ShellCommand, CommandHandler>>,
  ownsTabKeys: boolean,
): Shortcut[] {
  const shortcuts = shellCommandIds.flatMap((command): Shortcut[] => {
    const handler = handlers[command];
    if (!handler) return [];
    const key = commandKey(command, ownsTabKeys);
    const group: ShortcutGroup = ofTabs.includes(command) ? 'tabs' : 'desk';
    return [
      {
        id: `command.${command}`,
        command,
        label: `keyboard.commands.${command}`,
        group,
        keys: key === null ? [] : [key],
        run: () => handler.run(),
        ...(handler.when ? { when: handler.when } : {}),
        ...(commandFacts(command).everywhere ? { layer: 'every' } : {}),
        ...(numbered.includes(command) ? { quiet: true } : {}),
      },
    ];
  });
  const [first, last] = [numbered[0], numbered.at(-1)];
  if (!first || !last || !handlers[first]) return shortcuts;
  const shown = [first, last].flatMap((command) => commandKey(command, ownsTabKeys) ?? []);
  return [
    ...shortcuts,
    {
      id: 'tabs.shown',
      keys: [],
      shown,
      label: 'keyboard.tabAt',
      group: 'tabs',
      when: handlers[first].when ?? (() => true),
      run: () => {},
    },
  ];
}
