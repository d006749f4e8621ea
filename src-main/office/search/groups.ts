import { add, bitsFor, type Bits } from './bits.ts';

/** Which slots belong to each of many groups (the clients of a staff member, those with a tag): noted slot by slot, then kept as bits. */
export class Groups {
  /** Bits by id of the group, once finished. */
  readonly bits = new Map<string, Bits>();
  readonly #places = new Map<string, number>();
  /** Slot and place of the group, in turn. */
  readonly #noted: number[] = [];

  note(slot: number, ids: readonly string[]): void {
    for (const id of ids) {
      let place = this.#places.get(id);
      if (place === undefined) this.#places.set(id, (place = this.#places.size));
      this.#noted.push(slot, place);
    }
  }

  finish(size: number): void {
    const byPlace = [...this.#places.keys()].map((id) => {
      const bits = bitsFor(size);
      this.bits.set(id, bits);
      return bits;
    });
    for (let index = 0; index < this.#noted.length; index += 2)
      add(byPlace[this.#noted[index + 1] as number] as Bits, this.#noted[index] as number);
    this.#noted.length = 0;
  }
}
