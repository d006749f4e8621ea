import { appCode, noCode, step } from '../../authenticator/fixture.ts';
import { ids, passwords, type RecordsDesk } from '../records-fixture.ts';
import type { RecordRows } from './rows.ts';

const personalPassword = passwords.person;
const begun = async (desk: RecordsDesk) => (await desk.staff('zhao')).authenticator.begin({ personalPassword });
/** The officer of the agency, with an authenticator in use. @returns its secret */
const officer = async (desk: RecordsDesk): Promise<string> => {
  await desk.db.updateTable('handler').set({ capacity: 'legalRepresentative' }).where('id', '=', 'zhao').execute();
  const { setUp, secret } = await begun(desk);
  await desk.call('zhao').authenticator.confirm({ setUp, code: appCode(secret, desk.clock.now()) });
  return secret;
};
const form = { taxpayerId: ids.agency, capacity: 'legalRepresentative' as const, mobile: '15400000020' };

/** 动态口令 of the office profile, and what it proves. */
export const rows: RecordRows = {
  'authenticator.begin': {
    training: false,
    refused: async (desk) => (await desk.staff('zhao')).authenticator.begin({ personalPassword: 'Falsch-123' }),
    done: (desk) => desk.call('zhao').authenticator.begin({ personalPassword }),
  },
  'authenticator.confirm': {
    training: false,
    refused: async (desk) => (await desk.staff('zhao')).authenticator.confirm({ setUp: 'nothing', code: '123456' }),
    done: officer,
  },
  'authenticator.remove': {
    training: false,
    refused: async (desk) => {
      await officer(desk);
      await desk.call('zhao').authenticator.remove({ personalPassword: 'Falsch-123' });
    },
    done: (desk) => desk.call('zhao').authenticator.remove({ personalPassword }),
  },
  'passwordRecovery.proveOfficer': {
    training: false,
    refused: async (desk) => {
      const code = noCode(await officer(desk), desk.clock.now());
      await desk.call('other').passwordRecovery.proveOfficer({ ...form, proof: { kind: 'authenticator', code } });
    },
    done: async (desk) => {
      const code = appCode(await officer(desk), desk.clock.now() + step);
      await desk.call().passwordRecovery.proveOfficer({ ...form, proof: { kind: 'authenticator', code } });
    },
  },
};
