/**
 * How well one measurement tells two kinds apart: of all pairs of one and the other, the share in which the second took longer, ties counted
 * half (the area under the ROC curve, Mann and Whitney's U). 0.5: nothing to tell; 0 or 1: told apart every time.
 */
export function shareDistinguished(one: readonly number[], other: readonly number[]): number {
  const all = [
    ...one.map((value) => ({ value, second: false })),
    ...other.map((value) => ({ value, second: true })),
  ].toSorted((a, b) => a.value - b.value);
  let ranks = 0;
  for (let index = 0; index < all.length;) {
    let end = index;
    while (end < all.length && all[end]?.value === all[index]?.value) end += 1;
    // Equal values share the middle of their ranks.
    const rank = (index + 1 + end) / 2;
    ranks += rank * all.slice(index, end).filter(({ second }) => second).length;
    index = end;
  }
  return (ranks - (other.length * (other.length + 1)) / 2) / (one.length * other.length);
}

/** The widest gap between the shares of both that lie below any time (Kolmogorov and Smirnov). 0: the same distribution; 1: they do not overlap. */
export function widestGap(one: readonly number[], other: readonly number[]): number {
  const below = (values: readonly number[], limit: number): number =>
    values.filter((value) => value <= limit).length / values.length;
  return Math.max(...[...one, ...other].map((limit) => Math.abs(below(one, limit) - below(other, limit))));
}
