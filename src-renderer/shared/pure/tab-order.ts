/** The order of the tab strip: existing tabs keep their place, new ones come last, closed ones are removed. */
export function mergeOrder(order: readonly string[], present: readonly string[]): string[] {
  const there = new Set(present);
  const kept = order.filter((id) => there.has(id));
  const known = new Set(kept);
  return [...kept, ...present.filter((id) => !known.has(id))];
}
