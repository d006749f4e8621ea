import { count, each, has, type Bits } from './bits.ts';

/** A set up to this size is sorted; for a larger one the whole order is walked. */
const sortedAtMost = 1024;

/** Collects one page of an order, then stops. */
export class Page {
  readonly slots: number[] = [];
  #passed = 0;

  constructor(
    private readonly offset: number,
    private readonly limit: number,
  ) {}

  get full(): boolean {
    return this.slots.length >= this.limit;
  }

  take(slot: number): void {
    if (this.#passed < this.offset) this.#passed += 1;
    else if (!this.full) this.slots.push(slot);
  }
}

/** Gives the members of a set to the page, in the order of all slots. @param rank place of each slot in that order, if known */
export function inOrder(
  bits: Bits,
  order: Uint32Array,
  rank: Uint32Array | null,
  backwards: boolean,
  page: Page,
): void {
  if (page.full) return;
  const size = count(bits);
  if (size === 0) return;
  if (rank && size <= sortedAtMost) {
    const slots: number[] = [];
    each(bits, (slot) => slots.push(slot));
    slots.sort((a, b) => ((rank[a] as number) - (rank[b] as number)) * (backwards ? -1 : 1));
    for (const slot of slots) page.take(slot);
    return;
  }
  for (let index = 0; index < order.length && !page.full; index += 1) {
    const slot = order[backwards ? order.length - 1 - index : index] as number;
    if (has(bits, slot)) page.take(slot);
  }
}
