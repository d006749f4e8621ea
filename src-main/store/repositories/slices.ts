/** Ids or rows per statement: SQLite allows 32,766 values, and the widest row has some twenty. */
const perStatement = 500;

/** A list in slices that fit into one statement each; nothing for an empty list. */
export function* slices<Item>(items: readonly Item[]): Generator<Item[]> {
  for (let from = 0; from < items.length; from += perStatement) yield items.slice(from, from + perStatement);
}
