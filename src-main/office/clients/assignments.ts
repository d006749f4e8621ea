import type { DeskEvent } from '@contract/events.ts';
import { InvalidInput } from '@contract/errors.ts';
import type { Act, Acts } from '../../bureau/act/acts.ts';
import type { StaffActor } from '../../bureau/ground/actors.ts';
import type { Sessions } from '../../bureau/sessions/sessions.ts';
import { assignmentsOf, setAssignments } from '../../store/repositories/assignments.ts';
import { clientsById } from '../../store/repositories/clients.ts';
import { membersOfAgency } from '../../store/repositories/members.ts';
import { openSessions } from '../../store/repositories/sessions.ts';
import type { Database } from '../../store/schema/index.ts';
import { unknownClient } from './client-records.ts';
import { groupedBy } from '../../store/grouped-by.ts';
import type { OfficeScope } from './scope.ts';
import type { ClientSearch } from '../search/client-search.ts';

export interface AssignmentsDependencies {
  db: Database;
  sessions: Sessions;
  acts: Acts;
  scope: OfficeScope;
  search: ClientSearch;
  notify(window: string | null, event: DeskEvent): void;
}

/** H5: who works for which clients. A staff member who may no longer serve a client loses the open session at once. */
export class Assignments {
  constructor(private readonly deps: AssignmentsDependencies) {}

  /**
   * From now on these clients have exactly these staff members.
   * @throws InvalidInput when one of them is no staff member; Refusal NOT_FOUND when a client is unknown
   */
  async assign(
    staff: StaffActor,
    { clientIds, handlerIds }: { clientIds: readonly string[]; handlerIds: readonly string[] },
  ): Promise<void> {
    const wanted = [...new Set(handlerIds)];
    await this.assignEach(
      staff,
      [...new Set(clientIds)].map((clientId) => ({ clientId, handlerIds: wanted })),
    );
  }

  /** As {@link assign}, with staff members of its own for each client (named once): all of it in one act. */
  async assignEach(
    staff: StaffActor,
    wishes: readonly { clientId: string; handlerIds: readonly string[] }[],
  ): Promise<void> {
    const { acts, search, notify } = this.deps;
    const ids = wishes.map(({ clientId }) => clientId);
    const changed = await acts.run(null, async (act) => {
      const members = new Map(
        (await membersOfAgency(act.db, staff.agencyId)).map((member) => [member.handler_id, member.name]),
      );
      if (wishes.some(({ handlerIds }) => handlerIds.some((id) => !members.has(id))))
        throw new InvalidInput([{ field: 'handlerIds', message: '有人已不是本机构的待办人员，请刷新后重新选择' }]);
      const clients = new Map((await clientsById(act.db, ids)).map((client) => [client.client_id, client.name]));
      if (clients.size < ids.length) throw unknownClient();
      const before = groupedBy(await assignmentsOf(act.db, ids), (row) => row.client_id);
      const differing = wishes.filter(({ clientId, handlerIds }) => {
        const now = (before.get(clientId) ?? []).map((row) => row.handler_id);
        return now.length !== handlerIds.length || now.some((handler) => !handlerIds.includes(handler));
      });
      for (const { clientId, handlerIds } of differing)
        await this.assignWithin(
          act,
          staff,
          { id: clientId, name: clients.get(clientId) ?? '' },
          handlerIds.map((handler) => ({ id: handler, name: members.get(handler) ?? '' })),
        );
      return differing.map(({ clientId }) => clientId);
    });
    search.changed(changed);
    await this.endUncovered(new Set(changed));
    // The event names no client: a member who no longer sees it must also reload, and must not learn of a client that is not theirs.
    if (changed.length > 0) notify(null, { kind: 'clientsChanged', clientId: null });
  }

  /** The part of assigning that an act holds, for one client; {@link endUncovered} follows it. */
  async assignWithin(
    act: Act,
    staff: StaffActor,
    client: { id: string; name: string },
    handlers: readonly { id: string; name: string }[],
  ): Promise<void> {
    await setAssignments(
      act.db,
      client.id,
      handlers.map((handler) => handler.id),
    );
    await act.record({
      act: 'client.assign',
      text: handlers.length > 0 ? `分配给${handlers.map((handler) => handler.name).join('、')}` : '取消分配',
      rule: 'H5',
      by: staff,
      client,
      origin: staff.origin,
      detail: { handlers: handlers.map((handler) => handler.id).join(',') },
    });
  }

  /** Ends the open client sessions of staff members whose scope no longer covers the client. @param clientIds null: of all clients */
  async endUncovered(clientIds: ReadonlySet<string> | null): Promise<void> {
    const { db, scope, sessions } = this.deps;
    const open = (await openSessions(db, { kind: 'client' })).filter(
      (row) => clientIds === null || clientIds.has(row.enterprise_id ?? ''),
    );
    const pairs = new Map(
      open.flatMap((row) =>
        row.handler_id === null || row.enterprise_id === null
          ? []
          : [
              [
                `${row.handler_id} ${row.enterprise_id}`,
                { handlerId: row.handler_id, clientId: row.enterprise_id },
              ] as const,
            ],
      ),
    );
    for (const pair of pairs.values()) {
      if (!(await scope.covers(pair.handlerId, pair.clientId)))
        await sessions.ends.endAll({ ...pair, kind: 'client' }, 'assignmentTaken');
    }
  }
}
