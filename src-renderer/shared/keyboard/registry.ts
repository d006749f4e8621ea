import { shallowReactive, type InjectionKey } from 'vue';
import type { ShellCommand } from '@contract/shell.ts';
import type { MessageKey } from '../../locales/text.ts';
import { isComposing, matchesChord, type Chord } from './chord.ts';

export type ShortcutGroup = 'desk' | 'tabs' | 'page' | 'list' | 'dialog';

/** The act of a key. Every shortcut of the program is one of these; the `?` sheet shows them all. */
export interface Shortcut {
  id: string;
  keys: readonly Chord[];
  label: MessageKey;
  group: ShortcutGroup;
  /** Checked at the press; if false, the key is not consumed. */
  when?: () => boolean;
  run: (event: KeyboardEvent) => void;
  /** Also works while a text field has the focus (a chord with Ctrl, ⌘ or Alt always does). */
  inFields?: boolean;
  /** Its layer; `every` works above dialogs too. Default: the desk itself. */
  layer?: string;
  /** Shown instead of `keys` if many keys are one line (Ctrl 1 … 9). */
  shown?: readonly Chord[];
  /** The command of menu, tray and palette with the same effect. */
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

/** Whether a popover is open; asked only if there is one, because some environments do not know the selector. */
function popoverOpen(): boolean {
  return [...document.querySelectorAll('[popover]')].some((element) => element.matches(':popover-open'));
}

/** The one place that knows what each key does now. One listener on the window; dialogs add a layer above. */
export class KeyboardRegistry {
  readonly shortcuts = shallowReactive(new Map<string, Shortcut>());
  readonly #layers = shallowReactive<string[]>([]);

  constructor(readonly mac: boolean) {}

  /** Adds a shortcut; a later one with the same id replaces it. @returns a function that removes it */
  add(shortcut: Shortcut): () => void {
    this.shortcuts.set(shortcut.id, shortcut);
    return () => {
      if (this.shortcuts.get(shortcut.id) === shortcut) this.shortcuts.delete(shortcut.id);
    };
  }

  /** Adds a layer above all others: only its shortcuts, and those of `every`, work then. @returns a function that removes it */
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

  /** The commands that work on this page now. @param aboveDialogs also those below an open dialog */
  commands(aboveDialogs: boolean): ShellCommand[] {
    return [...this.shortcuts.values()].flatMap((shortcut) =>
      shortcut.command !== undefined && this.#mayRun(shortcut, aboveDialogs) ? [shortcut.command] : [],
    );
  }

  /** Runs a command, as a press of its key would. @returns whether it ran */
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

  /** Passes a press to the newest shortcut that accepts it. @returns whether one did; the press is then consumed */
  handle(event: KeyboardEvent): boolean {
    if (event.defaultPrevented || isComposing(event)) return false;
    // Esc closes one thing at a time: a popover first, which the platform does by itself.
    if (event.key === 'Escape' && popoverOpen()) return false;
    const modified = event.ctrlKey || event.metaKey || event.altKey;
    const inField = isField(event.target);
    // An open library dialog adds no layer: only shortcuts of `every` work.
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
