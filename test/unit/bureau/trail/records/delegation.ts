import { agencyId, today } from '../../../office/fixture.ts';
import { agreementPassword, type RecordsDesk } from '../records-fixture.ts';
import type { RecordRows } from './rows.ts';

const terms = { firstDay: today, lastDay: '2027-11-22', functions: ['tax.vat.smallScale'], serviceStaff: [] };
const reason = '不再办理';
const nothing = { agreementId: 'nobody', revision: 1 };

interface Seen {
  id: string;
  revision: number;
}
const seen = ({ id, revision }: Seen) => ({ agreementId: id, revision });
const lin = async (desk: RecordsDesk) => (await desk.person('lin')).taxpayerDelegation;
const admin = async (desk: RecordsDesk) => (await desk.staff()).agencyDelegation;
/** An agreement that the enterprise recognised, one it asks the agency for, and one that the agency asks for. */
const recognised = async (desk: RecordsDesk): Promise<Seen> => {
  await (await lin(desk)).sync();
  return desk.call('lin').taxpayerDelegation.recognise({ ...terms, agencyId, agreementPassword });
};
const asked = async (desk: RecordsDesk): Promise<Seen> => {
  await (await lin(desk)).sync();
  return desk.call('lin').taxpayerDelegation.propose({ ...terms, agencyId, agreementPassword });
};
const offered = async (desk: RecordsDesk): Promise<Seen> => (await admin(desk)).propose({ ...terms, clientId: 'ent' });

/** Delegation from both sides (H, L). */
export const rows: RecordRows = {
  'taxpayerDelegation.sync': {
    refused: async (desk) => (await desk.person('bao')).taxpayerDelegation.sync(),
    done: async (desk) => (await lin(desk)).sync(),
  },
  'taxpayerDelegation.recognise': {
    refused: async (desk) => (await lin(desk)).recognise({ ...terms, agencyId: 'nobody', agreementPassword }),
    done: recognised,
  },
  'taxpayerDelegation.propose': {
    refused: async (desk) => (await lin(desk)).propose({ ...terms, agencyId: 'nobody', agreementPassword }),
    done: asked,
  },
  'taxpayerDelegation.confirm': {
    refused: async (desk) => (await lin(desk)).confirm({ ...nothing, agreementPassword }),
    done: async (desk) => {
      const one = await offered(desk);
      await (await lin(desk)).confirm({ ...seen(one), agreementPassword });
    },
  },
  'taxpayerDelegation.decline': {
    refused: async (desk) => (await lin(desk)).decline({ ...nothing, reason }),
    done: async (desk) => {
      const one = await offered(desk);
      await (await lin(desk)).decline({ ...seen(one), reason });
    },
  },
  'taxpayerDelegation.suspend': {
    refused: async (desk) => (await lin(desk)).suspend({ ...nothing, reason }),
    done: async (desk) => desk.call('lin').taxpayerDelegation.suspend({ ...seen(await recognised(desk)), reason }),
  },
  'taxpayerDelegation.resume': {
    refused: async (desk) => (await lin(desk)).resume(nothing),
    done: async (desk) => {
      const suspended = await desk.call('lin').taxpayerDelegation.suspend({ ...seen(await recognised(desk)), reason });
      await desk.call('lin').taxpayerDelegation.resume(seen(suspended));
    },
  },
  'taxpayerDelegation.cancel': {
    refused: async (desk) => (await lin(desk)).cancel({ ...nothing, reason }),
    done: async (desk) => desk.call('lin').taxpayerDelegation.cancel({ ...seen(await recognised(desk)), reason }),
  },
  'taxpayerDelegation.changeTerms': {
    refused: async (desk) => (await lin(desk)).changeTerms({ ...nothing, ...terms }),
    done: async (desk) =>
      desk
        .call('lin')
        .taxpayerDelegation.changeTerms({ ...seen(await recognised(desk)), ...terms, functions: ['query.filings'] }),
  },
  'taxpayerDelegation.replacePassword': {
    refused: async (desk) => (await lin(desk)).replacePassword({ ...nothing, agreementPassword: 'Xieyi-Xin-44' }),
    done: async (desk) =>
      desk
        .call('lin')
        .taxpayerDelegation.replacePassword({ ...seen(await recognised(desk)), agreementPassword: 'Xieyi-Xin-44' }),
  },
  'agencyDelegation.propose': {
    refused: async (desk) => (await admin(desk)).propose({ ...terms, clientId: 'nobody' }),
    done: offered,
  },
  'agencyDelegation.accept': {
    refused: async (desk) => (await admin(desk)).accept(nothing),
    done: async (desk) => {
      const one = await asked(desk);
      await (await admin(desk)).accept(seen(one));
    },
  },
  'agencyDelegation.decline': {
    refused: async (desk) => (await admin(desk)).decline({ ...nothing, reason }),
    done: async (desk) => {
      const one = await asked(desk);
      await (await admin(desk)).decline({ ...seen(one), reason });
    },
  },
  'agencyDelegation.cancel': {
    refused: async (desk) => (await admin(desk)).cancel({ ...nothing, reason }),
    done: async (desk) => {
      const one = await recognised(desk);
      await (await admin(desk)).cancel({ ...seen(one), reason });
    },
  },
  'agencyDelegation.setStaff': {
    refused: async (desk) => (await admin(desk)).setStaff({ ...nothing, serviceStaff: ['sun'] }),
    done: async (desk) => {
      const one = await recognised(desk);
      await (await admin(desk)).setStaff({ ...seen(one), serviceStaff: ['sun'] });
    },
  },
  'agencyDelegation.markReported': {
    refused: async (desk) => (await admin(desk)).markReported({ agreementId: 'nobody', report: 'end' }),
    done: async (desk) => {
      const ended = await desk.call('lin').taxpayerDelegation.cancel({ ...seen(await recognised(desk)), reason });
      await (await admin(desk)).markReported({ agreementId: ended.id, report: 'end' });
    },
  },
};
