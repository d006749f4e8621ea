import { randomUUID } from 'node:crypto';
import { Refusal } from '@contract/errors.ts';
import {
  openMonths,
  type Declaration,
  type DeclarationLine,
  type DeclarationTotals,
  type DeclaredMonth,
} from '@contract/social-insurance.ts';
import { nextNumber } from '../../store/repositories/filings.ts';
import {
  addDeclaration,
  changeDeclaration,
  declarationOfMonth,
  declarationsOf,
  insurancePaymentOf,
  putReceipt,
  receiptsOf,
  type InsuranceDeclarationRow,
} from '../../store/repositories/insurance-declarations.ts';
import { insuredIn, insuredOf } from '../../store/repositories/insured-people.ts';
import type { Database } from '../../store/schema/index.ts';
import type { Act, Acts } from '../act/acts.ts';
import { attempting } from '../act/refused-act.ts';
import type { EnterpriseActor } from '../ground/actors.ts';
import { dayOf, iso } from '../ground/calendar.ts';
import { written } from '../ground/money.ts';
import { periodName } from '../ground/period.ts';
import { insuranceReceiptNumber, type RecordMark } from '../paper/record-mark.ts';
import type { Clock } from '../ground/ports.ts';
import { totalsOf } from './contributions.ts';
import type { TypedWage } from '../../store/schema/social-insurance.ts';
import { isStale, linesOf, shownLine, wagesOf } from './declaration-lines.ts';
import { actorName, insuranceChangedMeanwhile } from './actor-name.ts';
import { shownStandard } from './standards.ts';

export interface DeclarationDependencies {
  db: Database;
  clock: Clock;
  acts: Acts;
  mark: RecordMark;
  /** Lets the act on when the actor holds the function. @throws Refusal PERMISSION_MISSING */
  require(actor: EnterpriseActor, functions: readonly string[]): Promise<void>;
}

/** Monthly declarations (B8): one a month, draft, submitted with a receipt, corrected until it is paid. */
export class Declarations {
  constructor(private readonly deps: DeclarationDependencies) {}

  /** Months that can be declared, and every one declared before, newest first. */
  async months(actor: EnterpriseActor): Promise<DeclaredMonth[]> {
    const { db, clock } = this.deps;
    const declared = new Map((await declarationsOf(db, actor.enterpriseId)).map((row) => [row.month, row]));
    const months = [...new Set([...openMonths(clock.now()), ...declared.keys()])].toSorted().toReversed();
    const shown: DeclaredMonth[] = [];
    for (const month of months) {
      const row = declared.get(month);
      // What counts is the receipt; before there is one, what the month would come to.
      const totals =
        row?.number == null
          ? totalsOf(linesOf(await insuredIn(db, actor.enterpriseId, month), row?.wages ?? [], month))
          : null;
      const [unit, personal] = [row?.unit ?? totals?.unit ?? 0, row?.personal ?? totals?.personal ?? 0];
      shown.push({
        month,
        state: row?.state ?? 'none',
        people: row?.people ?? totals?.people ?? 0,
        unit,
        personal,
        total: unit + personal,
        receiptNumber: row?.number ?? null,
        slipNumber: row?.slip_number ?? null,
        paidDay: row?.paid_day ?? null,
      });
    }
    return shown;
  }

  async open(actor: EnterpriseActor, month: string): Promise<Declaration> {
    return this.#shown(this.deps.db, actor, month);
  }

  /** Works the contributions of these wages out; writes nothing. */
  async compute(
    actor: EnterpriseActor,
    month: string,
    wages: readonly TypedWage[],
  ): Promise<{ lines: DeclarationLine[]; totals: DeclarationTotals }> {
    const people = await insuredIn(this.deps.db, actor.enterpriseId, month);
    const lines = linesOf(people, wages, month);
    const byId = new Map(people.map((person) => [person.id, person]));
    return { lines: lines.map((line) => shownLine(line, byId)), totals: totalsOf(lines) };
  }

