/** A set of small numbers (slots of the client index), one bit each. */
export type Bits = Uint32Array;

export const bitsFor = (slots: number): Bits => new Uint32Array((slots + 31) >>> 5);

export const has = (bits: Bits, slot: number): boolean => ((bits[slot >>> 5] ?? 0) & (1 << (slot & 31))) !== 0;

export function add(bits: Bits, slot: number): void {
  bits[slot >>> 5] = (bits[slot >>> 5] ?? 0) | (1 << (slot & 31));
}

export function drop(bits: Bits, slot: number): void {
  bits[slot >>> 5] = (bits[slot >>> 5] ?? 0) & ~(1 << (slot & 31));
}

export function count(bits: Bits): number {
  let sum = 0;
  for (let index = 0; index < bits.length; index += 1) {
    let word = bits[index] as number;
    if (word === 0) continue;
    word -= (word >>> 1) & 0x55555555;
    word = (word & 0x33333333) + ((word >>> 2) & 0x33333333);
    sum += Math.imul((word + (word >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
  }
  return sum;
}

/** Keeps in `target` only what is also in `other`; `other` may be shorter. */
export function keep(target: Bits, other: Bits): void {
  const shared = Math.min(target.length, other.length);
  for (let index = 0; index < shared; index += 1) target[index] = (target[index] as number) & (other[index] as number);
  target.fill(0, shared);
}

/** Adds to `target` what is in `other`, up to the length of `target`. */
export function join(target: Bits, other: Bits): void {
  const shared = Math.min(target.length, other.length);
  for (let index = 0; index < shared; index += 1) target[index] = (target[index] as number) | (other[index] as number);
}

/** Removes from `target` what is in `other`. */
export function takeOut(target: Bits, other: Bits): void {
  const shared = Math.min(target.length, other.length);
  for (let index = 0; index < shared; index += 1) target[index] = (target[index] as number) & ~(other[index] as number);
}

/** Visits the members in ascending order. */
export function each(bits: Bits, visit: (slot: number) => void): void {
  for (let index = 0; index < bits.length; index += 1) {
    let word = bits[index] as number;
    while (word !== 0) {
      const lowest = word & -word;
      visit((index << 5) + (31 - Math.clz32(lowest)));
      word ^= lowest;
    }
  }
}

/** A copy with room for at least this number of slots. */
export function widened(bits: Bits, slots: number): Bits {
  const wider = bitsFor(slots);
  wider.set(wider.length < bits.length ? bits.subarray(0, wider.length) : bits);
  return wider;
}
