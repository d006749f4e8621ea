import type { ClientSort } from '@contract/clients.ts';
import { clientColumnValues, type StoredClientColumn } from '../../store/repositories/client-columns.ts';
import type { Database } from '../../store/schema/index.ts';

const stored: Readonly<Partial<Record<ClientSort, StoredClientColumn>>> = {
  taxpayerId: 'taxpayerId',
  taxpayerKind: 'taxpayerKind',
  service: 'service',
  assigned: 'assigned',
  address: 'address',
  contact: 'contact',
  note: 'note',
};
/** Chinese by pinyin, digits by their value. */
const collator = new Intl.Collator('zh-CN', { numeric: true });
const plain = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Ranks of all clients in columns that the index does not hold: read at the first sort by one, until a client changes. */
export class ColumnRanks {
  readonly #known = new Map<StoredClientColumn, Promise<ReadonlyMap<string, number>>>();

  constructor(private readonly db: Database) {}

  /** Rank from 1 of each client with a value; equal values share one. Undefined for a sort that the index knows itself. */
  of(sort: ClientSort): Promise<ReadonlyMap<string, number>> | undefined {
    const column = stored[sort];
    if (column === undefined) return undefined;
    const known = this.#known.get(column);
    if (known) return known;
    const reading = this.#read(column);
    this.#known.set(column, reading);
    reading.catch(() => this.forget());
    return reading;
  }

  /** A client changed. */
  forget(): void {
    this.#known.clear();
  }

  async #read(column: StoredClientColumn): Promise<ReadonlyMap<string, number>> {
    const rows = await clientColumnValues(this.db, column);
    // Numbers and days are compared as they are written; the collator is for words.
    const compare =
      column === 'taxpayerId' || column === 'taxpayerKind' || column === 'service' ? plain : collator.compare;
    const ranks = new Map([...new Set(rows.map((row) => row.value))].sort(compare).map((value, at) => [value, at + 1]));
    const found = new Map<string, number>();
    for (const row of rows) {
      const rank = ranks.get(row.value) ?? 0;
      // Of several people the first by name counts.
      found.set(row.client_id, Math.min(rank, found.get(row.client_id) ?? rank));
    }
    return found;
  }
}
