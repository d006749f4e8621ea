import { otherThan, phoneId, type RecordsDesk } from '../records-fixture.ts';
import type { RecordRows } from './rows.ts';

const mobile = '15400000099';
const address = '沈阳市和平区听松街18号602室';
const begun = async (desk: RecordsDesk) => (await desk.call().realName.begin({ phone: phoneId })).collection;
const shown = async (desk: RecordsDesk) => {
  const collection = await begun(desk);
  await desk.call().realName.readCard({ collection });
  return collection;
};
const sent = async (desk: RecordsDesk) => {
  const collection = await shown(desk);
  desk.later();
  await desk.call().realName.sendCode({ collection, mobile });
  return { collection, mobile, address, email: '' };
};
const detailed = async (desk: RecordsDesk) => {
  const form = await sent(desk);
  await desk.call().realName.details({ ...form, code: desk.code() });
  return form.collection;
};
const next = (desk: RecordsDesk, outcome: 'cardUnreadable' | 'mobileTaken' | 'faceMismatch') =>
  desk.call().training.steerPhone({ phone: phoneId, outcome });

/** Real-name collection (I) and the phones of the training room. */
export const rows: RecordRows = {
  // Anybody may begin; the office profile alone refuses it (A3).
  'realName.begin': { refused: null, done: begun },
  'realName.readCard': {
    refused: async (desk) => {
      await next(desk, 'cardUnreadable');
      await shown(desk);
    },
    done: shown,
  },
  'realName.sendCode': {
    refused: async (desk) => {
      await next(desk, 'mobileTaken');
      await sent(desk);
    },
    done: sent,
  },
  'realName.details': {
    refused: async (desk) => {
      const form = await sent(desk);
      await desk.call().realName.details({ ...form, code: otherThan(desk.code()) });
    },
    done: detailed,
  },
  'realName.face': {
    refused: async (desk) => {
      const collection = await detailed(desk);
      await next(desk, 'faceMismatch');
      await desk.call().realName.face({ collection });
    },
    done: async (desk) => desk.call().realName.face({ collection: await detailed(desk) }),
  },
  'training.steerPhone': {
    refused: (desk) => desk.call().training.steerPhone({ phone: 'nobody', outcome: 'pass' }),
    done: (desk) => next(desk, 'faceMismatch'),
  },
  'training.changeSim': {
    refused: (desk) => desk.call().training.changeSim({ phone: 'nobody' }),
    done: (desk) => desk.call().training.changeSim({ phone: phoneId }),
  },
};
