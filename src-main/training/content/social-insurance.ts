import { dayOf } from '../../bureau/ground/calendar.ts';
import { periodBefore } from '../../bureau/ground/period.ts';
import { insuranceReceiptNumber, slipNumber } from '../../bureau/paper/record-mark.ts';
import { linesOf } from '../../bureau/social-insurance/declaration-lines.ts';
import { totalsOf } from '../../bureau/social-insurance/contributions.ts';
import { enterpriseById } from '../../store/repositories/identity.ts';
import { nextNumber } from '../../store/repositories/filings.ts';
import { addDeclaration, addInsurancePayment, putReceipt } from '../../store/repositories/insurance-declarations.ts';
import { addInsured, type InsuredPersonRow } from '../../store/repositories/insured-people.ts';
import type { DatabaseTransaction } from '../../store/schema/index.ts';
import { seededRandom } from '../sample/random.ts';
import { samplePerson } from '../sample/enterprises.ts';

/** Serials of people that only this file makes, far beyond those of every other one. */
const firstSerial = 28_300_000;
/** Monthly wages in cents, so that both limits of the year are seen. */
const wages = [380_000, 520_000, 645_000, 718_050, 860_000, 1_250_000, 2_480_000, 566_666];
const monthsPaid = 5;
const day = 86_400_000;

/** Insured persons of these enterprises, with five months declared and paid: the desk of social insurance is at work (B8). */
export async function addSocialInsurance(
  db: DatabaseTransaction,
  enterpriseIds: readonly string[],
  now: number,
): Promise<void> {
  const months = [dayOf(now).slice(0, 7)];
  while (months.length <= monthsPaid) months.push(periodBefore(months.at(-1) ?? ''));
  for (const [place, enterpriseId] of enterpriseIds.entries()) {
    const random = seededRandom(`social-insurance/${place}`);
    const people = wages.map((wage, index): InsuredPersonRow => {
      const one = samplePerson(random, firstSerial + place * 100 + index, '2101');
      // One came last month, one left two months ago.
      const first = index === 7 ? months[1] : months.at(-1);
      return {
        id: `i-${one.idNumber}`,
        enterprise_id: enterpriseId,
        id_type: one.idType,
        id_number: one.idNumber,
        name: one.name,
        wage,
        first_month: first ?? '',
        last_month: index === 3 ? (months[2] ?? null) : null,
        revision: 1,
        created_at: now - 180 * day + index,
      };
    });
    for (const row of people) await addInsured(db, row);
    for (const month of months.slice(1, monthsPaid + 1).toReversed())
      await addPaidMonth(
        db,
        enterpriseId,
        month,
        people.filter((row) => row.first_month <= month && (row.last_month === null || row.last_month >= month)),
      );
  }
}

async function addPaidMonth(
  db: DatabaseTransaction,
  enterpriseId: string,
  month: string,
  people: readonly InsuredPersonRow[],
): Promise<void> {
  const by = (await enterpriseById(db, enterpriseId))?.name ?? '';
  const paidDay = `${month}-20`;
  const at = Date.parse(`${paidDay}T02:00:00Z`);
  const lines = linesOf(people, [], month);
  const { unit, personal, total } = totalsOf(lines);
  const id = `d-${enterpriseId}-${month}`;
  const number = insuranceReceiptNumber('演示', paidDay, await nextNumber(db, `social-receipt:${paidDay}`));
  await addDeclaration(db, {
    id,
    enterprise_id: enterpriseId,
    month,
    state: 'paid',
    wages: lines.map(({ insuredId, wage }) => ({ insuredId, wage })),
    reason: '',
    revision: 1,
    saved_at: at,
    saved_by_name: by,
  });
  await putReceipt(db, {
    number,
    declaration_id: id,
    lines,
    people: lines.length,
    unit,
    personal,
    reason: '',
    submitted_at: at,
    submitted_by_name: by,
    replaced_at: null,
  });
  await addInsurancePayment(db, {
    declaration_id: id,
    receipt_number: number,
    amount: total,
    paid_day: paidDay,
    voucher: '',
    slip_number: slipNumber('演示', paidDay, await nextNumber(db, `social-slip:${paidDay.slice(0, 4)}`)),
    paid_at: at,
    paid_by_name: by,
  });
}
