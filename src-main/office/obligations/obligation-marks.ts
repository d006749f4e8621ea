import type { MarkChange, MarkedCell, MarkLeftOut } from '@contract/obligations.ts';
import { obligationStateNames, reasonedStages } from '@contract/obligation-words.ts';
import { periodName } from '@contract/period-name.ts';
import { InvalidInput } from '@contract/errors.ts';
import type { DeskEvent } from '@contract/events.ts';
import type { Act, Acts } from '../../bureau/act/acts.ts';
import { whenRuled } from '../../bureau/act/refused-act.ts';
import type { StaffActor } from '../../bureau/ground/actors.ts';
import { dayOf } from '../../bureau/ground/calendar.ts';
import type { Clock } from '../../bureau/ground/ports.ts';
import { written } from '../../bureau/ground/money.ts';
import type { Profile } from '../../bureau/ground/profile.ts';
import { clientsById } from '../../store/repositories/clients.ts';
import { putMark, type ObligationMarkRow } from '../../store/repositories/obligations.ts';
import type { OfficeScope } from '../clients/scope.ts';
import { daysOfPeriod } from '../dossier/tax-profile.ts';
import { cellState, type CellState } from './cell-state.ts';
import { happenedIn, obligationKey } from './happened.ts';
import type { ObligationBook } from './obligation-book.ts';
import type { Obligation } from './owed.ts';

interface Judged {
  cell: MarkedCell;
  client: { id: string; name: string };
  owed: Obligation;
  mark: ObligationMarkRow | undefined;
  state: CellState;
}

/** What people enter on the board, for one cell or for many at once. */
export class ObligationMarks {
  constructor(
    private readonly deps: {
      acts: Acts;
      clock: Clock;
      scope: OfficeScope;
      book: ObligationBook;
      profile: Pick<Profile, 'reachesBureau'>;
      notify(window: string | null, event: DeskEvent): void;
    },
  ) {}

  /**
   * Enters the same for these cells in one act, with a record each; those that it does not fit are left out with the reason.
   * @throws InvalidInput for a day to come, a stage without its reason, one receipt number for several
   */
  async mark(
    staff: StaffActor,
    { month, cells, change }: { month: string; cells: readonly MarkedCell[]; change: MarkChange },
  ): Promise<{ done: number; leftOut: MarkLeftOut[] }> {
    const { acts, clock } = this.deps;
    const now = clock.now();
    checkChange(change, cells.length, dayOf(now));
    const attempted = { act: 'obligation.mark', text: '登记申报进度', by: staff, origin: staff.origin };
    const result = await acts.run(whenRuled(attempted), async (act) => {
      const { judged, leftOut } = await this.#judged(act, staff, month, cells);
      let done = 0;
      for (const one of judged) {
        const why = whyNot(one, change);
        if (why !== null) {
          leftOut.push({ ...one.cell, name: one.client.name, reason: why });
          continue;
        }
        const next = { at: now, by_id: staff.handlerId, by_name: staff.name, ...changed(one, change) };
        await putMark(act.db, next);
        done += 1;
        await act.record({
          ...attempted,
          text: `${periodName(one.owed.period)}${one.owed.name}：${saidOf(change)}`,
          client: one.client,
          detail: { period: one.owed.period, obligation: one.owed.obligation, dueDay: one.owed.dueDay },
        });
      }
      return { done, leftOut };
    });
    if (result.done > 0) this.deps.notify(null, { kind: 'clientsChanged', clientId: null });
    return result;
  }

  async #judged(
    act: Act,
    staff: StaffActor,
    month: string,
    cells: readonly MarkedCell[],
  ): Promise<{ judged: Judged[]; leftOut: MarkLeftOut[] }> {
    const { book, clock, profile, scope } = this.deps;
    const clientIds = [...new Set(cells.map(({ clientId }) => clientId))];
    const covered = await scope.coveredOf(staff.handlerId, clientIds, act.db);
    const names = new Map((await clientsById(act.db, [...covered])).map((row) => [row.client_id, row.name]));
    const owed = await book.dueIn(act.db, { agencyId: staff.agencyId, clientIds: [...covered], month });
    const happened = await happenedIn(act.db, [...owed.values()].flat());
    const on = { today: dayOf(clock.now()), reaches: profile.reachesBureau };
    const judged: Judged[] = [];
    const leftOut: MarkLeftOut[] = [];
    for (const cell of new Map(cells.map((one) => [`${one.clientId} ${obligationKey(one)}`, one])).values()) {
      const name = names.get(cell.clientId);
      const one = owed.get(cell.clientId)?.find((other) => obligationKey(other) === obligationKey(cell));
      if (name === undefined || !one) {
        const reason = name === undefined ? '客户已不存在，或不在您的客户范围内' : '客户档案已修改，本月没有这项申报';
        leftOut.push({ ...cell, name: name ?? '', reason });
        continue;
      }
      const facts = happened(cell.clientId, one);
      if ((facts.mark?.revision ?? 0) === cell.revision)
        judged.push({
          cell,
          client: { id: cell.clientId, name },
          owed: one,
          mark: facts.mark,
          state: cellState(one, facts, on),
        });
      else leftOut.push({ ...cell, name, reason: `刚由${facts.mark?.by_name ?? '别人'}修改，请看过再办` });
    }
    return { judged, leftOut };
  }
}

