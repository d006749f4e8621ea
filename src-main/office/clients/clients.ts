import type { z } from 'zod';
import type { ClientRow, clientSearchSchema } from '@contract/clients.ts';
import type { StaffActor } from '../../bureau/ground/actors.ts';
import { addDays, dayOf } from '../../bureau/ground/calendar.ts';
import type { DomainEvents } from '../../bureau/act/domain-events.ts';
import type { Clock } from '../../bureau/ground/ports.ts';
import type { RuleDays } from '../../bureau/rule-sets/limits.ts';
import { agreementFunctions, rememberedAgreements } from '../../store/repositories/agreements.ts';
import { assignmentCounts } from '../../store/repositories/assignments.ts';
import { countEntry, recentlyEntered, setFavourite } from '../../store/repositories/clients.ts';
import { membersOfAgency } from '../../store/repositories/members.ts';
import { openSessions, sessionById } from '../../store/repositories/sessions.ts';
import type { Database } from '../../store/schema/index.ts';
import { fileFromRow } from './client-file.ts';
import { unknownClient } from './client-records.ts';
import { clientRows, type ShownClient } from './client-rows.ts';
import type { OfficeScope } from './scope.ts';
import type { ClientSearch } from '../search/client-search.ts';
import { parseQuery } from '../search/query.ts';
import { recentCount, type IndexAnswer } from '../search/request.ts';

export interface ClientsDependencies {
  db: Database;
  clock: Clock;
  events: DomainEvents;
  scope: OfficeScope;
  search: ClientSearch;
  days: RuleDays;
}

/** The office's list of clients, as each staff member may see it (H5). */
export class Clients {
  constructor(private readonly deps: ClientsDependencies) {
    const { clock, events, search } = deps;
    events.onRecord(async (event, act) => {
      if (event.kind === 'clientSessionStarted') await countEntry(act.db, event.handlerId, event.clientId, clock.now());
    });
    events.on((event) => {
      if (event.kind === 'staffSessionStarted') void this.#warm(event).catch(() => {});
      if (event.kind === 'clientSessionStarted') search.useChanged(event.handlerId);
    });
  }

  /** Reads the index while the list page of a person who just signed in is still loading. */
  async #warm({ handlerId, sessionId }: { handlerId: string; sessionId: string }): Promise<void> {
    const { db, scope, search } = this.deps;
    const session = await sessionById(db, sessionId);
    if (session?.enterprise_id && (await scope.handlersSeenBy(handlerId))?.length !== 0)
      await search.warm(session.enterprise_id);
  }

  /** Complete hits, ranked, one page of them. */
  async search(
    staff: StaffActor,
    asked: z.output<typeof clientSearchSchema>,
  ): Promise<{ total: number; rows: ClientRow[]; all: number; stopped: number }> {
    const { ids, ...counts } = await this.find(staff, asked);
    return {
      ...counts,
      rows: (await this.shown(staff, ids)).map(({ row, client }) =>
        asked.withFile ? { ...row, file: fileFromRow(client) } : row,
      ),
    };
  }

  /** Ids of complete hits, ranked; how many there are, and how many clients are in scope. */
  async find(staff: StaffActor, asked: z.output<typeof clientSearchSchema>): Promise<IndexAnswer> {
    const { db, scope, search } = this.deps;
    const { filter, query, withFile: _, ...rest } = asked;
    const today = this.#today();
    const seen = await scope.handlersSeenBy(staff.handlerId);
    if (seen?.length === 0) return { total: 0, ids: [], all: 0, stopped: 0 };
    const remembered =
      filter.remembered === undefined
        ? undefined
        : { ids: new Set((await rememberedAgreements(db)).map((row) => row.client_id)), inside: filter.remembered };
    return search.find(staff.agencyId, {
      ...rest,
      query: parseQuery(query),
      today,
      scope: seen,
      use: await search.useOf(staff.handlerId),
      states: filter.states?.length ? filter.states : undefined,
      endingBy: filter.endingWithinDays === undefined ? undefined : addDays(today, filter.endingWithinDays),
      service: filter.service,
      tags: filter.tags,
      handlerId: filter.handlerId,
      favourite: filter.favourite,
      among: remembered,
    });
  }

  /** Rows of clients that were found in the scope of this staff member. */
  shown(staff: StaffActor, clientIds: readonly string[]): Promise<ShownClient[]> {
    const { db, days } = this.deps;
    return clientRows(db, staff, clientIds, { today: this.#today(), days });
  }

  /** One client with what the office keeps about it. @throws Refusal NOT_FOUND, also for a client outside the scope */
  async get(staff: StaffActor, clientId: string) {
    const { row, client, agreementId } = await this.#shown(staff, clientId);
    const windows = await openSessions(this.deps.db, { kind: 'client', clientId });
    const functions = agreementId === null ? [] : await agreementFunctions(this.deps.db, agreementId);
    return {
      ...row,
      ...fileFromRow(client),
      functions,
      typedByOffice: client.typed_by_office,
      revision: client.revision,
      openWindows: windows.length,
    };
  }

  /** Recently entered by this staff member and still in their scope, newest first; none that is stopped. */
  async recents(staff: StaffActor): Promise<ClientRow[]> {
    const { db, scope, days } = this.deps;
    const rows = await clientRows(db, staff, await recentlyEntered(db, staff.handlerId, recentCount * 2), {
      today: this.#today(),
      days,
    });
    const handlers = await scope.handlersSeenBy(staff.handlerId);
    const served = rows.filter(({ row }) => row.stopped?.begun !== true);
    const seen =
      handlers === null
        ? served
        : served.filter(({ row }) => row.assigned.some(({ handlerId }) => handlers.includes(handlerId)));
    return seen.slice(0, recentCount).map(({ row }) => row);
  }

  /** @throws Refusal NOT_FOUND */
  async setFavourite(staff: StaffActor, clientId: string, favourite: boolean): Promise<void> {
    await this.#shown(staff, clientId);
    await setFavourite(this.deps.db, staff.handlerId, clientId, favourite);
    this.deps.search.useChanged(staff.handlerId);
  }

  /** Staff members of the office with how many clients each has. */
  async staff(staff: StaffActor) {
    const { db } = this.deps;
    const counts = await assignmentCounts(db, this.#today());
    return (await membersOfAgency(db, staff.agencyId)).map((member) => ({
      handlerId: member.handler_id,
      name: member.name,
      teamName: member.team_name,
      clients: counts.get(member.handler_id) ?? 0,
    }));
  }

  async #shown(staff: StaffActor, clientId: string): Promise<ShownClient> {
    const { scope } = this.deps;
    const [shown] = (await scope.covers(staff.handlerId, clientId)) ? await this.shown(staff, [clientId]) : [];
    if (!shown) throw unknownClient();
    return shown;
  }

  #today(): string {
    return dayOf(this.deps.clock.now());
  }
}
