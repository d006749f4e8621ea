import { batchNamed, type BatchAct, type LeftOut } from '@contract/client-batch.ts';
import { InvalidInput, Refusal } from '@contract/errors.ts';
import type { Acts } from '../../bureau/act/acts.ts';
import { attempting, whenRuled } from '../../bureau/act/refused-act.ts';
import { whoResumes } from '../../bureau/agreement/client-stop.ts';
import type { StaffActor } from '../../bureau/ground/actors.ts';
import { setFavourite } from '../../store/repositories/clients.ts';
import type { Members } from '../members/members.ts';
import type { ClientSearch } from '../search/client-search.ts';
import type { Assignments } from './assignments.ts';
import type { ShownClient } from './client-rows.ts';
import type { Clients } from './clients.ts';
import type { OfficeScope } from './scope.ts';
import type { ServiceStops } from './service-stops.ts';

export interface ClientBatchDependencies {
  acts: Acts;
  assignments: Assignments;
  clients: Clients;
  members: Members;
  scope: OfficeScope;
  search: ClientSearch;
  stops: ServiceStops;
}

/** Clients read in one query. */
const chunk = 500;
const texts = { assign: '批量分配客户', stop: '批量停止服务', favourite: '批量收藏客户' } as const;
const acts = { assign: 'client.assign', stop: 'client.stop', favourite: 'client.favourite' } as const;

/** Acts for many clients: whom they are for and whom not, and one transaction a step. */
export class ClientBatch {
  constructor(private readonly deps: ClientBatchDependencies) {}

  /**
   * Whom an act would change; the others with the reason. Changes nothing.
   * @throws Refusal FORBIDDEN for an act that is not this person's; InvalidInput for a day out of reach
   */
  async preview(
    staff: StaffActor,
    { clientIds, act }: { clientIds: readonly string[]; act: BatchAct },
  ): Promise<{ ids: string[]; leftOut: LeftOut[]; leftOutCount: number }> {
    await this.#may(staff, act);
    const { fitting, leftOut } = await this.#judged(staff, clientIds, act);
    return {
      ids: fitting.map(({ row }) => row.clientId),
      leftOut: leftOut.slice(0, batchNamed),
      leftOutCount: leftOut.length,
    };
  }

  /**
   * Does it for these clients, all of them or none; whom it does not fit any more is left out.
   * @throws Refusal as {@link preview}; CONFLICT when one of them changes meanwhile
   */
  run(
    staff: StaffActor,
    { clientIds, act }: { clientIds: readonly string[]; act: BatchAct },
  ): Promise<{ done: number; leftOut: LeftOut[] }> {
    const attempted = { act: acts[act.kind], text: texts[act.kind], by: staff, origin: staff.origin };
    return attempting(whenRuled(attempted), async () => {
      await this.#may(staff, act);
      const { fitting, leftOut } = await this.#judged(staff, clientIds, act);
      if (fitting.length > 0) await this.#do(staff, act, fitting);
      return { done: fitting.length, leftOut };
    });
  }

  async #do(staff: StaffActor, act: BatchAct, fitting: readonly ShownClient[]): Promise<void> {
    const { acts: unit, assignments, search, stops } = this.deps;
    if (act.kind === 'favourite') {
      await unit.run(null, async ({ db }) => {
        for (const { row } of fitting) await setFavourite(db, staff.handlerId, row.clientId, act.favourite);
      });
      search.useChanged(staff.handlerId);
    }
    if (act.kind === 'stop')
      await stops.stopAll(
        staff,
        fitting.map(({ client }) => ({ id: client.client_id, name: client.name, revision: client.revision })),
        act,
      );
    if (act.kind === 'assign') {
      await assignments.assignEach(
        staff,
        fitting.map(({ row }) => ({ clientId: row.clientId, handlerIds: wantedOf(row, act) })),
      );
    }
  }

  async #may(staff: StaffActor, act: BatchAct): Promise<void> {
    const role = await this.deps.members.roleOf(staff.handlerId);
    if (act.kind === 'assign' && role !== 'admin')
      throw new Refusal('FORBIDDEN', '只有管理员可以分配客户。请联系管理员办理。', {
        link: 'staff',
        whoCanMend: '管理员',
      });
    if (act.kind === 'assign' && act.how !== 'replace' && act.handlerIds.length === 0)
      throw new InvalidInput([{ field: 'act.handlerIds', message: '请选择待办人员' }]);
    if (act.kind === 'stop' && role === 'member')
      throw new Refusal('FORBIDDEN', `只有${whoResumes}可以停止或恢复对客户的服务。请联系他们办理。`, {
        link: 'staff',
        whoCanMend: whoResumes,
      });
    if (act.kind === 'stop') this.deps.stops.checkDay(act.day);
  }

  async #judged(
    staff: StaffActor,
    clientIds: readonly string[],
    act: BatchAct,
  ): Promise<{ fitting: ShownClient[]; leftOut: LeftOut[] }> {
    const ids = [...new Set(clientIds)];
    const seen = await this.deps.scope.handlersSeenBy(staff.handlerId);
    const fitting: ShownClient[] = [];
    const leftOut: LeftOut[] = [];
    for (let from = 0; from < ids.length; from += chunk) {
      const slice = ids.slice(from, from + chunk);
      const shown = new Map((await this.deps.clients.shown(staff, slice)).map((one) => [one.row.clientId, one]));
      for (const clientId of slice) {
        const one = shown.get(clientId);
        // Out of scope is as if it did not exist (H5): its name is not said either.
        const inScope = seen === null || one?.row.assigned.some(({ handlerId }) => seen.includes(handlerId)) === true;
        const reason = !one || !inScope ? '客户已不存在，或不在您的客户范围内' : whyLeftOut(one, act);
        if (reason === null && one) fitting.push(one);
        else leftOut.push({ clientId, name: one && inScope ? one.row.name : '', reason: reason ?? '' });
      }
    }
    return { fitting, leftOut };
  }
}

type Row = ShownClient['row'];
type AssignAct = Extract<BatchAct, { kind: 'assign' }>;

function wantedOf(row: Row, { handlerIds, how }: AssignAct): string[] {
  const now = row.assigned.map(({ handlerId }) => handlerId);
  if (how === 'add') return [...new Set([...now, ...handlerIds])];
  return how === 'remove' ? now.filter((id) => !handlerIds.includes(id)) : [...new Set(handlerIds)];
}

/** Why an act changes nothing about a client; null: it does. */
function whyLeftOut({ row }: ShownClient, act: BatchAct): string | null {
  if (act.kind === 'favourite')
    return row.favourite === act.favourite ? (act.favourite ? '已经收藏' : '没有收藏') : null;
  if (act.kind === 'stop') {
    if (row.stopped?.begun) return `已停止服务（${row.stopped.day}起：${row.stopped.reason}）`;
    return row.stopped && row.stopped.day <= act.day ? `已计划自${row.stopped.day}起停止服务` : null;
  }
  const wanted = wantedOf(row, act);
  const same =
    wanted.length === row.assigned.length && row.assigned.every(({ handlerId }) => wanted.includes(handlerId));
  if (!same) return null;
  if (act.how === 'remove') return '没有分配给所选人员';
  return wanted.length === 0 ? '本来就没有分配' : '已经分配给所选人员';
}