function checkChange(change: MarkChange, cells: number, today: string): void {
  if (change.kind === 'stage' && reasonedStages.includes(change.stage) && change.reason === '')
    throw new InvalidInput([{ field: 'change.reason', message: '请填写原因' }]);
  if (change.kind === 'filed' && change.receipt !== '' && cells > 1)
    throw new InvalidInput([{ field: 'change.receipt', message: '回执号一项一个，多项同时登记时请只填申报日期' }]);
  if ((change.kind === 'filed' || change.kind === 'paid') && change.day > today)
    throw new InvalidInput([{ field: 'change.day', message: '日期不能晚于今天' }]);
}

/** Why a change does not fit a cell; null: it does. */
function whyNot({ owed, mark, state }: Judged, change: MarkChange): string | null {
  const { firstDay } = daysOfPeriod(owed.period);
  if (change.kind === 'clear')
    return mark && (mark.stage !== null || mark.filed_day !== null) ? null : '没有可以撤销的登记';
  if (change.kind === 'stage') {
    if (state.state === 'filed' || state.state === 'paid') return '已经申报；登记有误的，请先撤销登记';
    if (state.state === 'registered' && change.stage !== 'blocked') return '本机已有提交的申报表';
    return state.state === change.stage && state.reason === change.reason && change.amount === undefined
      ? `已经是${obligationStateNames[change.stage]}`
      : null;
  }
  if (change.day < firstDay) return `日期早于所属期（${firstDay}起）`;
  if (change.kind === 'filed') {
    const same = mark?.filed_day === change.day && mark.receipt === change.receipt && change.amount === undefined;
    return same ? '已经这样登记' : null;
  }
  if (mark?.filed_day == null) return '还没有登记申报日期';
  if (state.amount === 0) return '应缴金额为零';
  if (change.day < mark.filed_day) return `缴款日期早于申报日期（${mark.filed_day}）`;
  return mark.paid_day === change.day ? '已经这样登记' : null;
}

function changed({ cell, mark }: Judged, change: MarkChange): Omit<ObligationMarkRow, 'at' | 'by_id' | 'by_name'> {
  const before = {
    client_id: cell.clientId,
    obligation: cell.obligation,
    period: cell.period,
    stage: mark?.stage ?? null,
    reason: mark?.reason ?? '',
    amount: mark?.amount ?? null,
    receipt: mark?.receipt ?? '',
    filed_day: mark?.filed_day ?? null,
    paid_day: mark?.paid_day ?? null,
    revision: cell.revision + 1,
  };
  if (change.kind === 'clear')
    return { ...before, stage: null, reason: '', receipt: '', filed_day: null, paid_day: null };
  if (change.kind === 'paid') return { ...before, paid_day: change.day };
  const amount = change.amount === undefined ? before.amount : change.amount;
  if (change.kind === 'stage') return { ...before, stage: change.stage, reason: change.reason, amount };
  return { ...before, stage: null, reason: '', amount, receipt: change.receipt, filed_day: change.day };
}

function saidOf(change: MarkChange): string {
  const amount = 'amount' in change && change.amount != null ? `，应缴 ${written(change.amount)} 元` : '';
  if (change.kind === 'clear') return `撤销登记，原因：${change.reason}`;
  if (change.kind === 'paid') return `已缴款（${change.day}）`;
  if (change.kind === 'filed')
    return `已申报（${change.day}${change.receipt === '' ? '' : `，回执 ${change.receipt}`}）${amount}`;
  return `${obligationStateNames[change.stage]}${change.reason === '' ? '' : `（${change.reason}）`}${amount}`;
}
