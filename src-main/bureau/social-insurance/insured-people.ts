import { randomUUID } from 'node:crypto';
import { InvalidInput, Refusal } from '@contract/errors.ts';
import { openMonths, type InsuredPerson, type InsuranceStandard } from '@contract/social-insurance.ts';
import { maskIdNumber, type IdType } from '@contract/validators/id-document.ts';
import { maskName } from '@contract/validators/masked-name.ts';
import { normalisePastedNumber } from '@contract/validators/pasted-number.ts';
import { paidFrom } from '../../store/repositories/insurance-declarations.ts';
import {
  addInsured,
  changeInsured,
  countInsured,
  insuredByDocument,
  insuredById,
  listInsured,
  type InsuredFilter,
  type InsuredPersonRow,
} from '../../store/repositories/insured-people.ts';
import type { Database, DatabaseTransaction } from '../../store/schema/index.ts';
import type { Acts } from '../act/acts.ts';
import type { EnterpriseActor } from '../ground/actors.ts';
import { dayOf } from '../ground/calendar.ts';
import { written } from '../ground/money.ts';
import { periodName } from '../ground/period.ts';
import type { Clock } from '../ground/ports.ts';
import { contributionsOf } from './contributions.ts';
import { insuranceChangedMeanwhile } from './actor-name.ts';
import { shownStandard } from './standards.ts';

export interface NewInsured {
  name: string;
  document: { idType: IdType; idNumber: string };
  wage: number;
  firstMonth: string;
}

/** Persons insured by an enterprise (B8): who, from which month, on which wage. Names and numbers leave masked. */
export class InsuredPeople {
  constructor(private readonly deps: { db: Database; clock: Clock; acts: Acts }) {}

