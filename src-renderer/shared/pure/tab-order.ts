/** The order of the tab strip: what was there stays where it is, what is new comes last, what is gone is gone. */
export function mergeOrder(order: readonly string[], present: readonly string[]): string[] {
  const there = new Set(present);
  const kept = order.filter((id) => there.has(id));
  const known = new Set(kept);
  return [...kept, ...present.filter((id) => !known.has(id))];
}
