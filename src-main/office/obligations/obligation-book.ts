import { serviceBegin } from '../../bureau/agreement/service-begin.ts';
import type { Filing, TaxCode } from '@contract/dossier-words.ts';
import { groupedBy } from '../../store/grouped-by.ts';
import { obligationFactsOf, taxFactsOf } from '../../store/repositories/obligations.ts';
import type { Database } from '../../store/schema/index.ts';
import type { ClientSearch } from '../search/client-search.ts';
import { obligationsDueIn, type Obligation, type ObligationFacts } from './owed.ts';

/** Months kept of one client. */
const monthsKept = 12;

/** What clients have to file, computed from their files once: a changed file is read and computed anew, the others are not. */
export class ObligationBook {
  readonly #facts = new Map<string, ObligationFacts>();
  readonly #owed = new WeakMap<ObligationFacts, Map<string, Obligation[]>>();

  constructor(search: ClientSearch) {
    search.onChanged((clientIds) => {
      for (const id of clientIds) this.#facts.delete(id);
    });
  }

  /**
   * Obligations of these clients whose last day lies in a month, by client; clients that were stopped before it, and unknown ones, are left out.
   * @param db the transaction, when asked inside one
   */
  async dueIn(
    db: Database,
    { agencyId, clientIds, month }: { agencyId: string; clientIds: readonly string[]; month: string },
  ): Promise<Map<string, Obligation[]>> {
    await this.#read(db, agencyId, clientIds);
    const found = new Map<string, Obligation[]>();
    for (const id of clientIds) {
      const facts = this.#facts.get(id);
      if (facts && (facts.stopDay === null || facts.stopDay > `${month}-01`)) found.set(id, this.#dueIn(facts, month));
    }
    return found;
  }

  #dueIn(facts: ObligationFacts, month: string): Obligation[] {
    const months = this.#owed.get(facts) ?? new Map<string, Obligation[]>();
    this.#owed.set(facts, months);
    const known = months.get(month);
    if (known) return known;
    const owed = obligationsDueIn(facts, month);
    if (months.size >= monthsKept) months.clear();
    months.set(month, owed);
    return owed;
  }

  async #read(db: Database, agencyId: string, clientIds: readonly string[]): Promise<void> {
    const unknown = clientIds.filter((id) => !this.#facts.has(id));
    if (unknown.length === 0) return;
    const { taxes, kinds } = await taxFactsOf(db, unknown);
    const taxesOf = groupedBy(taxes, (row) => row.client_id);
    const kindsOf = groupedBy(kinds, (row) => row.client_id);
    for (const row of await obligationFactsOf(db, agencyId, unknown))
      this.#facts.set(row.client_id, {
        recorded: row.kind,
        kinds: kindsOf.get(row.client_id) ?? [],
        taxes: (taxesOf.get(row.client_id) ?? []).map((tax) => ({
          tax: tax.tax as TaxCode,
          ownTax: tax.own_tax,
          every: tax.every as Filing,
          since: tax.since,
          until: tax.until,
        })),
        founded: row.founded,
        serviceFrom: serviceBegin(row),
        stopDay: row.stop_day,
      });
  }
}