  /** Saves the draft, or the correction under way, on top of `revision` (0: none yet). @throws Refusal CONFLICT, RULE_BROKEN, PERMISSION_MISSING */
  async save(
    actor: EnterpriseActor,
    input: { month: string; wages: readonly TypedWage[]; revision: number },
  ): Promise<Declaration> {
    const { clock } = this.deps;
    return this.#change(actor, input, 'social.declare.save', '保存社保费申报草稿', async (act, row) => {
      if (!row) this.#mayDeclare(input.month);
      else this.#mayEdit(row);
      const people = await insuredIn(act.db, actor.enterpriseId, input.month);
      const wages = wagesOf(linesOf(people, input.wages, input.month));
      const saved = { wages, revision: input.revision + 1, saved_at: clock.now(), saved_by_name: actorName(actor) };
      if (row) await changeDeclaration(act.db, row.id, saved);
      else
        await addDeclaration(act.db, {
          id: randomUUID(),
          enterprise_id: actor.enterpriseId,
          month: input.month,
          state: 'draft',
          reason: '',
          ...saved,
        });
      return `共 ${people.length} 人`;
    });
  }

  /**
   * Submits what was saved. Enterprise and total as the user confirmed them must be its own. The same revision submitted again answers with the receipt it has.
   * @throws Refusal RULE_BROKEN without a draft, without a person, with other persons than are insured now, or with another total; CONFLICT
   */
  async submit(
    actor: EnterpriseActor,
    input: { month: string; revision: number; confirmed: { enterpriseName: string; total: number } },
  ): Promise<Declaration> {
    const { clock, mark } = this.deps;
    const already = await declarationOfMonth(this.deps.db, actor.enterpriseId, input.month);
    if (already?.state === 'submitted' && already.revision === input.revision)
      return this.#shown(this.deps.db, actor, input.month);
    return this.#change(actor, input, 'social.declare.submit', '提交社保费申报', async (act, row) => {
      if (!row)
        throw new Refusal('RULE_BROKEN', '还没有保存的申报表，请先核对并保存，再提交。', { link: 'state', rule: 'B8' });
      this.#mayEdit(row);
      if (input.confirmed.enterpriseName !== actor.enterpriseName)
        throw new Refusal('RULE_BROKEN', '确认的单位名称与当前登录的单位不一致，没有提交。', {
          link: 'identity',
          rule: 'B8',
        });
      const people = await insuredIn(act.db, actor.enterpriseId, input.month);
      if (people.length === 0)
        throw new Refusal('RULE_BROKEN', `${periodName(input.month)}没有参保人员，不能申报。请先办理增员。`, {
          link: 'state',
          rule: 'B8',
        });
      if (isStale(row.wages, people))
        throw new Refusal('RULE_BROKEN', '保存之后参保人员有变动。请按最新参保人员重新保存，核对后再提交。', {
          link: 'state',
          rule: 'B8',
        });
      const lines = linesOf(people, row.wages, input.month);
      const totals = totalsOf(lines);
      if (totals.total !== input.confirmed.total) {
        throw new Refusal(
          'RULE_BROKEN',
          `确认的金额 ${written(input.confirmed.total)} 元与申报表的 ${written(totals.total)} 元不一致，请重新核对后再提交。`,
          { link: 'state', rule: 'B8' },
        );
      }
      const now = clock.now();
      const number = insuranceReceiptNumber(mark, dayOf(now), await nextNumber(act.db, `social-receipt:${dayOf(now)}`));
      await putReceipt(act.db, {
        number,
        declaration_id: row.id,
        lines,
        people: lines.length,
        unit: totals.unit,
        personal: totals.personal,
        reason: row.reason,
        submitted_at: now,
        submitted_by_name: actorName(actor),
        replaced_at: null,
      });
      // The revision stays: sent twice, the second answers with the same receipt.
      await changeDeclaration(act.db, row.id, { state: 'submitted', reason: '' });
      return `${row.state === 'correcting' ? `更正：${row.reason}，` : ''}${lines.length} 人，合计 ${written(totals.total)} 元，回执号 ${number}（${mark}）`;
    });
  }

  /** Opens a submitted month for correction before it is paid; its receipt counts until the correction is submitted. */
  async correct(
    actor: EnterpriseActor,
    input: { month: string; revision: number; reason: string },
  ): Promise<Declaration> {
    return this.#change(actor, input, 'social.correct', '更正社保费申报', async (act, row) => {
      if (row?.state !== 'submitted') throw this.#notSubmitted(row);
      await changeDeclaration(act.db, row.id, {
        state: 'correcting',
        reason: input.reason,
        revision: row.revision + 1,
      });
      return input.reason;
    });
  }

  /** The correction under way is dropped: what was submitted stands. */
  async abandon(actor: EnterpriseActor, input: { month: string; revision: number }): Promise<Declaration> {
    return this.#change(actor, input, 'social.correct.abandon', '放弃更正社保费申报', async (act, row) => {
      if (row?.state !== 'correcting')
        throw new Refusal('RULE_BROKEN', '没有正在进行的更正，请刷新后再看。', { link: 'state', rule: 'B8' });
      const kept = (await receiptsOf(act.db, row.id)).find((receipt) => receipt.replaced_at === null);
      const wages = wagesOf(kept?.lines ?? []);
      await changeDeclaration(act.db, row.id, { state: 'submitted', reason: '', wages, revision: row.revision + 1 });
      return '';
    });
  }

  /** One act; the row is the one that the caller has read. */
  async #change(
    actor: EnterpriseActor,
    input: { month: string; revision: number },
    name: string,
    title: string,
    work: (act: Act, row: InsuranceDeclarationRow | undefined) => Promise<string>,
  ): Promise<Declaration> {
    const { db, acts } = this.deps;
    const what = `${title}（${periodName(input.month)}）`;
    const before = await declarationOfMonth(db, actor.enterpriseId, input.month);
    if (name.startsWith('social.declare'))
      await this.deps.require(actor, [before?.state === 'correcting' ? 'social.correct' : 'social.declare']);
    const record = { act: name, text: what, by: actor, origin: actor.origin };
    return attempting(record, async () => {
      await acts.run(null, async (act) => {
        const row = await declarationOfMonth(act.db, actor.enterpriseId, input.month);
        if ((row?.revision ?? 0) !== input.revision || row?.state !== before?.state) throw insuranceChangedMeanwhile();
        const more = await work(act, row);
        await act.record({
          ...record,
          text: more === '' ? what : `${what}，${more}`,
          rule: 'B8',
          detail: { month: input.month, revision: input.revision },
        });
      });
      return this.#shown(db, actor, input.month);
    });
  }

  #mayDeclare(month: string): void {
    const months = openMonths(this.deps.clock.now());
    if (months.includes(month)) return;
    throw new Refusal(
      'RULE_BROKEN',
      `可以申报的月份是${periodName(months.at(-1) ?? month)}至${periodName(months[0] ?? month)}。更早的月份请到办税服务厅办理补缴。`,
      { link: 'date', rule: 'B8', whoCanMend: '办税服务厅' },
    );
  }

  #mayEdit(row: InsuranceDeclarationRow): void {
    if (row.state === 'draft' || row.state === 'correcting') return;
    throw row.state === 'paid'
      ? this.#notSubmitted(row)
      : new Refusal('RULE_BROKEN', '该月已提交。需要修改的，请先点“更正”。', {
          link: 'state',
          rule: 'B8',
          whoCanMend: '有“社会保险费申报更正”权限的人员',
        });
  }

  #notSubmitted(row: InsuranceDeclarationRow | undefined): Refusal {
    return row?.state === 'paid'
      ? new Refusal('RULE_BROKEN', '该月社保费已缴纳，不能再更正。差额请到办税服务厅办理补缴或退费。', {
          link: 'state',
          rule: 'B8',
          whoCanMend: '办税服务厅',
        })
      : new Refusal('RULE_BROKEN', '该月还没有提交，可以直接修改草稿。', { link: 'state', rule: 'B8' });
  }

  async #shown(db: Database, actor: EnterpriseActor, month: string): Promise<Declaration> {
    const row = await declarationOfMonth(db, actor.enterpriseId, month);
    const people = await insuredIn(db, actor.enterpriseId, month);
    const receipts = row ? await receiptsOf(db, row.id) : [];
    const kept = receipts.find((receipt) => receipt.replaced_at === null);
    const settled = row?.state === 'submitted' || row?.state === 'paid';
    const lines = settled && kept ? kept.lines : linesOf(people, row?.wages ?? [], month);
    const payment = row ? await insurancePaymentOf(db, row.id) : undefined;
    const known = await insuredOf(db, actor.enterpriseId);
    return {
      month,
      state: row?.state ?? 'none',
      standard: shownStandard(month),
      lines: lines.map((line) => shownLine(line, known)),
      totals: totalsOf(lines),
      stale: row !== undefined && row.state !== 'paid' && isStale(settled ? lines : row.wages, people),
      revision: row?.revision ?? 0,
      savedAt: row ? iso(row.saved_at) : null,
      savedBy: row?.saved_by_name ?? null,
      receipts: receipts.map((receipt) => ({
        number: receipt.number,
        total: receipt.unit + receipt.personal,
        submittedAt: iso(receipt.submitted_at),
        submittedBy: receipt.submitted_by_name,
        replacedAt: receipt.replaced_at === null ? null : iso(receipt.replaced_at),
        reason: receipt.reason,
      })),
      payment: payment
        ? {
            amount: payment.amount,
            paidDay: payment.paid_day,
            voucher: payment.voucher,
            paidBy: payment.paid_by_name,
            slipNumber: payment.slip_number,
          }
        : null,
      mark: this.deps.mark,
    };
  }
}
