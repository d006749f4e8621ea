import { InvalidInput, Refusal } from '@contract/errors.ts';
import { addCertificate } from '../../store/repositories/certificates.ts';
import { taxpayerOf } from '../../store/repositories/client-facts.ts';
import { nextNumber } from '../../store/repositories/filings.ts';
import { paymentsByDay } from '../../store/repositories/payments.ts';
import type { Database } from '../../store/schema.ts';
import type { ClientActor } from '../actors.ts';
import { dayOf } from '../calendar.ts';
import type { Clock } from '../ports.ts';
import type { Trail } from '../trail/trail.ts';
import { drawCertificate } from './certificate-pdf.ts';
import { written } from './money.ts';
import { certificateNumber, type RecordMark } from './record-mark.ts';
import { refused } from './refused.ts';

/** Tax-payment certificates over recorded payments: numbered, marked, without a seal. */
export class Certificates {
  constructor(private readonly parts: { db: Database; clock: Clock; trail: Trail; mark: RecordMark }) {}

  /**
   * Issues a certificate over the payments made from `fromDay` to `toDay`, both inclusive.
   * @throws InvalidInput when the days are the wrong way round; Refusal RULE_BROKEN when no payment is recorded in them
   */
  async issue(client: ClientActor, range: { fromDay: string; toDay: string }): Promise<{ number: string; file: File }> {
    const { db, clock, trail, mark } = this.parts;
    if (range.fromDay > range.toDay) throw new InvalidInput([{ field: 'toDay', message: '结束日期不能早于开始日期' }]);
    const what = `开具 ${range.fromDay} 至 ${range.toDay} 完税证明`;
    const now = clock.now();
    try {
      const issued = await db.transaction().execute(async (trx) => {
        const payments = await paymentsByDay(trx, { clientId: client.clientId, ...range });
        if (payments.length === 0) {
          throw new Refusal('RULE_BROKEN', `${range.fromDay} 至 ${range.toDay} 没有登记过缴款，不能开具完税证明。请调整日期，或先登记缴款。`, { link: 'state' });
        }
        const sum = payments.reduce((total, payment) => total + payment.amount, 0);
        const number = certificateNumber(mark, dayOf(now), await nextNumber(trx, `certificate:${dayOf(now).slice(0, 4)}`));
        await addCertificate(trx, {
          number, client_id: client.clientId, from_day: range.fromDay, to_day: range.toDay, sum, issued_at: now,
          issued_by: client.staff.handlerId, issued_by_name: client.staff.name,
        });
        await trail.record({
          act: 'certificate.issue', text: `${what}，编号 ${number}，合计 ${written(sum)} 元（${mark}）`, result: 'done', by: client, origin: client.staff.origin,
          detail: { number, fromDay: range.fromDay, toDay: range.toDay, sum, payments: payments.length },
        }, trx);
        return { number, sum, payments, taxpayer: await taxpayerOf(trx, client.clientId) };
      });
      const bytes = await drawCertificate({
        number: issued.number, mark, clientName: issued.taxpayer.name, taxpayerId: issued.taxpayer.taxpayer_id, ...range, sum: issued.sum, issuedAt: now,
        issuedBy: client.staff.name, agencyName: client.staff.agencyName,
        payments: issued.payments.map((row) => ({ period: row.period, tax: row.tax, amount: row.amount, paidDay: row.paid_day, voucher: row.voucher })),
      });
      return { number: issued.number, file: new File([bytes], `完税证明-${issued.number}.pdf`, { type: 'application/pdf' }) };
    } catch (error) {
      if (error instanceof Refusal) throw await refused(trail, client, 'certificate.issue', what, error);
      throw error;
    }
  }
}
