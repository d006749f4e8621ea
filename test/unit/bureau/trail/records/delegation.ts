import { agencyId, today } from '../../../office/fixture.ts';
import { agreementPassword, type RecordsDesk } from '../records-fixture.ts';
import type { RecordRows } from './rows.ts';

const functions = ['query.filings'];
/** Days of the one and of the other agreement of a pair, so that both may stand (H3). */
const now = { firstDay: today, lastDay: '2026-12-31', functions };
const later = { firstDay: '2028-01-01', lastDay: '2028-12-31', functions };
const reason = '不再办理';
const nobody = { agreementId: 'nobody', revision: 1 };
const named = ({ id: agreementId, revision }: { id: string; revision: number }) => ({ agreementId, revision });

const client = async (desk: RecordsDesk) => (await desk.person('lin')).delegation;
const agency = async (desk: RecordsDesk) => (await desk.staff()).agencyDelegation;
const synced = async (desk: RecordsDesk) => {
  await (await client(desk)).sync();
  return desk.call('lin').delegation;
};
const recognised = async (desk: RecordsDesk, terms = now) => named(await (await synced(desk)).recognise({ ...terms, agencyId, agreementPassword }));
const proposedByClient = async (desk: RecordsDesk, terms = now) => named(await (await synced(desk)).propose({ ...terms, agencyId, agreementPassword }));
const proposedByAgency = async (desk: RecordsDesk, terms = now) => named(await (await agency(desk)).propose({ ...terms, clientId: 'ent' }));

/** Delegation (H, L) of both sides. A handler who asks is refused before the service: see the strangers of the test. */
export const rows: RecordRows = {
  'delegation.sync': { refused: async (desk) => (await desk.person('bao')).delegation.sync(), done: synced },
  'delegation.recognise': {
    refused: async (desk) => (await client(desk)).recognise({ ...now, agencyId, agreementPassword }),
    done: (desk) => recognised(desk),
  },
  'delegation.propose': {
    refused: async (desk) => (await client(desk)).propose({ ...now, agencyId, agreementPassword }),
    done: (desk) => proposedByClient(desk),
  },
  'delegation.confirm': {
    refused: async (desk) => (await client(desk)).confirm({ ...nobody, agreementPassword }),
    done: async (desk) => {
      const seen = await proposedByAgency(desk);
      await (await client(desk)).confirm({ ...seen, agreementPassword });
    },
  },
  'delegation.decline': {
    refused: async (desk) => desk.call('lin').delegation.decline({ ...(await recognised(desk)), reason }),
    done: async (desk) => desk.call('lin').delegation.decline({ ...(await proposedByAgency(desk, later)), reason }),
  },
  'delegation.suspend': {
    refused: async (desk) => (await client(desk)).suspend({ ...(await proposedByAgency(desk, later)), reason }),
    done: async (desk) => desk.call('lin').delegation.suspend({ ...(await recognised(desk)), reason }),
  },
  'delegation.resume': {
    refused: async (desk) => desk.call('lin').delegation.resume(await recognised(desk)),
    done: async (desk) => {
      const seen = await recognised(desk, later);
      await desk.call('lin').delegation.resume(named(await desk.call('lin').delegation.suspend({ ...seen, reason })));
    },
  },
  'delegation.cancel': {
    refused: async (desk) => (await client(desk)).cancel({ ...(await proposedByAgency(desk)), reason }),
    done: async (desk) => desk.call('lin').delegation.cancel({ ...(await recognised(desk, later)), reason }),
  },
  'delegation.changeTerms': {
    refused: async (desk) => desk.call('lin').delegation.changeTerms({ ...(await recognised(desk)), ...now, functions: ['staff.maintain'] }),
    done: async (desk) => desk.call('lin').delegation.changeTerms({ ...(await recognised(desk, later)), ...later, functions: ['query.payments'] }),
  },
  'delegation.replacePassword': {
    refused: async (desk) => desk.call('lin').delegation.replacePassword({ ...(await recognised(desk)), agreementPassword: '111111' }),
    done: async (desk) => desk.call('lin').delegation.replacePassword({ ...(await recognised(desk, later)), agreementPassword: 'Xin-Mima-88' }),
  },
  'agencyDelegation.propose': {
    refused: async (desk) => (await agency(desk)).propose({ ...now, clientId: agencyId }),
    done: (desk) => proposedByAgency(desk),
  },
  'agencyDelegation.accept': {
    refused: async (desk) => desk.call('zhao').agencyDelegation.accept(await proposedByAgency(desk)),
    done: async (desk) => desk.call('zhao').agencyDelegation.accept(await proposedByClient(desk, later)),
  },
  'agencyDelegation.decline': {
    refused: async (desk) => desk.call('zhao').agencyDelegation.decline({ ...(await proposedByAgency(desk)), reason }),
    done: async (desk) => desk.call('zhao').agencyDelegation.decline({ ...(await proposedByClient(desk, later)), reason }),
  },
  'agencyDelegation.cancel': {
    refused: async (desk) => (await agency(desk)).cancel({ ...(await proposedByClient(desk)), reason }),
    done: async (desk) => desk.call('zhao').agencyDelegation.cancel({ ...(await proposedByAgency(desk, later)), reason }),
  },
  'agencyDelegation.setStaff': {
    refused: async (desk) => desk.call('zhao').agencyDelegation.setStaff({ ...(await proposedByAgency(desk)), serviceStaff: ['sun'] }),
    done: async (desk) => desk.call('zhao').agencyDelegation.setStaff({ ...(await recognised(desk, later)), serviceStaff: ['sun'] }),
  },
  'agencyDelegation.markReported': {
    refused: async (desk) => (await agency(desk)).markReported({ agreementId: (await recognised(desk)).agreementId, report: 'end' }),
    done: async (desk) => {
      const seen = await recognised(desk, later);
      await desk.call('lin').delegation.cancel({ ...seen, reason });
      await desk.call('zhao').agencyDelegation.markReported({ agreementId: seen.agreementId, report: 'end' });
    },
  },
};
