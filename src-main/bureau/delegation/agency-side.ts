import { randomUUID } from 'node:crypto';
import type { AgreementHistory, AgreementOffer, AgreementTermsInput, AgreementView } from '@contract/agreements.ts';
import type { AgreementListView } from '@contract/agency-delegation.ts';
import { InvalidInput, Refusal } from '@contract/errors.ts';
import {
  agencyAgreements,
  countAgencyAgreements,
  countMatching,
  type AgreementDay,
} from '../../store/repositories/agency-agreements.sqlite.ts';
import { changeAgreement, type AgreementRow } from '../../store/repositories/agreements.ts';
import { addAgreementChange, reportChange, setServiceStaff } from '../../store/repositories/delegation.ts';
import { enterpriseById, enterpriseByTaxpayerId } from '../../store/repositories/identity.ts';
import type { Database } from '../../store/schema/index.ts';
import type { Acts } from '../act/acts.ts';
import type { StaffActor } from '../ground/actors.ts';
import { addDays, dayOf, daysBetween, startOfDay } from '../ground/calendar.ts';
import type { DomainEvents } from '../act/domain-events.ts';
import type { Clock } from '../ground/ports.ts';
import type { RuleSet } from '../rule-sets/rule-sets.ts';
import { pairOf, type AgreementActs, type Seen } from './acts.ts';
import { staffIdsOf, staffText } from './change-text.ts';
import { requireServiceStaff } from './service-staff.ts';
import { requireFreeDays, requireHeld, termsProblems } from './terms.ts';
import { whoActs } from './transitions.ts';
import type { AgreementViews } from './views.ts';

export interface AgencyDelegationDependencies {
  db: Database;
  clock: Clock;
  events: DomainEvents;
  acts: Acts;
  agreementActs: AgreementActs;
  views: AgreementViews;
  ruleSet: RuleSet;
  /** Whether clients can answer here; in the office profile they cannot, and a paper agreement replaces a proposal (H7). */
  answered: boolean;
}

type Counted = Awaited<ReturnType<typeof countAgencyAgreements>>;

/** Delegation for the agency's admin (H3, L1 to L5). */
export class AgencyDelegation {
  readonly #counts = new Map<string, { today: string; counted: Counted }>();
  #changes = 0;

  constructor(private readonly deps: AgencyDelegationDependencies) {
    deps.events.on((event) => {
      if (event.kind !== 'agreementChanged' && event.kind !== 'serviceChanged') return;
      this.#changes += 1;
      this.#counts.clear();
    });
  }

  async list(staff: StaffActor, wanted: { view: AgreementListView; query: string; offset: number; limit: number }) {
    const {
      db,
      views,
      agreementActs: { today },
      answered,
      ruleSet: { days },
    } = this.deps;
    const reportDay = addDays(today, -days.toReport);
    const day = {
      today,
      answerableSince: startOfDay(addDays(today, -days.toAnswer)),
      in30: addDays(today, 30),
      in60: addDays(today, 60),
      reportSince: { day: reportDay, instant: startOfDay(reportDay) },
    };
    const asked = { ...wanted, query: wanted.query.trim() };
    const rows = await agencyAgreements(db, staff.agencyId, day, asked);
    const { counts, oldestWaiting } = await this.#counted(staff.agencyId, day);
    return {
      rows: await views.of(rows, 'agency'),
      total: asked.query === '' ? counts[asked.view] : await countMatching(db, staff.agencyId, day, asked),
      counts,
      proposes: answered,
      answerIn: oldestWaiting === null ? null : daysBetween(today, addDays(dayOf(oldestWaiting), days.toAnswer)),
    };
  }

  /** Counting reads all agreements, so it runs once per day and change, not at every keystroke. */
  async #counted(agencyId: string, day: AgreementDay): Promise<Counted> {
    const known = this.#counts.get(agencyId);
    if (known?.today === day.today) return known.counted;
    const changes = this.#changes;
    const counted = await countAgencyAgreements(this.deps.db, agencyId, day);
    // If an agreement changed during the count, the next call counts again.
    if (changes === this.#changes) this.#counts.set(agencyId, { today: day.today, counted });
    return counted;
  }

