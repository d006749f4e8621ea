import { said } from '../../bureau/trail/said.ts';
import { addDays, dayOf } from '../../bureau/ground/calendar.ts';
import { certificateNumber } from '../../bureau/paper/record-mark.ts';
import type { CertificatePaymentTable, CertificateTable, PaymentTable } from '../../store/schema/business.ts';
import type { Random } from '../sample/random.ts';
import { duringOffice, type HistoryDays } from './history-days.ts';
import type { SampleClient } from './rows.ts';
import { workerOf, type Visit } from './visits.ts';

const mark = '演示';
const wanted = 14;

/** Certificates over recorded payments, for clients whose agreement holds them, with the visits in which they were issued. */
export function issueCertificates(
  clients: readonly SampleClient[],
  payments: readonly PaymentTable[],
  days: HistoryDays,
  series: Map<string, number>,
  random: Random,
): { certificates: CertificateTable[]; over: CertificatePaymentTable[]; visits: Visit[] } {
  const byClient = new Map<string, PaymentTable[]>();
  for (const payment of payments)
    byClient.set(payment.client_id, [...(byClient.get(payment.client_id) ?? []), payment]);
  const issued = random
    .shuffle(clients.filter((client) => certifies(client)))
    .flatMap((client) => {
      const paid = byClient.get(client.enterprise.id) ?? [];
      const lastPaid = paid
        .map((payment) => payment.paid_day)
        .toSorted()
        .at(-1);
      const day =
        lastPaid === undefined ? undefined : days.working.find((other) => other > addDays(lastPaid, random.below(6)));
      return day === undefined ? [] : [{ client, paid, day, at: duringOffice(day, random) }];
    })
    .slice(0, wanted)
    .toSorted((a, b) => a.at - b.at);
  const certificates: CertificateTable[] = [];
  const over: CertificatePaymentTable[] = [];
  const visits = issued.map(({ client, paid, day, at }): Visit => {
    const staff = workerOf(client);
    const name = `certificate:${day.slice(0, 4)}`;
    const place = (series.get(name) ?? 0) + 1;
    series.set(name, place);
    const number = certificateNumber(mark, day, place);
    const from = `${(paid.map((payment) => payment.paid_day).toSorted()[0] ?? day).slice(0, 7)}-01`;
    const sum = paid.reduce((total, payment) => total + payment.amount, 0);
    certificates.push({
      number,
      client_id: client.enterprise.id,
      from_day: from,
      to_day: dayOf(at),
      sum,
      issued_at: at,
      issued_by: staff.handlerId,
      issued_by_name: staff.name,
    });
    over.push(...paid.map((payment) => ({ number, payment_id: payment.id })));
    return {
      staff,
      client,
      agreementId: client.agreements[0]?.id ?? '',
      at: at - 150_000,
      acts: [
        {
          at,
          ...said.certified({ number, fromDay: from, toDay: dayOf(at), sum, payments: paid.length }, mark),
        },
      ],
    };
  });
  return { certificates, over, visits };
}

const certifies = ({ plan }: SampleClient): boolean =>
  plan.state === 'inForce' &&
  !plan.yearBefore &&
  (plan.coverage === 'all' || plan.coverage === 'filingAndCertificates');
