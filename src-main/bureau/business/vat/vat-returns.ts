import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { VatReturn } from '@contract/business.ts';
import { minuteOf } from '@contract/calendar.ts';
import { InvalidInput, Refusal } from '@contract/errors.ts';
import {
  addFiling,
  changeDraft,
  filingById,
  filingOfPeriod,
  nextNumber,
  type StoredFiling,
} from '../../../store/repositories/filings.ts';
import { taxpayerOf } from '../../../store/repositories/client-facts.ts';
import type { Database } from '../../../store/schema/index.ts';
import type { Acts } from '../../act/acts.ts';
import { refusedAs, refusedText } from '../../act/refused-act.ts';
import type { ClientActor } from '../../ground/actors.ts';
import { dayOf } from '../../ground/calendar.ts';
import type { Permissions } from '../../catalogue/permissions.ts';
import type { Clock } from '../../ground/ports.ts';
import { dueDayOf, writtenDueDay, type DueDay } from '../../ground/due-day.ts';
import { largestTyped, written } from '../../ground/money.ts';
import { fileablePeriods, fits, monthAfter, newestClosed, comparePeriods, periodName } from '../../ground/period.ts';
import { receiptNumber, type RecordMark } from '../../paper/record-mark.ts';
import { checkLines, type Check } from './checks.ts';
import { computeLines, formLines, payableOf, typedLines, type Lines, type VatForm } from './form.ts';
import { formMismatch } from './form-mismatch.ts';
import { said } from '../../trail/said.ts';
import { formOf, periodStates, surroundings, type ReturnState } from './known-returns.ts';

export interface VatDependencies {
  db: Database;
  clock: Clock;
  acts: Acts;
  permissions: Permissions;
  mark: RecordMark;
}

interface Draw {
  form: VatForm;
  period: string;
  lines: Lines;
  facts: Awaited<ReturnType<typeof surroundings>>['facts'];
  checks: Check[];
  payable: number;
}

/** VAT returns of one client at a time: drafts with revisions, submission, and the records that stay. */
export class VatReturns {
  constructor(private readonly deps: VatDependencies) {}

  /** The return of a period: stored, or empty and ready to be typed. Refuses as {@link VatReturns.save}. */
  async open(client: ClientActor, period: string): Promise<VatReturn> {
    const form = await this.#form(client, period, 'vat.open');
    const row = await filingOfPeriod(this.deps.db, client.clientId, period);
    return this.#shown(client.clientId, form, period, row);
  }

  /** A stored return by id, for the enquiry; needs no filing function. @throws Refusal NOT_FOUND */
  async view(client: ClientActor, filingId: string): Promise<VatReturn> {
    const row = await filingById(this.deps.db, client.clientId, filingId);
    if (!row) {
      const refusal = new Refusal('NOT_FOUND', '没有找到这份申报表，它可能不属于当前客户，请返回列表重新选择。', {
        link: 'input',
        rule: 'G4',
      });
      throw refused(client, 'filing.view', '查看申报表', refusal);
    }
    return this.#shown(client.clientId, formOf(row.form), row.period, row);
  }

  /** Periods that can be filed, newest first. */
  async periods(client: ClientActor): Promise<(DueDay & { period: string; state: ReturnState })[]> {
    const { kind } = await taxpayerOf(this.deps.db, client.clientId);
    await this.deps.permissions.require(client, [formOf(kind).service]);
    const rows = await periodStates(this.deps.db, client.clientId, kind, dayOf(this.deps.clock.now()));
    return rows.map((row) => ({ ...row, ...dueDayOf(row.period) }));
  }

  /** Computes and checks what is typed; writes nothing. */
  async compute(
    client: ClientActor,
    period: string,
    lines: Lines,
  ): Promise<Pick<VatReturn, 'lines' | 'checks' | 'payable'>> {
    const form = await this.#form(client, period, 'vat.compute');
    const draw = await this.#draw(this.deps.db, client.clientId, form, period, lines);
    return { lines: draw.lines, checks: draw.checks, payable: draw.payable };
  }

