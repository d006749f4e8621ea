// @vitest-environment jsdom
import { describe, expect, it, vi } from 'vitest';
import { commandFacts, shellCommandIds } from '../../../../src-preload/contract/shell.ts';
import { commandKey, commandShortcuts } from '../../../../src-renderer/shared/keyboard/commands.ts';
import { KeyboardRegistry } from '../../../../src-renderer/shared/keyboard/registry.ts';
import { keyboard } from '../../../../src-renderer/locales/zh-CN/keyboard.ts';

describe('the one list of commands', () => {
  it.each([true, false])(
    'gives no key twice, and each has a title in the sheet (tab keys of its own: %s)',
    (ownsTabKeys) => {
      const keys = shellCommandIds.flatMap((command) => commandKey(command, ownsTabKeys) ?? []);
      expect(new Set(keys).size).toBe(keys.length);
      expect(Object.keys(keyboard.commands)).toEqual(shellCommandIds);
      for (const command of shellCommandIds) expect(commandFacts(command).title).toMatch(/[\u4e00-\u9fff]/);
    },
  );

  it('is offered as far as somebody hears it, and carried out as by its key', () => {
    const registry = new KeyboardRegistry(false);
    let may = true;
    const [lock, print] = [vi.fn(), vi.fn()];
    for (const shortcut of commandShortcuts({ lock: { run: lock, when: () => may }, print: { run: print } }, true))
      registry.add(shortcut);
    expect(registry.commands(false)).toEqual(['lock', 'print']);
    expect(registry.runCommand('print')).toBe(true);
    expect(registry.runCommand('settings')).toBe(false);
    // Below a dialog only what is heard everywhere; the palette, itself a dialog, may look below.
    const close = registry.pushLayer('sheet');
    expect(registry.commands(false)).toEqual(['lock']);
    expect(registry.commands(true)).toEqual(['lock', 'print']);
    expect(registry.runCommand('print')).toBe(false);
    close();
    may = false;
    expect(registry.commands(false)).toEqual(['print']);
    expect(registry.runCommand('lock')).toBe(false);
    expect([lock.mock.calls.length, print.mock.calls.length]).toEqual([0, 1]);
  });

  it('shows the nine clients as one line, and lists none of them alone', () => {
    const shortcuts = commandShortcuts({ client1: { run: () => {} }, client2: { run: () => {} } }, false);
    expect(shortcuts.filter(({ quiet }) => quiet !== true).map(({ id, shown }) => [id, shown])).toEqual([
      ['tabs.shown', ['alt+1', 'alt+9']],
    ]);
  });
});