  async get(
    staff: StaffActor,
    agreementId: string,
  ): Promise<{ agreement: AgreementView; history: AgreementHistory[] }> {
    const row = await this.deps.agreementActs.own(this.deps.db, staff, agreementId);
    return { agreement: await this.#view(row), history: await this.deps.views.history(row) };
  }

  /** @throws Refusal NOT_FOUND */
  async offer(staff: StaffActor, taxpayerId: string): Promise<AgreementOffer & { client: AgreementView['client'] }> {
    const firm = await enterpriseByTaxpayerId(this.deps.db, taxpayerId.replaceAll(/\s/g, '').toUpperCase());
    if (!firm || firm.id === staff.agencyId) {
      throw new Refusal(
        'NOT_FOUND',
        firm ? '不能与本机构自己签订委托协议。' : '没有找到这家企业，请核对纳税人识别号。',
        { link: 'input', rule: 'H3' },
      );
    }
    return {
      ...(await this.deps.views.offer({ agencyId: staff.agencyId, clientId: firm.id })),
      client: { id: firm.id, name: firm.name, taxpayerId: firm.taxpayer_id },
    };
  }

  /** H3, L3, L4: waits for the client, or takes effect at once if the rule set says so. @throws Refusal (H3, H4, H7, L2); InvalidInput */
  async propose(
    staff: StaffActor,
    { clientId, ...terms }: AgreementTermsInput & { clientId: string },
  ): Promise<AgreementView> {
    const { db, acts, agreementActs, ruleSet } = this.deps;
    const pair = { agencyId: staff.agencyId, clientId };
    const waits = ruleSet.waitsForClient(terms.functions);
    const kind = waits ? 'propose' : 'record';
    const id = await agreementActs.attempting(staff, kind, pair, async () => {
      if (!this.deps.answered) {
        throw new Refusal('RULE_BROKEN', '委托企业不能在本机确认，请录入双方签订的纸质协议。', {
          link: 'agreement',
          rule: 'H7',
          whoCanMend: whoActs.agency,
        });
      }
      if (clientId === staff.agencyId || !(await enterpriseById(db, clientId)))
        throw new Refusal('NOT_FOUND', '没有这家企业，请重新查找。', { link: 'input', rule: 'H3' });
      const problems = termsProblems(terms, agreementActs.today);
      if (problems.length > 0) throw new InvalidInput(problems);
      return acts.run(null, async (act) => {
        await requireServiceStaff(act.db, pair, terms.serviceStaff, ruleSet);
        const days = `${terms.firstDay}至${terms.lastDay}`;
        const made = await agreementActs.make(
          act,
          staff,
          kind,
          pair,
          { ...terms, passwordHash: null },
          {
            text: waits ? `发起委托申请：${days}，等待委托企业确认` : `录入委托协议：${days}，录入即生效`,
            detail: { functions: new Set(terms.functions).size },
            ...(waits ? {} : { rule: 'L3' }),
          },
        );
        await agreementActs.emitChanged(act, clientId, made);
        return made;
      });
    });
    return this.#view(await agreementActs.own(db, staff, id));
  }

  /** Accepts a client's request; the conditions at the time of the request must still hold (H3, H4, L2). */
  accept(staff: StaffActor, seen: Seen): Promise<AgreementView> {
    const { agreementActs, ruleSet } = this.deps;
    return this.#act(staff, 'accept', seen, async (db, row) => {
      const pair = pairOf(row);
      await requireHeld(db, pair.clientId, row.functions, ruleSet.catalogue);
      await requireFreeDays(db, pair, { firstDay: row.first_day, lastDay: row.last_day }, agreementActs.on, row.id);
      await requireServiceStaff(db, pair, await staffIdsOf(db, row.id), ruleSet);
      return { text: `接受委托：${row.first_day}至${row.last_day}` };
    });
  }

  decline(staff: StaffActor, seen: Seen, reason: string): Promise<AgreementView> {
    return this.#act(staff, 'decline', seen, async () => ({
      text: `谢绝委托：${reason}`,
      change: { end_reason: reason },
    }));
  }

  /** H2, H3: ends an agreement, or withdraws a proposal; open client sessions end at once. */
  cancel(staff: StaffActor, seen: Seen, reason: string): Promise<AgreementView> {
    return this.#act(staff, 'cancel', seen, async (_, row) => ({
      text: `${row.decided === 'proposed' ? '撤回委托申请' : '退回委托'}：${reason}`,
      change: { end_reason: reason },
    }));
  }

  /** L1, L2; the change must be reported, whichever side makes it (L5). */
  setStaff(staff: StaffActor, seen: Seen, serviceStaff: readonly string[]): Promise<AgreementView> {
    return this.#act(staff, 'setStaff', seen, async (db, row) => {
      await requireServiceStaff(db, pairOf(row), serviceStaff, this.deps.ruleSet);
      const [text] = await staffText(db, row, serviceStaff);
      if (text === undefined) throw new InvalidInput([{ field: 'serviceStaff', message: '服务人员没有变化' }]);
      await setServiceStaff(db, row.id, [...new Set(serviceStaff)]);
      await addAgreementChange(db, {
        id: randomUUID(),
        agreement_id: row.id,
        at: this.deps.clock.now(),
        text,
        reported_at: null,
        reported_by: null,
      });
      return { text };
    });
  }

  /** L5: records that a change or the end was reported. @throws Refusal RULE_BROKEN if there is nothing (left) to report */
  async markReported(staff: StaffActor, agreementId: string, report: string): Promise<AgreementView> {
    const { clock, acts, agreementActs, views } = this.deps;
    const reported = await acts.run(null, async (act) => {
      const row = await agreementActs.own(act.db, staff, agreementId);
      const open = (await views.reports([row], act.db))
        .get(row.id)
        ?.find((one) => one.report === report && one.reportedAt === null);
      if (!open)
        throw new Refusal('RULE_BROKEN', '这一项已经登记过，或不需要报告，请刷新后再看。', {
          link: 'state',
          rule: 'L5',
        });
      if (open.kind === 'end')
        await changeAgreement(act.db, row, { end_reported_at: clock.now(), end_reported_by: staff.handlerId });
      else await reportChange(act.db, { id: report, agreementId }, clock.now(), staff.handlerId);
      await act.record({
        act: 'agreement.reported',
        text: `登记已向税务机关报告：${open.text}（${open.day}）`,
        rule: 'L5',
        by: staff,
        origin: staff.origin,
        client: { id: row.client_id, name: (await enterpriseById(act.db, row.client_id))?.name ?? '' },
        detail: { agreement: row.id, report },
      });
      await agreementActs.emitChanged(act, row.client_id, agreementId);
      return agreementActs.own(act.db, staff, agreementId);
    });
    return this.#view(reported);
  }

  async #act(
    staff: StaffActor,
    kind: Parameters<AgreementActs['change']>[1],
    seen: Seen,
    work: Parameters<AgreementActs['change']>[3],
  ): Promise<AgreementView> {
    const { db, agreementActs } = this.deps;
    await agreementActs.attempting(staff, kind, seen, () => agreementActs.change(staff, kind, seen, work));
    return this.#view(await agreementActs.own(db, staff, seen.agreementId));
  }

  async #view(row: AgreementRow): Promise<AgreementView> {
    return this.deps.views.one(row, 'agency');
  }
}