  async list(
    actor: EnterpriseActor,
    asked: Omit<InsuredFilter, 'enterpriseId'> & { offset: number; limit: number },
  ): Promise<{ total: number; insured: number; stopped: number; rows: InsuredPerson[]; standard: InsuranceStandard }> {
    const { db } = this.deps;
    const number = normalisePastedNumber(asked.query);
    const filter = {
      enterpriseId: actor.enterpriseId,
      query: /\d/.test(number) ? number : asked.query,
      state: asked.state,
    };
    const [rows, total, insured, stopped] = [
      await listInsured(db, filter, asked),
      await countInsured(db, filter),
      await countInsured(db, { ...filter, query: '', state: 'insured' }),
      await countInsured(db, { ...filter, query: '', state: 'stopped' }),
    ];
    return {
      total,
      insured,
      stopped,
      rows: rows.map((row) => this.#shown(row)),
      standard: shownStandard(this.#month()),
    };
  }

  /**
   * 增员. @throws InvalidInput for a month that cannot be declared any more, or not yet; Refusal CONFLICT when the person is insured here already,
   * RULE_BROKEN when the month, or one after it, is paid
   */
  async add(actor: EnterpriseActor, input: NewInsured): Promise<InsuredPerson> {
    const { clock, acts } = this.deps;
    const { idType, idNumber } = input.document;
    const who = `${maskName(input.name)}（${maskIdNumber(idNumber)}）`;
    this.#openMonth('firstMonth', input.firstMonth);
    return acts.run({ act: 'social.person.add', text: `增员${who}`, by: actor, origin: actor.origin }, async (act) => {
      const earlier = await insuredByDocument(act.db, actor.enterpriseId, idType, idNumber);
      const still = earlier.find((row) => row.last_month === null || row.last_month >= input.firstMonth);
      if (still) {
        throw new Refusal(
          'CONFLICT',
          still.last_month === null
            ? '该人员已在本单位参保，不必再次增员。请在列表中查找。'
            : `该人员参保到${periodName(still.last_month)}，增员月份应在此之后。`,
          { link: 'state', rule: 'B8' },
        );
      }
      const same = earlier.find((row) => row.name !== input.name);
      if (same)
        throw new Refusal('RULE_BROKEN', '该证件号码此前登记的姓名与本次填写的不同，请核对姓名和证件号码。', {
          link: 'identity',
          rule: 'B8',
        });
      await this.#notPaid(act.db, actor, input.firstMonth);
      const row: InsuredPersonRow = {
        id: randomUUID(),
        enterprise_id: actor.enterpriseId,
        id_type: idType,
        id_number: idNumber,
        name: input.name,
        wage: input.wage,
        first_month: input.firstMonth,
        last_month: null,
        revision: 1,
        created_at: clock.now(),
      };
      await addInsured(act.db, row);
      await act.record({
        act: 'social.person.add',
        text: `增员${who}，${periodName(input.firstMonth)}起参保，缴费工资 ${written(input.wage)} 元`,
        rule: 'B8',
        by: actor,
        origin: actor.origin,
        detail: { insured: row.id, firstMonth: row.first_month, wage: row.wage },
      });
      return this.#shown(row);
    });
  }

  /** 减员: insured up to and with `lastMonth`. @throws InvalidInput, Refusal CONFLICT, NOT_FOUND, RULE_BROKEN when a later month is paid with the person in it */
  async stop(
    actor: EnterpriseActor,
    input: { insuredId: string; lastMonth: string; revision: number },
  ): Promise<InsuredPerson> {
    return this.deps.acts.run(
      { act: 'social.person.stop', text: '减员', by: actor, origin: actor.origin },
      async (act) => {
        const row = await this.#row(act.db, actor, input);
        if (row.last_month !== null)
          throw new Refusal('CONFLICT', `该人员已减员，参保到${periodName(row.last_month)}。`, {
            link: 'state',
            rule: 'B8',
          });
        if (input.lastMonth < row.first_month)
          throw new InvalidInput([
            { field: 'lastMonth', message: `最后参保月份不能早于参保起始的${periodName(row.first_month)}` },
          ]);
        this.#openMonth('lastMonth', input.lastMonth);
        const paid = (await paidFrom(act.db, actor.enterpriseId, input.lastMonth)).find(
          ({ month, lines }) => month > input.lastMonth && lines.some((line) => line.insuredId === row.id),
        );
        if (paid) throw alreadyPaid(paid.month);
        if (!(await changeInsured(act.db, row, { last_month: input.lastMonth }))) throw insuranceChangedMeanwhile();
        await act.record({
          act: 'social.person.stop',
          text: `减员${maskName(row.name)}（${maskIdNumber(row.id_number)}），参保到${periodName(input.lastMonth)}`,
          rule: 'B8',
          by: actor,
          origin: actor.origin,
          detail: { insured: row.id, lastMonth: input.lastMonth },
        });
        return this.#shown({ ...row, last_month: input.lastMonth, revision: row.revision + 1 });
      },
    );
  }

  /** 缴费工资申报: for what is declared from now on; what was submitted stays as it is. */
  async setWage(
    actor: EnterpriseActor,
    input: { insuredId: string; wage: number; revision: number },
  ): Promise<InsuredPerson> {
    return this.deps.acts.run(
      { act: 'social.person.wage', text: '缴费工资申报', by: actor, origin: actor.origin },
      async (act) => {
        const row = await this.#row(act.db, actor, input);
        if (row.last_month !== null)
          throw new Refusal('RULE_BROKEN', '该人员已减员，不能再申报缴费工资。', { link: 'state', rule: 'B8' });
        if (!(await changeInsured(act.db, row, { wage: input.wage }))) throw insuranceChangedMeanwhile();
        await act.record({
          act: 'social.person.wage',
          text: `${maskName(row.name)}的缴费工资由 ${written(row.wage)} 元改为 ${written(input.wage)} 元`,
          rule: 'B8',
          by: actor,
          origin: actor.origin,
          detail: { insured: row.id, wage: input.wage },
        });
        return this.#shown({ ...row, wage: input.wage, revision: row.revision + 1 });
      },
    );
  }

  async #row(
    db: DatabaseTransaction,
    actor: EnterpriseActor,
    input: { insuredId: string; revision: number },
  ): Promise<InsuredPersonRow> {
    const row = await insuredById(db, actor.enterpriseId, input.insuredId);
    if (!row) throw new Refusal('NOT_FOUND', '没有这位参保人员，请刷新列表后再试。', { link: 'input', rule: 'B8' });
    if (row.revision !== input.revision) throw insuranceChangedMeanwhile();
    return row;
  }

  async #notPaid(db: DatabaseTransaction, actor: EnterpriseActor, month: string): Promise<void> {
    const paid = (await paidFrom(db, actor.enterpriseId, month))[0];
    if (paid) throw alreadyPaid(paid.month);
  }

  #openMonth(field: string, month: string): void {
    const months = openMonths(this.deps.clock.now());
    if (!months.includes(month))
      throw new InvalidInput([
        { field, message: `月份应在${periodName(months.at(-1) ?? month)}至${periodName(months[0] ?? month)}之间` },
      ]);
  }

  #month(): string {
    return dayOf(this.deps.clock.now()).slice(0, 7);
  }

  #shown(row: InsuredPersonRow): InsuredPerson {
    const { base, limited } = contributionsOf(row.wage, this.#month());
    return {
      insuredId: row.id,
      name: maskName(row.name),
      idType: row.id_type as IdType,
      idNumber: maskIdNumber(row.id_number),
      wage: row.wage,
      base,
      limited,
      firstMonth: row.first_month,
      lastMonth: row.last_month,
      revision: row.revision,
    };
  }
}

function alreadyPaid(month: string): Refusal {
  return new Refusal(
    'RULE_BROKEN',
    `${periodName(month)}的社保费已缴纳，不能再改变该月的参保人员。请从之后的月份办理，或到办税服务厅办理补缴、退费。`,
    { link: 'date', rule: 'B8', whoCanMend: '办税服务厅' },
  );
}
