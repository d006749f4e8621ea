import type { DomainEvents } from '../../bureau/act/domain-events.ts';
import type { RuleDays } from '../../bureau/rule-sets/limits.ts';
import { clientUses } from '../../store/repositories/clients.ts';
import type { Database } from '../../store/schema/index.ts';
import { AgencyIndex } from './agency-index.ts';
import type { ClientIndex } from './client-index.ts';
import { ColumnRanks } from './column-ranks.ts';
import type { IndexAnswer, IndexRequest, StaffUse } from './request.ts';

/**
 * Search over the clients of an agency (ADR-0006). A service that writes a client or an assignment calls `changed`;
 * agreements report changes by event.
 */
export class ClientSearch {
  /** One in practice: only members of the office search, and an office is one agency. */
  readonly #agencies = new Map<string, AgencyIndex>();
  readonly #uses = new Map<string, StaffUse>();
  readonly #ranks: ColumnRanks;
  readonly #listeners: ((clientIds: readonly string[]) => void)[] = [];

  constructor(
    private readonly db: Database,
    events: DomainEvents,
    private readonly days: Pick<RuleDays, 'toAnswer'>,
  ) {
    this.#ranks = new ColumnRanks(db);
    events.on((event) => {
      if (event.kind === 'agreementChanged') this.changed([event.clientId]);
    });
  }

  /** Reports that these clients are new or changed: texts, agreements or assignments. */
  changed(clientIds: Iterable<string>): void {
    this.#ranks.forget();
    const ids = [...clientIds];
    for (const listener of this.#listeners) listener(ids);
    for (const id of ids) for (const agency of this.#agencies.values()) agency.changed(id);
  }

  /** Listens to {@link changed}, for what else is kept in memory of clients. */
  onChanged(listener: (clientIds: readonly string[]) => void): void {
    this.#listeners.push(listener);
  }

  /** Reports that favourites or entries of a staff member changed. */
  useChanged(handlerId: string): void {
    this.#uses.delete(handlerId);
  }

  async useOf(handlerId: string): Promise<StaffUse> {
    const known = this.#uses.get(handlerId);
    if (known) return known;
    const rows = await clientUses(this.db, handlerId);
    const entered = rows.flatMap((row) =>
      row.last_entered_at === null ? [] : [{ id: row.client_id, at: row.last_entered_at }],
    );
    entered.sort((a, b) => b.at - a.at || (a.id < b.id ? -1 : 1));
    const use = {
      favourites: new Set(rows.filter((row) => row.favourite).map((row) => row.client_id)),
      entered: entered.map((row) => row.id),
    };
    this.#uses.set(handlerId, use);
    return use;
  }

  /** Reads the index now, so that the first search need not wait. */
  async warm(agencyId: string): Promise<void> {
    await this.indexOf(agencyId);
  }

  /** The index itself, as the store is now. */
  indexOf(agencyId: string): Promise<ClientIndex> {
    return this.#agency(agencyId).ready();
  }

  async find(agencyId: string, request: IndexRequest): Promise<IndexAnswer> {
    const ranks = await this.#ranks.of(request.sort);
    return (await this.indexOf(agencyId)).find({ ...request, ranks });
  }

  #agency(agencyId: string): AgencyIndex {
    const known = this.#agencies.get(agencyId) ?? new AgencyIndex(this.db, agencyId, this.days.toAnswer);
    this.#agencies.set(agencyId, known);
    return known;
  }
}