  /**
   * Saves a draft on top of `revision` (0: none yet).
   * @throws Refusal CONFLICT when somebody saved meanwhile, RULE_BROKEN when the period or form does not fit or the return is submitted;
   * InvalidInput for a line the form has not
   */
  async save(client: ClientActor, period: string, lines: Lines, revision: number): Promise<VatReturn> {
    const form = await this.#form(client, period, 'vat.save');
    const { acts, clock } = this.deps;
    const record = { ...said.saving(period), by: client, origin: client.staff.origin };
    const row = await acts.run(record, async (act) => {
      const stored = await filingOfPeriod(act.db, client.clientId, period);
      this.#mayChange(stored, revision);
      const draw = await this.#draw(act.db, client.clientId, form, period, lines);
      if (stored && isDeepStrictEqual(stored.lines, draw.lines)) return stored;
      const saved = {
        lines: draw.lines,
        payable: draw.payable,
        revision: revision + 1,
        saved_at: clock.now(),
        saved_by: client.staff.handlerId,
        saved_by_name: client.staff.name,
        agreement_id: client.agreementId,
      };
      if (stored) await changeDraft(act.db, stored.id, revision, saved);
      else {
        await addFiling(act.db, {
          id: randomUUID(),
          client_id: client.clientId,
          tax: 'vat',
          form: form.kind,
          period,
          state: 'draft',
          ...saved,
          submitted_at: null,
          submitted_by: null,
          submitted_by_name: null,
          receipt_number: null,
        });
      }
      await act.record({
        ...record,
        ...said.saved({ period, revision: saved.revision, payable: draw.payable }),
      });
      return filingOfPeriod(act.db, client.clientId, period);
    });
    return this.#shown(client.clientId, form, period, row);
  }

  /**
   * Submits the saved draft of `revision`. Client name and amount as the user confirmed them must be the draft's own (wrong-client guard).
   * Submitting the same revision again answers with the receipt it has.
   * @throws Refusal RULE_BROKEN, CONFLICT; both leave a trail record
   */
  async submit(
    client: ClientActor,
    period: string,
    revision: number,
    confirmed: { clientName: string; payable: number },
  ): Promise<VatReturn> {
    const form = await this.#form(client, period, 'vat.submit');
    const { acts, clock, mark } = this.deps;
    const record = { ...said.submitting(period), by: client, origin: client.staff.origin };
    const row = await acts.run(record, async (act) => {
      const stored = await filingOfPeriod(act.db, client.clientId, period);
      if (!stored) throw new Refusal('RULE_BROKEN', '还没有保存的草稿，请先填写并保存，再提交。', { link: 'state' });
      this.#sameClient(client, confirmed.clientName);
      if (stored.state === 'submitted' && stored.revision === revision) return stored;
      this.#mayChange(stored, revision);
      const { facts } = await surroundings(act.db, client.clientId, form, period);
      const draw = await this.#draw(act.db, client.clientId, form, period, typedLines(form, stored.lines, facts));
      if (confirmed.payable !== draw.payable) {
        throw new Refusal(
          'RULE_BROKEN',
          `确认的金额 ${written(confirmed.payable)} 元与申报表的 ${written(draw.payable)} 元不一致，请重新打开申报表核对后再提交。`,
          { link: 'state' },
        );
      }
      const wrong = draw.checks.find((check) => check.level === 'error');
      if (wrong) throw new Refusal('RULE_BROKEN', `申报表未通过校验：${wrong.message}`, { link: 'state' });
      const now = clock.now();
      const receipt = receiptNumber(mark, dayOf(now), await nextNumber(act.db, `receipt:${dayOf(now)}`));
      await changeDraft(act.db, stored.id, revision, {
        state: 'submitted',
        lines: draw.lines,
        payable: draw.payable,
        submitted_at: now,
        submitted_by: client.staff.handlerId,
        submitted_by_name: client.staff.name,
        receipt_number: receipt,
        agreement_id: client.agreementId,
      });
      await act.record({
        ...record,
        ...said.submitted({ period, revision, payable: draw.payable, receipt }, mark),
      });
      return filingOfPeriod(act.db, client.clientId, period);
    });
    return this.#shown(client.clientId, form, period, row);
  }

