import { InvalidInput, Refusal } from '@contract/errors.ts';
import type { DeskEvent } from '@contract/events.ts';
import type { Act, Acts } from '../../bureau/act/acts.ts';
import { attempting, whenRuled } from '../../bureau/act/refused-act.ts';
import { isStopped, whoResumes } from '../../bureau/agreement/client-stop.ts';
import type { StaffActor } from '../../bureau/ground/actors.ts';
import { addDays, dayOf } from '../../bureau/ground/calendar.ts';
import type { Clock } from '../../bureau/ground/ports.ts';
import type { Sessions } from '../../bureau/sessions/sessions.ts';
import { changeClient } from '../../store/repositories/clients.ts';
import { clientStop, deleteClientStop, putClientStop } from '../../store/repositories/client-stops.ts';
import type { Members } from '../members/members.ts';
import type { ClientSearch } from '../search/client-search.ts';
import { clientChangedMeanwhile, type ClientRecords } from './client-records.ts';

export interface ServiceStopsDependencies {
  acts: Acts;
  clock: Clock;
  sessions: Sessions;
  members: Members;
  records: ClientRecords;
  search: ClientSearch;
  notify(window: string | null, event: DeskEvent): void;
}

/** Maximum days between today and a planned stop: a later day is a typing error. */
const plannedAtMost = 366;
/** No office has stopped serving anybody in this program before. */
const earliest = '2000-01-01';

/**
 * 停止服务 and 恢复服务: a client leaves the daily work from a day on and keeps its history; agreements and assignments stay as they are. For admins, and
 * leaders in their scope.
 */
export class ServiceStops {
  constructor(private readonly deps: ServiceStopsDependencies) {}

  /**
   * Stops a client from `day` on; open client sessions end that day, at once for a day that has come. One that is stopped already gets the other day and reason.
   * @throws Refusal FORBIDDEN, NOT_FOUND (also out of scope, H5), CONFLICT; InvalidInput for a day out of reach
   */
  stop(
    staff: StaffActor,
    { clientId, day, reason, revision }: { clientId: string; day: string; reason: string; revision: number },
  ): Promise<void> {
    return this.#change(staff, { clientId, act: 'client.stop', text: '停止服务' }, async (client) => {
      this.checkDay(day);
      await this.deps.acts.run(null, (act) => this.#stopWithin(act, staff, { ...client, revision }, { day, reason }));
    });
  }

  /** Stops several clients in one act: all of them or none. Scope and role are checked by whoever calls. @throws Refusal CONFLICT; InvalidInput as {@link stop} */
  async stopAll(
    staff: StaffActor,
    clients: readonly { id: string; name: string; revision: number }[],
    { day, reason }: { day: string; reason: string },
  ): Promise<void> {
    const { acts, search, notify } = this.deps;
    this.checkDay(day);
    await acts.run(null, async (act) => {
      for (const client of clients) await this.#stopWithin(act, staff, client, { day, reason });
    });
    search.changed(clients.map(({ id }) => id));
    notify(null, { kind: 'clientsChanged', clientId: null });
  }

  /** @throws InvalidInput for a day out of reach */
  checkDay(day: string): void {
    const latest = addDays(dayOf(this.deps.clock.now()), plannedAtMost);
    if (day < earliest || day > latest)
      throw new InvalidInput([{ field: 'day', message: `停止服务的日期在${earliest}和${latest}之间，请核对年份` }]);
  }

  async #stopWithin(
    act: Act,
    staff: StaffActor,
    client: { id: string; name: string; revision: number },
    { day, reason }: { day: string; reason: string },
  ): Promise<void> {
    const { clock, sessions } = this.deps;
    const today = dayOf(clock.now());
    if (!(await changeClient(act.db, client.id, client.revision, {}))) throw clientChangedMeanwhile();
    await putClientStop(act.db, {
      client_id: client.id,
      day,
      reason,
      handler_id: staff.handlerId,
      by_name: staff.name,
      at: clock.now(),
    });
    await act.record({
      act: 'client.stop',
      text: `${isStopped({ day }, today) ? `停止服务，自${day}` : `计划自${day}起停止服务`}：${reason}`,
      by: staff,
      client: { id: client.id, name: client.name },
      origin: staff.origin,
      detail: { day, reason },
    });
    await act.emit({ kind: 'serviceChanged', clientId: client.id });
    if (isStopped({ day }, today))
      await sessions.ends.endAllWithin(act, { kind: 'client', clientId: client.id }, 'clientStopped');
  }

  /**
   * Serves a stopped client again, or calls a planned stop off. @throws Refusal FORBIDDEN, NOT_FOUND (also out of scope), CONFLICT; RULE_BROKEN for one that
   * is served
   */
  resume(staff: StaffActor, { clientId, revision }: { clientId: string; revision: number }): Promise<void> {
    return this.#change(staff, { clientId, act: 'client.resume', text: '恢复服务' }, async (client) => {
      const { acts, clock } = this.deps;
      await acts.run(null, async (act) => {
        const stop = await clientStop(act.db, clientId);
        if (!stop)
          throw new Refusal('RULE_BROKEN', `${client.name}没有停止服务，不需要恢复。请刷新后再看。`, { link: 'state' });
        if (!(await changeClient(act.db, clientId, revision, {}))) throw clientChangedMeanwhile();
        await deleteClientStop(act.db, clientId);
        await act.record({
          act: 'client.resume',
          text: isStopped(stop, dayOf(clock.now()))
            ? `恢复服务（${stop.day}起停止服务：${stop.reason}）`
            : `取消停止服务的计划（${stop.day}：${stop.reason}）`,
          by: staff,
          client,
          origin: staff.origin,
          detail: { day: stop.day },
        });
        await act.emit({ kind: 'serviceChanged', clientId });
      });
    });
  }

  async #change(
    staff: StaffActor,
    { clientId, act, text }: { clientId: string; act: string; text: string },
    work: (client: { id: string; name: string }) => Promise<void>,
  ): Promise<void> {
    const { members, records, search, notify } = this.deps;
    await attempting(whenRuled({ act, text, by: staff, origin: staff.origin }), async () => {
      const client = await records.clientInScope(staff, clientId);
      if ((await members.roleOf(staff.handlerId)) === 'member')
        throw new Refusal('FORBIDDEN', `只有${whoResumes}可以停止或恢复对客户的服务。请联系他们办理。`, {
          link: 'staff',
          whoCanMend: whoResumes,
        });
      await attempting(whenRuled({ act, text, by: staff, client, origin: staff.origin }), () => work(client));
    });
    search.changed([clientId]);
    notify(null, { kind: 'clientsChanged', clientId });
  }
}
