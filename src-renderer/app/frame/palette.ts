import type { InjectionKey } from 'vue';
import type { Chord } from '../../shared/keyboard/chord.ts';

/** One line of the command palette. */
export interface PaletteItem {
  id: string;
  section: 'recents' | 'clients' | 'commands';
  title: string;
  /** The client: drawn with badge and id. */
  client?: { badge: string; colour: number; taxpayerId: string; state: 'opened' | 'locked' | null };
  /** Shown small beside the title. */
  detail?: string;
  /** Keys for the same act. */
  keys?: Chord;
  /** Chinese reason why it cannot run now; the line stays and shows the reason. */
  cannot?: string | null;
  run: () => void | Promise<void>;
}

/** Source of the palette's lines. An empty query gives recent clients first, then commands. */
export interface PaletteSource {
  search(query: string, signal: AbortSignal): Promise<readonly PaletteItem[]> | readonly PaletteItem[];
}
export const paletteSourceKey: InjectionKey<PaletteSource> = Symbol('palette source');

/** Parts of a text, with the parts that match the query marked; the comparison ignores case and width. */
export function markedPieces(text: string, query: string): { text: string; hit: boolean }[] {
  const wanted = query.trim().toLowerCase();
  const at = wanted === '' ? -1 : text.toLowerCase().indexOf(wanted);
  if (at < 0) return [{ text, hit: false }];
  return [
    { text: text.slice(0, at), hit: false },
    { text: text.slice(at, at + wanted.length), hit: true },
    { text: text.slice(at + wanted.length), hit: false },
  ].filter((piece) => piece.text !== '');
}

/**
 * Asks the source about the typed text. Only the newest answer counts; the old list stays until it arrives. An Enter
 * pressed meanwhile waits for it: the palette never acts on a list for other words (wrong-client guard).
 */
export class PaletteSearch {
  #ticket = 0;
  #abort: AbortController | null = null;
  #enterWaits = false;
  items: readonly PaletteItem[] = [];
  active = 0;
  pending = false;
  failed = false;
  query = '';

  readonly #source: PaletteSource;
  readonly #changed: () => void;
  readonly #run: (item: PaletteItem) => void;

  constructor(source: PaletteSource, changed: () => void, run: (item: PaletteItem) => void) {
    this.#source = source;
    this.#changed = changed;
    this.#run = run;
  }

  async ask(query: string): Promise<void> {
    const mine = ++this.#ticket;
    this.#abort?.abort();
    const abort = (this.#abort = new AbortController());
    this.query = query;
    this.pending = true;
    this.#enterWaits = false;
    this.#changed();
    try {
      const items = await this.#source.search(query, abort.signal);
      if (mine !== this.#ticket) return;
      this.items = items;
      this.failed = false;
    } catch {
      if (mine !== this.#ticket) return;
      this.items = [];
      this.failed = true;
    }
    this.pending = false;
    this.active = 0;
    this.#changed();
    if (this.#enterWaits) {
      this.#enterWaits = false;
      this.enter();
    }
  }

  /** Runs the active line, as soon as the list matches the typed text. */
  enter(): void {
    if (this.pending) {
      this.#enterWaits = true;
      return;
    }
    const item = this.items[this.active];
    if (item && !item.cannot) this.#run(item);
  }

  move(by: number): void {
    const count = this.items.length;
    if (count === 0 || this.pending) return;
    this.active =
      Math.abs(by) === 1 ? (this.active + by + count) % count : Math.min(count - 1, Math.max(0, this.active + by));
    this.#changed();
  }

  stop(): void {
    this.#ticket++;
    this.#abort?.abort();
    this.#enterWaits = false;
    this.pending = false;
  }
}