  /** The form that fits taxpayer and period, when the agreement permits it (G3). */
  async #form(client: ClientActor, period: string, act: string): Promise<VatForm> {
    const { db, clock, permissions } = this.deps;
    const { kind } = await taxpayerOf(db, client.clientId);
    const form = formOf(kind);
    await permissions.require(client, [form.service]);
    const today = dayOf(clock.now());
    let refusal: Refusal | null = null;
    if (!fits(kind, period)) {
      const other = kind === 'general' ? 'tax.vat.smallScale' : 'tax.vat.general';
      refusal = new Refusal('RULE_BROKEN', formMismatch(other, kind) ?? '', { link: 'state' });
    } else if (comparePeriods(period, newestClosed(kind, today)) > 0) {
      refusal = new Refusal('RULE_BROKEN', `${periodName(period)}尚未结束，请在 ${monthAfter(period)}-01 以后申报。`, {
        link: 'date',
      });
    } else if (!fileablePeriods(kind, today).includes(period) && !(await filingOfPeriod(db, client.clientId, period))) {
      refusal = new Refusal('RULE_BROKEN', `${periodName(period)}已超出可申报的期间，请选择列表中的所属期。`, {
        link: 'date',
      });
    }
    if (refusal) throw refused(client, act, `办理${periodName(period)}增值税申报`, refusal);
    return form;
  }

  #mayChange(stored: StoredFiling | undefined, revision: number): void {
    if (stored?.state === 'submitted') {
      throw new Refusal(
        'RULE_BROKEN',
        `本期已由${stored.submitted_by_name ?? ''}提交，回执号 ${stored.receipt_number ?? ''}，申报表只能查看。`,
        { link: 'state' },
      );
    }
    if ((stored?.revision ?? 0) === revision) return;
    const who = stored
      ? `${stored.saved_by_name} 已于 ${minuteOf(stored.saved_at)} 保存了这份草稿`
      : '这份草稿已不存在';
    throw new Refusal(
      'CONFLICT',
      `${who}，您看到的不是最新内容。您填写的内容还在页面上，请载入最新草稿，核对后再保存。`,
      { link: 'state' },
    );
  }

  #sameClient(client: ClientActor, name: string): void {
    if (name === client.clientName) return;
    throw new Refusal(
      'RULE_BROKEN',
      `确认的客户「${name}」与当前客户「${client.clientName}」不一致，没有提交。请核对客户后重新操作。`,
      { link: 'state' },
    );
  }

  async #draw(db: Database, clientId: string, form: VatForm, period: string, lines: Lines): Promise<Draw> {
    const known = new Map(form.lines.map((rule) => [rule.key, rule]));
    const fields = Object.entries(lines).flatMap(([key, value]) => {
      if (!known.has(key)) return [{ field: `lines.${key}`, message: '此申报表没有这一栏' }];
      return Math.abs(value) > largestTyped ? [{ field: `lines.${key}`, message: '金额过大，请核对' }] : [];
    });
    if (fields.length > 0) throw new InvalidInput(fields);
    const { facts, checks } = await surroundings(db, clientId, form, period);
    const computed = computeLines(form, typedLines(form, lines, facts), facts);
    return {
      form,
      period,
      facts,
      lines: computed,
      payable: payableOf(form, computed),
      checks: [...checks, ...checkLines(form, computed, facts), ...this.#timeChecks(period)],
    };
  }

  #timeChecks(period: string): Check[] {
    const due = dueDayOf(period);
    const checks: Check[] = [];
    if (dayOf(this.deps.clock.now()) > due.dueDay) {
      checks.push({
        level: 'warning',
        line: null,
        message: `申报截止日 ${writtenDueDay(due)} 已过，逾期申报可能产生滞纳金和罚款，请尽快办理。`,
      });
    }
    if (due.dueExpected) {
      checks.push({
        level: 'info',
        line: null,
        message: `${due.dueDay.slice(0, 4)}年申报纳税期限的通知本程序尚未收录，截止日按放假安排暂算，请以税务机关公布为准。`,
      });
    }
    return checks;
  }

  async #shown(clientId: string, form: VatForm, period: string, row: StoredFiling | undefined): Promise<VatReturn> {
    const { facts } = await surroundings(this.deps.db, clientId, form, period);
    const stored = row ? row.lines : {};
    const frozen = row?.state === 'submitted';
    // A submitted return stays as it was; a draft follows what was submitted before it.
    const draw = frozen
      ? { lines: stored, checks: [], payable: row.payable }
      : await this.#draw(this.deps.db, clientId, form, period, typedLines(form, stored, facts));
    return {
      period,
      form: form.kind,
      state: row?.state ?? 'none',
      formLines: formLines(form, facts, periodName),
      lines: draw.lines,
      checks: draw.checks,
      payable: draw.payable,
      ...dueDayOf(period),
      revision: row?.revision ?? 0,
      savedAt: row ? new Date(row.saved_at).toISOString() : null,
      savedBy: row?.saved_by_name ?? null,
      receipt:
        row?.receipt_number && row.submitted_at !== null
          ? {
              number: row.receipt_number,
              submittedAt: new Date(row.submitted_at).toISOString(),
              submittedBy: row.submitted_by_name ?? '',
              mark: this.deps.mark,
            }
          : null,
    };
  }
}

/** Says of which act of a client session a refusal is, and gives it back to be thrown. */
const refused = (client: ClientActor, act: string, text: string, refusal: Refusal): Refusal =>
  refusedAs(refusal, refusedText({ act, text, by: client, origin: client.staff.origin }, refusal));
