import { setImmediate } from 'node:timers/promises';
import { dayOf } from '../../bureau/calendar.ts';
import { agreementDatesBetween, agreementDatesOf, type AgreementDatesRow } from '../../store/repositories/agreements.ts';
import { assignmentsBetween, assignmentsOf } from '../../store/repositories/assignments.ts';
import { clientTextsAfter, clientTextsOf, type ClientTextRow } from '../../store/repositories/clients.ts';
import type { Database } from '../../store/schema.ts';
import { groupedBy } from '../grouped-by.ts';
import { ClientIndex } from './client-index.ts';
import type { ClientEntry } from './entry.ts';
import { searchKey } from './query.ts';

/** Clients read from the store in one step; between steps other work goes on. */
const page = 2000;
/** Changed clients read in one query. */
const batch = 400;

/** The client index of one agency, kept in step with the store: read once, then only what changed, before the next answer. */
export class AgencyIndex {
  #index: Promise<ClientIndex> | null = null;
  readonly #changed = new Set<string>();

  constructor(
    private readonly db: Database,
    private readonly agencyId: string,
  ) {}

  /** Says that a client is new or differs: its texts, agreements or assignments. */
  changed(clientId: string): void {
    if (this.#index) this.#changed.add(clientId);
  }

  /** The index as the store is now. */
  async ready(): Promise<ClientIndex> {
    this.#index ??= this.#build().catch((error: unknown) => {
      this.#index = null;
      throw error;
    });
    const index = await this.#index;
    while (this.#changed.size > 0) {
      const ids = [...this.#changed].slice(0, batch);
      for (const id of ids) this.#changed.delete(id);
      try {
        await this.#refresh(index, ids);
      } catch (error) {
        // What was not read again must not be answered from memory.
        this.#index = null;
        throw error;
      }
    }
    return index;
  }

  async #build(): Promise<ClientIndex> {
    const index = new ClientIndex();
    for (let after = ''; ;) {
      const texts = await clientTextsAfter(this.db, after, page);
      const [first, last] = [texts[0]?.client_id, texts.at(-1)?.client_id];
      if (first === undefined || last === undefined) return index;
      const [agreements, assignments] = [await agreementDatesBetween(this.db, this.agencyId, first, last), await assignmentsBetween(this.db, first, last)];
      for (const entry of entries(texts, agreements, assignments)) index.put(entry);
      after = last;
      await setImmediate();
    }
  }

  async #refresh(index: ClientIndex, ids: readonly string[]): Promise<void> {
    const [texts, agreements, assignments] = [
      await clientTextsOf(this.db, ids), await agreementDatesOf(this.db, this.agencyId, ids), await assignmentsOf(this.db, ids),
    ];
    const found = new Set(texts.map((row) => row.client_id));
    for (const id of ids) if (!found.has(id)) index.remove(id);
    for (const entry of entries(texts, agreements, assignments)) index.put(entry);
  }
}

function* entries(
  texts: readonly ClientTextRow[], agreements: readonly AgreementDatesRow[], assignments: readonly { client_id: string; handler_id: string }[],
): Generator<ClientEntry> {
  const byClient = groupedBy(agreements, (row) => row.client_id);
  const handlers = groupedBy(assignments, (row) => row.client_id);
  for (const row of texts) {
    yield {
      clientId: row.client_id, name: searchKey(row.name), code: searchKey(row.taxpayer_id), initials: row.initials, pinyin: row.pinyin,
      handlers: (handlers.get(row.client_id) ?? []).map((assignment) => assignment.handler_id),
      agreements: (byClient.get(row.client_id) ?? []).map((agreement) => ({
        id: agreement.id, decided: agreement.decided, firstDay: agreement.first_day, lastDay: agreement.last_day, proposedDay: dayOf(agreement.created_at),
      })),
    };
  }
}
