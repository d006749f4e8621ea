import { shallowReactive, type InjectionKey } from 'vue';
import type { ShellCommand } from '@contract/shell.ts';
import type { MessageKey } from '../../locales/text.ts';
import { isComposing, matchesChord, type Chord } from './chord.ts';

export type ShortcutGroup = 'desk' | 'tabs' | 'page' | 'list' | 'dialog';

/** Something a key does. Every shortcut of the program is one of these; the `?` sheet shows them all. */
export interface Shortcut {
  id: string;
  keys: readonly Chord[];
  label: MessageKey;
  group: ShortcutGroup;
  /** Asked at the press; false lets the key go on. */
  when?: () => boolean;
  run: (event: KeyboardEvent) => void;
  /** Also while a text field has the focus (a chord with Ctrl, ⌘ or Alt always does). */
  inFields?: boolean;
  /** Layer it belongs to; `every` works above dialogs too. Default: the desk itself. */
  layer?: string;
  /** Shown instead of `keys`, where many keys make one line (Ctrl 1 … 9). */
  shown?: readonly Chord[];
  /** The command of menu, tray and palette that does the same. */
  command?: ShellCommand;
  /** Not listed. */
  quiet?: boolean;
}

const deskLayer = 'desk';

function isField(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement)
    return true;
  return (
    target instanceof HTMLInputElement &&
    !['checkbox', 'radio', 'button', 'submit', 'reset', 'file', 'range', 'color'].includes(target.type)
  );
}

/** Whether a popover is open; asked only where there is one, because not every surrounding knows the selector. */
function popoverOpen(): boolean {
  return [...document.querySelectorAll('[popover]')].some((element) => element.matches(':popover-open'));
}

/** The one place that knows which key does what now. One listener on the window; dialogs lay a layer above. */
export class KeyboardRegistry {
  readonly shortcuts = shallowReactive(new Map<string, Shortcut>());
  readonly #layers = shallowReactive<string[]>([]);

  constructor(readonly mac: boolean) {}

  /** Adds a shortcut; a later one with the same id replaces it. @returns takes it away again */
  add(shortcut: Shortcut): () => void {
    this.shortcuts.set(shortcut.id, shortcut);
    return () => {
      if (this.shortcuts.get(shortcut.id) === shortcut) this.shortcuts.delete(shortcut.id);
    };
  }

  /** Puts a layer above all others: only its shortcuts, and those of `every`, are heard. @returns takes it away again */
  pushLayer(name: string): () => void {
    this.#layers.push(name);
    return () => {
      const at = this.#layers.lastIndexOf(name);
      if (at >= 0) this.#layers.splice(at, 1);
    };
  }

  get layer(): string {
    return this.#layers.at(-1) ?? deskLayer;
  }

  /** The commands that can be carried out on this page. @param aboveDialogs also those that wait below an open dialog */
  commands(aboveDialogs: boolean): ShellCommand[] {
    return [...this.shortcuts.values()].flatMap((shortcut) =>
      shortcut.command !== undefined && this.#mayRun(shortcut, aboveDialogs) ? [shortcut.command] : [],
    );
  }

  /** Carries out a command, as a press of its key would. @returns whether it was heard */
  runCommand(command: ShellCommand, aboveDialogs = false): boolean {
    const shortcut = [...this.shortcuts.values()].findLast(
      (each) => each.command === command && this.#mayRun(each, aboveDialogs),
    );
    shortcut?.run(new KeyboardEvent('keydown'));
    return shortcut !== undefined;
  }

  #mayRun(shortcut: Shortcut, aboveDialogs: boolean): boolean {
    const layer = shortcut.layer ?? deskLayer;
    return (aboveDialogs || layer === 'every' || layer === this.layer) && (shortcut.when?.() ?? true);
  }

  /** Gives a press to the newest shortcut that wants it. @returns whether one did; the press is then used up */
  handle(event: KeyboardEvent): boolean {
    if (event.defaultPrevented || isComposing(event)) return false;
    // Esc takes away one thing at a time: a popover first, which the platform does by itself.
    if (event.key === 'Escape' && popoverOpen()) return false;
    const modified = event.ctrlKey || event.metaKey || event.altKey;
    const inField = isField(event.target);
    // A library dialog is open that lays no layer: only what is heard everywhere.
    const inForeignDialog =
      this.layer === deskLayer &&
      event.target instanceof Element &&
      event.target.closest('.el-overlay, .el-popper') !== null;
    for (const shortcut of [...this.shortcuts.values()].reverse()) {
      const layer = shortcut.layer ?? deskLayer;
      if (layer !== 'every' && (layer !== this.layer || inForeignDialog)) continue;
      if (inField && !modified && shortcut.inFields !== true) continue;
      if (!shortcut.keys.some((chord) => matchesChord(event, chord, this.mac))) continue;
      if (shortcut.when && !shortcut.when()) continue;
      event.preventDefault();
      event.stopPropagation();
      shortcut.run(event);
      return true;
    }
    return false;
  }
}

export const keyboardKey: InjectionKey<KeyboardRegistry> = Symbol('keyboard');
