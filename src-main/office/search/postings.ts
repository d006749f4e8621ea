import { add, bitsFor, has, keep, type Bits } from './bits.ts';

/**
 * Which slots hold each gram. A gram in more than one slot of 32 is kept as bits, the others as ascending lists in one array:
 * whichever is smaller. Filled in two passes over the same texts: `count` each gram once a slot, `allocate`, then `put` likewise.
 */
export class Postings {
  #frequency: Uint32Array;
  #start = new Uint32Array(0);
  #filled = new Uint32Array(0);
  #lists = new Uint32Array(0);
  readonly #dense = new Map<number, Bits>();

  constructor(
    private readonly slots: number,
    grams: number,
  ) {
    this.#frequency = new Uint32Array(grams);
  }

  count(gram: number): void {
    if (gram >= this.#frequency.length) {
      const wider = new Uint32Array(Math.max(gram + 1, this.#frequency.length * 2));
      wider.set(this.#frequency);
      this.#frequency = wider;
    }
    this.#frequency[gram] = (this.#frequency[gram] as number) + 1;
  }

  allocate(): void {
    this.#start = new Uint32Array(this.#frequency.length + 1);
    this.#filled = new Uint32Array(this.#frequency.length);
    let total = 0;
    this.#frequency.forEach((frequency, gram) => {
      this.#start[gram] = total;
      if (frequency * 32 > this.slots) this.#dense.set(gram, bitsFor(this.slots));
      else total += frequency;
    });
    this.#start[this.#frequency.length] = total;
    this.#lists = new Uint32Array(total);
  }

  put(gram: number, slot: number): void {
    const dense = this.#dense.get(gram);
    if (dense) return add(dense, slot);
    const at = this.#filled[gram] as number;
    this.#lists[(this.#start[gram] as number) + at] = slot;
    this.#filled[gram] = at + 1;
  }

  /** Slots that hold a gram; not to be written to. */
  of(gram: number): Bits {
    const dense = this.#dense.get(gram);
    if (dense) return dense;
    const bits = bitsFor(this.slots);
    for (const slot of this.#list(gram)) add(bits, slot);
    return bits;
  }

  /**
   * Slots that hold every one of these grams and fit.
   * @param fits asked last, for slots that hold them
   * @param known slots that fit anyway
   */
  ofAll(grams: readonly number[], fits: (slot: number) => boolean, known?: Bits): Bits {
    const rarest = grams.reduce((best, gram) =>
      (this.#frequency[gram] as number) < (this.#frequency[best] as number) ? gram : best,
    );
    const dense = [...new Set(grams)].flatMap((gram) => this.#dense.get(gram) ?? []);
    if (!this.#dense.has(rarest)) {
      const bits = bitsFor(this.slots);
      for (const slot of this.#list(rarest))
        if (dense.every((other) => has(other, slot)) && fits(slot)) add(bits, slot);
      return bits;
    }
    const bits = (dense[0] as Bits).slice();
    for (const other of dense.slice(1)) keep(bits, other);
    for (let index = 0; index < bits.length; index += 1) {
      const word = bits[index] as number;
      let kept = word;
      for (let rest = word & ~(known?.[index] ?? 0); rest !== 0; rest &= rest - 1) {
        const bit = 31 - Math.clz32(rest & -rest);
        if (!fits((index << 5) + bit)) kept &= ~(1 << bit);
      }
      if (kept !== word) bits[index] = kept;
    }
    return bits;
  }

  #list(gram: number): Uint32Array {
    const start = this.#start[gram] as number;
    return this.#lists.subarray(start, start + (this.#filled[gram] as number));
  }
}
