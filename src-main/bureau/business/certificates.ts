import { InvalidInput, Refusal } from '@contract/errors.ts';
import type { CertificateRow } from '@contract/business.ts';
import { addCertificate, certificatesOf, reversedIn } from '../../store/repositories/certificates.ts';
import { taxpayerOf } from '../../store/repositories/client-facts.ts';
import { nextNumber } from '../../store/repositories/filings.ts';
import { paymentsByDay } from '../../store/repositories/payments.ts';
import { groupedBy } from '../../store/grouped-by.ts';
import type { Database } from '../../store/schema/index.ts';
import type { Acts } from '../act/acts.ts';
import { attempting } from '../act/refused-act.ts';
import type { ClientActor } from '../ground/actors.ts';
import { dayOf, iso } from '../ground/calendar.ts';
import type { Clock } from '../ground/ports.ts';
import { drawCertificate } from './certificate-pdf.ts';
import { said } from '../trail/said.ts';
import { certificateNumber, type RecordMark } from '../paper/record-mark.ts';

/** Most certificates that the list shows; older ones stand in the trail. */
const mostListed = 50;

/** Tax-payment certificates over recorded payments: numbered, marked, without a seal. */
export class Certificates {
  constructor(private readonly deps: { db: Database; clock: Clock; acts: Acts; mark: RecordMark }) {}

  /** The last certificates of the client, newest first; one over a payment that was reversed since names it, and is void. */
  async list(client: ClientActor): Promise<CertificateRow[]> {
    const rows = await certificatesOf(this.deps.db, client.clientId, mostListed);
    const reversed = groupedBy(
      await reversedIn(
        this.deps.db,
        rows.map((row) => row.number),
      ),
      (one) => one.number,
    );
    return rows.map((row) => ({
      number: row.number,
      fromDay: row.from_day,
      toDay: row.to_day,
      payments: row.payments,
      sum: row.sum,
      issuedAt: iso(row.issued_at),
      issuedBy: row.issued_by_name,
      reversed: (reversed.get(row.number) ?? []).map((one) => ({
        tax: one.tax,
        period: one.period,
        amount: one.amount,
        at: iso(one.reversed_at ?? 0),
        reason: one.reverse_reason ?? '',
      })),
    }));
  }

  /**
   * Issues a certificate over the payments that stand and were made from `fromDay` to `toDay`, both inclusive.
   * @throws InvalidInput when the days are the wrong way round; Refusal RULE_BROKEN when no payment is recorded in them
   */
  async issue(client: ClientActor, range: { fromDay: string; toDay: string }): Promise<{ number: string; file: File }> {
    const { acts, clock, mark } = this.deps;
    if (range.fromDay > range.toDay) throw new InvalidInput([{ field: 'toDay', message: '结束日期不能早于开始日期' }]);
    const now = clock.now();
    const record = { ...said.certifying(range), by: client, origin: client.staff.origin };
    return attempting(record, async () => {
      const issued = await acts.run(null, async (act) => {
        const payments = await paymentsByDay(act.db, { clientId: client.clientId, ...range, notReversed: true });
        if (payments.length === 0) {
          throw new Refusal(
            'RULE_BROKEN',
            `${range.fromDay} 至 ${range.toDay} 没有有效的缴款登记，不能开具完税证明。请调整日期，或先登记缴款。`,
            { link: 'state' },
          );
        }
        const sum = payments.reduce((total, payment) => total + payment.amount, 0);
        const number = certificateNumber(
          mark,
          dayOf(now),
          await nextNumber(act.db, `certificate:${dayOf(now).slice(0, 4)}`),
        );
        await addCertificate(
          act.db,
          {
            number,
            client_id: client.clientId,
            from_day: range.fromDay,
            to_day: range.toDay,
            sum,
            issued_at: now,
            issued_by: client.staff.handlerId,
            issued_by_name: client.staff.name,
          },
          payments.map((payment) => payment.id),
        );
        await act.record({
          ...record,
          ...said.certified({ number, ...range, sum, payments: payments.length }, mark),
        });
        return { number, sum, payments, taxpayer: await taxpayerOf(act.db, client.clientId) };
      });
      const bytes = await drawCertificate({
        number: issued.number,
        mark,
        clientName: issued.taxpayer.name,
        taxpayerId: issued.taxpayer.taxpayer_id,
        ...range,
        sum: issued.sum,
        issuedAt: now,
        issuedBy: client.staff.name,
        agencyName: client.staff.agencyName,
        payments: issued.payments.map((row) => ({
          period: row.period,
          tax: row.nature === 'lateFee' ? `${row.tax}（滞纳金）` : row.tax,
          amount: row.amount,
          paidDay: row.paid_day,
          voucher: row.voucher,
        })),
      });
      return {
        number: issued.number,
        file: new File([bytes], `完税证明-${issued.number}.pdf`, { type: 'application/pdf' }),
      };
    });
  }
}
