import { bitsFor, join, type Bits } from './bits.ts';
import { furtherWord, tierCount, tiers } from './entry.ts';
import { startMark } from './packed-texts.ts';
import type { Segment } from './segment.ts';

/** Maximum words whose hits are kept: the next keystroke uses the last ones again, and several people search at once. */
const wordsKept = 48;

/** The places of one word in a segment, calculated only as far as needed. */
export class WordHits {
  /** Slots that hold the word anywhere. */
  readonly all: Bits;
  readonly #name: Bits | null;
  readonly #upTo: (Bits | undefined)[] = [];

  constructor(
    private readonly segment: Segment,
    private readonly word: string,
  ) {
    this.#name = segment.find('name', word);
    const wanted = furtherWord(word);
    const found = [
      this.#name,
      wanted === null ? null : segment.find('further', wanted),
      ...(word.charCodeAt(0) > 0x7f
        ? []
        : (['initials', 'pinyin', 'code'] as const).map((text) => segment.find(text, word))),
    ];
    this.all = united(segment, found);
  }

  /** Slots where the word has this tier or a better one. */
  upTo(tier: number): Bits {
    return (this.#upTo[tier] ??= this.#found(tier));
  }

  #found(tier: number): Bits {
    const { segment, word } = this;
    if (tier >= tierCount - 1) return this.all;
    // A whole code also contains the word, but that is no hit here: the index searches for whole codes itself.
    if (tier === tiers.wholeCode) return bitsFor(segment.size);
    if (tier === tiers.nameStart)
      return this.#name ? united(segment, [segment.find('name', startMark + word)]) : bitsFor(segment.size);
    if (tier === tiers.namePart) return this.#name ?? bitsFor(segment.size);
    const text = tier === tiers.initialsStart ? 'initials' : 'pinyin';
    return united(segment, [
      this.upTo(tier - 1),
      word.charCodeAt(0) > 0x7f ? null : segment.find(text, startMark + word),
    ]);
  }
}

function united(segment: Segment, found: readonly (Bits | null)[]): Bits {
  const sets = found.filter((bits) => bits !== null);
  if (sets.length === 1) return sets[0] as Bits;
  const bits = bitsFor(segment.size);
  for (const set of sets) join(bits, set);
  return bits;
}

/** The hits of recent words. A segment never changes, so they are valid as long as it is used. */
export class WordHitsKept {
  readonly #kept = new Map<string, WordHits>();

  constructor(private readonly segment: Segment) {}

  of(word: string): WordHits {
    const hits = this.#kept.get(word) ?? new WordHits(this.segment, word);
    this.#kept.delete(word);
    this.#kept.set(word, hits);
    if (this.#kept.size > wordsKept) this.#kept.delete(this.#kept.keys().next().value as string);
    return hits;
  }

  /** Forgets everything (benchmarks measure without it). */
  clear(): void {
    this.#kept.clear();
  }
}
