import { add, type Bits } from './bits.ts';

/** Slots that have a value in a column, ascending by it, then by name. */
export interface SortedColumn {
  order: Uint32Array;
  valued: Bits;
}

/** @param byName live slots in order of name. @param valueOf a whole number from 1, or 0 for no value. @param words length of a set of slots */
export function sortedColumn(byName: Uint32Array, valueOf: (slot: number) => number, words: number): SortedColumn {
  const valued = new Uint32Array(words);
  const keys = new Float64Array(byName.length);
  let found = 0;
  byName.forEach((slot, index) => {
    const value = valueOf(slot);
    if (value === 0) return;
    add(valued, slot);
    // One number sorts by value, then by name: natively, without a comparison in JavaScript.
    keys[found++] = value * 2 ** 24 + index;
  });
  const order = Uint32Array.from(keys.subarray(0, found).sort(), (key) => byName[key % 2 ** 24] as number);
  return { order, valued };
}
