import { idNumber, thisMonth as month } from '../../social-insurance/fixture.ts';
import { passwords } from '../../enterprise/fixture.ts';
import { ids, type RecordsDesk } from '../records-fixture.ts';
import type { RecordRows } from './rows.ts';

const social = async (desk: RecordsDesk) => {
  await desk.call('social').enterpriseSignIn.firm({ taxpayerId: ids.social, password: passwords.firm });
  return desk.call('social').socialInsurance;
};
const added = async (desk: RecordsDesk, serial = 1) =>
  (await social(desk)).addPerson({
    name: '王安平',
    document: { idType: 'residentIdentityCard', idNumber: idNumber(serial) },
    wage: 6_000_00,
    firstMonth: month,
  });
const saved = async (desk: RecordsDesk) => {
  await added(desk);
  return desk.call('social').socialInsurance.save({ month, wages: [], revision: 0 });
};
const confirmed = (total: number) => ({ enterpriseName: '沈阳望山幼儿园', total });
const submitted = async (desk: RecordsDesk) => {
  const draft = await saved(desk);
  return desk
    .call('social')
    .socialInsurance.submit({ month, revision: draft.revision, confirmed: confirmed(draft.totals.total) });
};
const correcting = async (desk: RecordsDesk) => {
  const one = await submitted(desk);
  return desk.call('social').socialInsurance.correct({ month, revision: one.revision, reason: '工资有误' });
};
const pay = async (desk: RecordsDesk) => {
  const one = await submitted(desk);
  return desk.call('social').socialInsurance.pay({
    month,
    receiptNumber: one.receipts.at(-1)?.number ?? '',
    amount: one.totals.total,
    paidDay: '2026-11-23',
    voucher: '',
  });
};

/** The social-insurance desk of an enterprise that has nothing else (B8). */
export const rows: RecordRows = {
  'socialInsurance.addPerson': {
    refused: async (desk) => {
      await added(desk);
      await added(desk);
    },
    done: (desk) => added(desk, 2),
  },
  'socialInsurance.stopPerson': {
    refused: async (desk) => (await social(desk)).stopPerson({ insuredId: 'nobody', lastMonth: month, revision: 1 }),
    done: async (desk) => {
      const { insuredId, revision } = await added(desk);
      await desk.call('social').socialInsurance.stopPerson({ insuredId, lastMonth: month, revision });
    },
  },
  'socialInsurance.setWage': {
    refused: async (desk) => (await social(desk)).setWage({ insuredId: 'nobody', wage: 7_000_00, revision: 1 }),
    done: async (desk) => {
      const { insuredId, revision } = await added(desk);
      await desk.call('social').socialInsurance.setWage({ insuredId, wage: 7_000_00, revision });
    },
  },
  'socialInsurance.save': {
    refused: async (desk) => (await social(desk)).save({ month: '2031-01', wages: [], revision: 0 }),
    done: saved,
  },
  'socialInsurance.submit': {
    refused: async (desk) => (await social(desk)).submit({ month, revision: 1, confirmed: confirmed(0) }),
    done: submitted,
  },
  'socialInsurance.correct': {
    refused: async (desk) => (await social(desk)).correct({ month, revision: 1, reason: '工资有误' }),
    done: correcting,
  },
  'socialInsurance.abandonCorrection': {
    refused: async (desk) => (await social(desk)).abandonCorrection({ month, revision: 1 }),
    done: async (desk) => {
      const { revision } = await correcting(desk);
      await desk.call('social').socialInsurance.abandonCorrection({ month, revision });
    },
  },
  'socialInsurance.pay': {
    refused: async (desk) =>
      (await social(desk)).pay({ month, receiptNumber: 'x', amount: 1, paidDay: '2026-11-23', voucher: '' }),
    done: pay,
  },
  'socialInsurance.slip': {
    refused: async (desk) => (await social(desk)).slip({ month }),
    done: async (desk) => {
      await pay(desk);
      await desk.call('social').socialInsurance.slip({ month });
    },
  },
};
