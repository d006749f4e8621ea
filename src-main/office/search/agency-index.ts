import { setImmediate } from 'node:timers/promises';
import {
  agreementDatesBetween,
  agreementDatesOf,
  type AgreementDatesRow,
} from '../../store/repositories/agreements.ts';
import { assignmentsBetween, assignmentsOf } from '../../store/repositories/assignments.ts';
import { accountTextsBetween, accountTextsOf, type AccountTextRow } from '../../store/repositories/client-secrets.ts';
import { dossierTags, dossierTexts, type DossierTextRow } from '../../store/repositories/client-dossiers.ts';
import { clientStopsBetween, clientStopsOf } from '../../store/repositories/client-stops.ts';
import { clientTextsAfter, clientTextsOf, type ClientTextRow } from '../../store/repositories/clients.ts';
import type { Database } from '../../store/schema/index.ts';
import { groupedBy } from '../../store/grouped-by.ts';
import { ClientIndex } from './client-index.ts';
import { dayNumber, dayNumberAt } from './agreement-days.ts';
import { entryTexts, furtherText, type ClientEntry } from './entry.ts';
import { Segment } from './segment.ts';

/** Clients read from the store in one step; other work runs between steps. */
const page = 400;
/** Changed clients read in one query. */
const batch = 400;

/** Number of entries beside the segment from which a rebuild pays; the old segment answers meanwhile. */
const changesWorthBuilding = 2000;

/** The client index of one agency, kept in step with the store: read once, then only what changed, before the next answer. */
export class AgencyIndex {
  #index: Promise<ClientIndex> | null = null;
  #refreshing: Promise<void> | null = null;
  #rebuilding = false;
  readonly #changed = new Set<string>();
  /** Changes since a rebuilding began: the new index may have been read before them. */
  readonly #changedMeanwhile = new Set<string>();

  constructor(
    private readonly db: Database,
    private readonly agencyId: string,
    /** Days after which a proposal lapses (L4). */
    private readonly toAnswer: number,
  ) {}

  /** Reports that a client is new or changed: its texts, agreements or assignments. */
  changed(clientId: string): void {
    if (this.#index) this.#changed.add(clientId);
    if (this.#rebuilding) this.#changedMeanwhile.add(clientId);
  }

  /** The index as the store is now. */
  async ready(): Promise<ClientIndex> {
    if (this.#changed.size > changesWorthBuilding) {
      // After an import: to read everything once is faster than to read many clients one by one.
      this.#changed.clear();
      this.#index = null;
    }
    this.#index ??= this.#build();
    const current = this.#index;
    try {
      const index = await current;
      // One refresh at a time: a request meanwhile waits for it.
      while ((this.#refreshing || this.#changed.size > 0) && this.#index === current) {
        await (this.#refreshing ??= this.#refresh(index).finally(() => {
          this.#refreshing = null;
        }));
      }
      if (this.#index !== current) return await this.ready();
      if (index.changes > changesWorthBuilding && !this.#rebuilding) void this.#rebuild();
      return index;
    } catch (error) {
      // Memory must not answer for what was not read; the next request reads again.
      if (this.#index === current) this.#index = null;
      throw error;
    }
  }

  async #rebuild(): Promise<void> {
    this.#rebuilding = true;
    try {
      const index = await this.#build();
      this.#index = Promise.resolve(index);
      for (const id of this.#changedMeanwhile) this.#changed.add(id);
    } catch {
      // The old index continues to answer; the next request tries again.
    } finally {
      this.#rebuilding = false;
      this.#changedMeanwhile.clear();
    }
  }

  async #build(): Promise<ClientIndex> {
    const segment = new Segment();
    for (let after = ''; ;) {
      const texts = await clientTextsAfter(this.db, after, page);
      const [first, last] = [texts[0]?.client_id, texts.at(-1)?.client_id];
      if (first === undefined || last === undefined) break;
      const [agreements, assignments, accounts, stops, dossiers, tags] = [
        await agreementDatesBetween(this.db, this.agencyId, first, last),
        await assignmentsBetween(this.db, first, last),
        await accountTextsBetween(this.db, first, last),
        new Map((await clientStopsBetween(this.db, first, last)).map((row) => [row.client_id, row])),
        await dossierTexts(this.db, { first, last }),
        await dossierTags(this.db, { first, last }),
      ];
      for (const entry of entries(this.toAnswer, { texts, agreements, assignments, accounts, stops, dossiers, tags }))
        segment.add(entry);
      after = last;
      await setImmediate();
    }
    for (const slice of segment.finish()) await setImmediate(slice);
    return new ClientIndex(segment);
  }

  async #refresh(index: ClientIndex): Promise<void> {
    const ids = [...this.#changed].slice(0, batch);
    for (const id of ids) this.#changed.delete(id);
    const [texts, agreements, assignments, accounts, stops, dossiers, tags] = [
      await clientTextsOf(this.db, ids),
      await agreementDatesOf(this.db, this.agencyId, ids),
      await assignmentsOf(this.db, ids),
      await accountTextsOf(this.db, ids),
      await clientStopsOf(this.db, ids),
      await dossierTexts(this.db, { ids }),
      await dossierTags(this.db, { ids }),
    ];
    const found = new Set(texts.map((row) => row.client_id));
    for (const id of ids) if (!found.has(id)) index.remove(id);
    for (const entry of entries(this.toAnswer, { texts, agreements, assignments, accounts, stops, dossiers, tags }))
      index.put(entry);
  }
}

function* entries(
  toAnswer: number,
  {
    texts,
    agreements,
    assignments,
    accounts,
    stops,
    dossiers,
    tags,
  }: {
    texts: readonly ClientTextRow[];
    agreements: readonly AgreementDatesRow[];
    assignments: readonly { client_id: string; handler_id: string }[];
    accounts: readonly AccountTextRow[];
    stops: ReadonlyMap<string, { day: string }>;
    dossiers: readonly DossierTextRow[];
    tags: readonly { client_id: string; tag: string }[];
  },
): Generator<ClientEntry> {
  const byClient = groupedBy(agreements, (row) => row.client_id);
  const accountsOf = groupedBy(accounts, (row) => row.client_id);
  const dossierOf = groupedBy(dossiers, (row) => row.client_id);
  const tagsOf = groupedBy(tags, (row) => row.client_id);
  const handlers = groupedBy(assignments, (row) => row.client_id);
  for (const row of texts) {
    const stop = stops.get(row.client_id);
    const clientTags = (tagsOf.get(row.client_id) ?? []).map(({ tag }) => tag);
    yield {
      stopDay: stop ? dayNumber(stop.day) : null,
      clientId: row.client_id,
      ...entryTexts(row),
      further: furtherText(accountsOf.get(row.client_id) ?? [], [
        ...clientTags,
        ...(dossierOf.get(row.client_id) ?? []).map(({ text }) => text),
      ]),
      tags: clientTags,
      handlers: (handlers.get(row.client_id) ?? []).map((assignment) => assignment.handler_id),
      agreements: (byClient.get(row.client_id) ?? []).map((agreement) => ({
        decided: agreement.decided,
        firstDay: dayNumber(agreement.first_day),
        lastDay: dayNumber(agreement.last_day),
        answerBy: dayNumberAt(agreement.created_at) + toAnswer,
      })),
    };
  }
}
