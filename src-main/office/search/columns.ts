import type { Bits } from './bits.ts';
import { codesOf, type PackedTexts } from './packed-texts.ts';
import { Postings } from './postings.ts';

/** One searchable text of every client. */
export interface IndexColumn {
  /** First pass over the texts of slots `from` up to `to`, then {@link between}, then the second pass over all of them. */
  count(from: number, to: number): void;
  between(): void;
  put(from: number, to: number): void;
  /**
   * Slots whose text holds the word (with the start mark before it: one of whose alternatives starts so); null for none.
   * @param known slots that hold it anyway, and need not be looked at
   */
  find(word: string, known?: Bits): Bits | null;
}

const symbols = 38;
const other = symbols - 1;
const symbolOf = new Uint8Array(128).fill(other);
[...' abcdefghijklmnopqrstuvwxyz0123456789'].forEach((character, index) => {
  symbolOf[character.charCodeAt(0)] = index;
});
const symbol = (code: number): number => (code < 128 ? (symbolOf[code] as number) : other);
const bigrams = symbols;
const trigrams = bigrams + symbols * symbols;
const latinGrams = trigrams + symbols * symbols * symbols;

/** Latin text (pinyin, initials, taxpayer ids): grams of one, two and three characters, so that short words need no look at the texts. */
export class LatinColumn implements IndexColumn {
  readonly #postings: Postings;
  #seen = new Int32Array(latinGrams).fill(-1);

  constructor(private readonly texts: PackedTexts) {
    this.#postings = new Postings(texts.size, latinGrams);
  }

  count(from: number, to: number): void {
    this.#walk(from, to, true);
  }

  between(): void {
    this.#seen.fill(-1);
    this.#postings.allocate();
  }

  put(from: number, to: number): void {
    this.#walk(from, to, false);
    if (to === this.texts.size) this.#seen = new Int32Array(0);
  }

  find(word: string, known?: Bits): Bits | null {
    const codes = codesOf(word);
    const at = (index: number): number => symbol(codes[index] as number);
    const fits = (slot: number): boolean => this.texts.holds(slot, codes);
    if (word.length === 1) return at(0) === other ? this.#postings.ofAll([other], fits) : this.#postings.of(at(0));
    if (word.length === 2) {
      const gram = bigrams + at(0) * symbols + at(1);
      return at(0) === other || at(1) === other ? this.#postings.ofAll([gram], fits) : this.#postings.of(gram);
    }
    const grams = Array.from(
      { length: word.length - 2 },
      (_, index) => trigrams + (at(index) * symbols + at(index + 1)) * symbols + at(index + 2),
    );
    return grams.length === 1 && !codes.some((_, index) => at(index) === other)
      ? this.#postings.of(grams[0] as number)
      : this.#postings.ofAll(grams, fits, known);
  }

  /** Every gram once per slot. No closures here: this runs about ten million times. */
  #walk(from: number, to: number, counting: boolean): void {
    const { texts } = this;
    const codes = texts.codes;
    for (let slot = from; slot < to; slot += 1) {
      let before = -1;
      let last = -1;
      for (let at = texts.from(slot), end = texts.to(slot); at < end; at += 1) {
        const next = symbol(codes[at] as number);
        this.#once(next, slot, counting);
        if (last >= 0) this.#once(bigrams + last * symbols + next, slot, counting);
        if (before >= 0) this.#once(trigrams + (before * symbols + last) * symbols + next, slot, counting);
        before = last;
        last = next;
      }
    }
  }

  #once(gram: number, slot: number, counting: boolean): void {
    if (this.#seen[gram] === slot) return;
    this.#seen[gram] = slot;
    if (counting) this.#postings.count(gram);
    else this.#postings.put(gram, slot);
  }
}

/** Names: grams of one and two characters of any script; two-character Chinese words are the common query. */
export class NameColumn implements IndexColumn {
  readonly #postings: Postings;
  /** Gram of a character or pair, by `first * 65536 + second` (0 for none). */
  readonly #gramOf = new Map<number, number>();
  #seen = new Int32Array(65_536).fill(-1);

  constructor(private readonly texts: PackedTexts) {
    this.#postings = new Postings(texts.size, 65_536);
  }

  count(from: number, to: number): void {
    this.#walk(from, to, true);
  }

  between(): void {
    this.#seen.fill(-1);
    this.#postings.allocate();
  }

  put(from: number, to: number): void {
    this.#walk(from, to, false);
    if (to === this.texts.size) this.#seen = new Int32Array(0);
  }

  find(word: string): Bits | null {
    const codes = codesOf(word);
    const single = this.#gramOf.get(codes[0] as number);
    if (single === undefined) return null;
    if (word.length === 1) return this.#postings.of(single);
    const grams: number[] = [];
    for (let index = 1; index < codes.length; index += 1) {
      const gram = this.#gramOf.get((codes[index - 1] as number) * 65_536 + (codes[index] as number));
      if (gram === undefined) return null;
      grams.push(gram);
    }
    return grams.length === 1
      ? this.#postings.of(grams[0] as number)
      : this.#postings.ofAll(grams, (slot) => this.texts.holds(slot, codes));
  }

  #walk(from: number, to: number, counting: boolean): void {
    const { texts } = this;
    const codes = texts.codes;
    for (let slot = from; slot < to; slot += 1) {
      let last = -1;
      for (let at = texts.from(slot), end = texts.to(slot); at < end; at += 1) {
        const code = codes[at] as number;
        this.#once(code, slot, counting);
        if (last >= 0) this.#once(last * 65_536 + code, slot, counting);
        last = code;
      }
    }
  }

  #once(key: number, slot: number, counting: boolean): void {
    let gram = this.#gramOf.get(key);
    if (gram === undefined) {
      gram = this.#gramOf.size;
      this.#gramOf.set(key, gram);
      if (gram >= this.#seen.length) {
        const wider = new Int32Array(gram * 2).fill(-1);
        wider.set(this.#seen);
        this.#seen = wider;
      }
    }
    if (this.#seen[gram] === slot) return;
    this.#seen[gram] = slot;
    if (counting) this.#postings.count(gram);
    else this.#postings.put(gram, slot);
  }
}
