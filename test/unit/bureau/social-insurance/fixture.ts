import { samplePerson } from '../../../../src-main/training/sample/enterprises.ts';
import { seededRandom } from '../../../../src-main/training/sample/random.ts';
import { passwords, socialTaxpayerId, testEnterprise } from '../enterprise/fixture.ts';

export const thisMonth = '2026-11';

/** An identity card number that is nobody's. */
export const idNumber = (serial: number): string =>
  samplePerson(seededRandom('test'), 28_400_000 + serial, '2101').idNumber;

/** A social-insurance-only enterprise that is signed in (B8), its day 2026-11-23, without insured persons yet. */
export async function socialDesk() {
  const office = await testEnterprise();
  const { bureau, caller, call } = office;
  await bureau.enterpriseSignIn.firm({ taxpayerId: socialTaxpayerId, password: passwords.firm }, caller('social'));
  const desk = call('social').socialInsurance;
  const add = (serial: number, wage = 6_000_00, firstMonth = thisMonth, name = '王安平') =>
    desk.addPerson({
      name,
      document: { idType: 'residentIdentityCard', idNumber: idNumber(serial) },
      wage,
      firstMonth,
    });
  return {
    ...office,
    desk,
    add,
    enterpriseName: '沈阳望山幼儿园',
    /** Saves and submits a month as it stands. */
    async submitted(month = thisMonth) {
      const open = await desk.declaration({ month });
      const saved = await desk.save({ month, wages: [], revision: open.revision });
      return desk.submit({
        month,
        revision: saved.revision,
        confirmed: { enterpriseName: '沈阳望山幼儿园', total: saved.totals.total },
      });
    },
    async pay(month = thisMonth, more: { amount?: number; paidDay?: string; receiptNumber?: string } = {}) {
      const open = await desk.declaration({ month });
      return desk.pay({
        month,
        receiptNumber: open.receipts.at(-1)?.number ?? 'x',
        amount: open.totals.total,
        paidDay: '2026-11-23',
        voucher: 'B1',
        ...more,
      });
    },
  };
}
