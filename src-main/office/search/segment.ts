import { add, bitsFor, type Bits } from './bits.ts';
import { LatinColumn, NameColumn, type IndexColumn } from './columns.ts';
import { PackedAgreements } from './agreement-days.ts';
import { byName, type ClientEntry } from './entry.ts';
import { Groups } from './groups.ts';
import { codesOf, PackedTexts } from './packed-texts.ts';

/** Maximum slots processed before other work gets a turn. */
const slice = 8192;
/** Number of pinyin characters packed into one number, which decides most comparisons. */
const keyLength = 6;

type SearchedText = 'name' | 'initials' | 'pinyin' | 'code' | 'further';

/** The clients as they were when the index was built: packed, in slots 0 up to `size`, never changed. */
export class Segment {
  readonly ids: string[] = [];
  readonly agreements = new PackedAgreements();
  readonly handlers = new Groups();
  readonly tags = new Groups();
  /** The few clients that are stopped, or will be. */
  readonly stops: { slot: number; day: number }[] = [];
  /** Slots in order of name (`byName`). */
  nameOrder = new Uint32Array(0);
  readonly #texts = {
    name: new PackedTexts(),
    initials: new PackedTexts(),
    pinyin: new PackedTexts(),
    code: new PackedTexts(),
    further: new PackedTexts(),
  };
  #columns: Record<SearchedText, IndexColumn> | null = null;

  get size(): number {
    return this.ids.length;
  }

  /** Entries come in ascending order of their ids, as the store gives them. @throws RangeError */
  add(entry: ClientEntry): void {
    const slot = this.ids.length;
    if (slot > 0 && entry.clientId <= (this.ids[slot - 1] as string))
      throw new RangeError('clients of a segment come in order of their ids');
    this.ids.push(entry.clientId);
    this.#texts.name.add(entry.name);
    this.#texts.initials.add(entry.initials);
    this.#texts.pinyin.add(entry.pinyin);
    this.#texts.code.add(entry.code);
    this.#texts.further.add(entry.further);
    this.agreements.add(entry.agreements);
    if (entry.stopDay !== null) this.stops.push({ slot, day: entry.stopDay });
    this.handlers.note(slot, entry.handlers);
    this.tags.note(slot, entry.tags);
  }

  slotOf(clientId: string): number | undefined {
    let [low, high] = [0, this.size];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.ids[middle] as string) < clientId) low = middle + 1;
      else high = middle;
    }
    return this.ids[low] === clientId ? low : undefined;
  }

  /** Builds the lists that a search needs; yields between slices. */
  *finish(): Generator<void> {
    for (const texts of Object.values(this.#texts)) texts.trim();
    this.agreements.trim();
    this.handlers.finish(this.size);
    this.tags.finish(this.size);
    yield;
    const { name, initials, pinyin, code, further } = this.#texts;
    const columns = {
      name: new NameColumn(name),
      initials: new LatinColumn(initials),
      pinyin: new LatinColumn(pinyin),
      code: new LatinColumn(code),
      further: new NameColumn(further),
    };
    for (const column of Object.values(columns)) {
      for (let from = 0; from < this.size; from += slice) {
        column.count(from, Math.min(from + slice, this.size));
        yield;
      }
      column.between();
      for (let from = 0; from < this.size; from += slice) {
        column.put(from, Math.min(from + slice, this.size));
        yield;
      }
    }
    this.#columns = columns;
    this.nameOrder = this.#sorted();
  }

  /** Slots that hold a word in one of the texts; null for none. With the start mark before it, only at the start of an alternative. */
  find(text: SearchedText, word: string): Bits | null {
    return (
      this.#columns?.[text].find(
        word,
        text === 'pinyin' && word.length > 3 ? this.#startingWith(word.trimStart()) : undefined,
      ) ?? null
    );
  }

  /** Slots whose pinyin starts with a word. They are neighbours in the order of names, so half a city is not checked one by one. */
  #startingWith(word: string): Bits {
    const codes = codesOf(word);
    const bits = bitsFor(this.size);
    const { pinyin } = this.#texts;
    const end = this.#firstPlace((slot) => pinyin.compareStart(slot, codes) > 0);
    for (let at = this.#firstPlace((slot) => pinyin.compareStart(slot, codes) >= 0); at < end; at += 1)
      add(bits, this.nameOrder[at] as number);
    return bits;
  }

  /** First place in the order of names from which `reached` is true. */
  #firstPlace(reached: (slot: number) => boolean): number {
    let [low, high] = [0, this.size];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (reached(this.nameOrder[middle] as number)) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  /** Whether this is the whole taxpayer id of a slot. */
  codeIs(slot: number, code: string): boolean {
    return this.#texts.code.text(slot) === code;
  }

  /** Index in `nameOrder` of the first client that comes after an entry by name. */
  placeOf(entry: ClientEntry): number {
    return this.#firstPlace((slot) => byName(this.#named(slot), entry) >= 0);
  }

  #named(slot: number): Parameters<typeof byName>[0] {
    return {
      clientId: this.ids[slot] as string,
      name: this.#texts.name.text(slot),
      pinyin: this.#texts.pinyin.text(slot),
    };
  }

  #sorted(): Uint32Array<ArrayBuffer> {
    const { pinyin, name } = this.#texts;
    const keys = new Float64Array(this.size);
    for (let slot = 0; slot < this.size; slot += 1) {
      let key = 0;
      for (let at = pinyin.from(slot) + 1, index = 0; index < keyLength; index += 1) {
        const code = at + index < pinyin.to(slot) ? (pinyin.codes[at + index] as number) + 1 : 0;
        key = key * 257 + code;
      }
      keys[slot] = key;
    }
    const order = Uint32Array.from({ length: this.size }, (_, slot) => slot);
    return order.sort((a, b) => {
      const left = keys[a] as number;
      const right = keys[b] as number;
      if (left !== right) return left < right ? -1 : 1;
      return pinyin.compare(a, b) || name.compare(a, b) || ((this.ids[a] as string) < (this.ids[b] as string) ? -1 : 1);
    });
  }
}
