import { said } from '../../bureau/trail/said.ts';
import { dayOf } from '../../bureau/ground/calendar.ts';
import { receiptNumber } from '../../bureau/paper/record-mark.ts';
import type { FilingTable, PaymentTable } from '../../store/schema/business.ts';
import type { Random } from '../sample/random.ts';
import type { SampleReturn } from './returns.ts';
import { workerOf, type Visit } from './visits.ts';

const mark = '演示';
/** Lines of a return that are paid, by the tax they are recorded as. */
const taxes = [
  ['payableVat', '增值税'],
  ['urban', '城市维护建设税'],
  ['education', '教育费附加'],
  ['local', '地方教育附加'],
] as const;

/** What filing left behind: rows, visits, and how far each day's series of receipt numbers has come. */
export interface FiledHistory {
  filings: FilingTable[];
  payments: PaymentTable[];
  visits: Visit[];
  series: Map<string, number>;
}

/** Filings, the payments recorded after them, and the visits in which both were done. Receipt numbers follow the order of submission. */
export function fileReturns(returns: readonly SampleReturn[], random: Random): FiledHistory {
  const history: FiledHistory = { filings: [], payments: [], visits: [], series: new Map() };
  for (const one of returns.toSorted((a, b) => (a.submittedAt ?? Infinity) - (b.submittedAt ?? Infinity))) {
    const receipt = one.submittedAt === null ? null : nextReceipt(history.series, dayOf(one.submittedAt));
    history.filings.push(filingRow(one, receipt));
    const payments = receipt === null || random.chance(0.15) ? [] : paymentsOf(one, history.payments.length);
    history.payments.push(...payments);
    history.visits.push(...visitsOf(one, receipt, payments));
  }
  return history;
}

function nextReceipt(series: Map<string, number>, day: string): string {
  const place = (series.get(`receipt:${day}`) ?? 0) + 1;
  series.set(`receipt:${day}`, place);
  return receiptNumber(mark, day, place);
}

function filingRow(one: SampleReturn, receipt: string | null): FilingTable {
  const { handlerId, name } = workerOf(one.client);
  const { id, kind } = one.client.enterprise;
  return {
    id: `f-${id}-${one.period}`,
    client_id: id,
    tax: 'vat',
    form: kind,
    period: one.period,
    state: receipt === null ? 'draft' : 'submitted',
    lines: one.lines,
    payable: one.payable,
    revision: one.revision,
    saved_at: one.savedAt.at(-1) ?? 0,
    saved_by: handlerId,
    saved_by_name: name,
    submitted_at: one.submittedAt,
    submitted_by: receipt === null ? null : handlerId,
    submitted_by_name: receipt === null ? null : name,
    receipt_number: receipt,
    agreement_id: one.agreementId,
  };
}

/** Each tax of a return as paid on the day it was filed. */
function paymentsOf(one: SampleReturn, count: number): PaymentTable[] {
  const { handlerId, name } = workerOf(one.client);
  const at = (one.submittedAt ?? 0) + 90_000;
  const day = dayOf(at);
  return taxes
    .flatMap(([line, tax]) => {
      const amount = one.lines[line] ?? 0;
      return amount > 0 ? [{ tax, amount }] : [];
    })
    .map(({ tax, amount }, index) => ({
      id: `pay-${count + index + 1}`,
      client_id: one.client.enterprise.id,
      tax,
      period: one.period,
      amount,
      paid_day: day,
      voucher: `演示${day.replaceAll('-', '')}${String(count + index + 1).padStart(5, '0')}`,
      recorded_by: handlerId,
      recorded_by_name: name,
      recorded_at: at + index * 30_000,
      nature: 'tax',
      reason: '',
      reversed_at: null,
      reversed_by: null,
      reversed_by_name: null,
      reverse_reason: null,
    }));
}

function visitsOf(one: SampleReturn, receipt: string | null, payments: readonly PaymentTable[]): Visit[] {
  const { period, payable } = one;
  const visits = one.savedAt.map((savedAt, index): Visit => ({
    staff: workerOf(one.client),
    client: one.client,
    agreementId: one.agreementId,
    at: savedAt - 240_000 - index * 60_000,
    acts: [
      {
        at: savedAt,
        ...said.saved({ period, revision: index + 1, payable }),
      },
    ],
  }));
  const last = visits.at(-1);
  if (last && receipt !== null && one.submittedAt !== null) {
    last.acts.push(
      {
        at: one.submittedAt,
        ...said.submitted({ period, revision: one.revision, payable, receipt }, mark),
      },
      ...payments.map((payment) => ({
        at: payment.recorded_at,
        ...said.paid({ ...payment, paidDay: payment.paid_day }),
      })),
    );
  }
  return visits;
}
