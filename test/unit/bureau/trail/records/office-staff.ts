import { today } from '../../../office/fixture.ts';
import { someone } from '../../realname/fixture.ts';
import type { RecordsDesk } from '../records-fixture.ts';
import type { RecordRows } from './rows.ts';

const { name, idNumber, mobile } = someone(7, '文溪');
const card = {
  name,
  idType: 'residentIdentityCard' as const,
  idNumber,
  mobile,
  capacity: 'handler' as const,
  officeRole: 'member' as const,
  teamId: 'team1',
  attested: true as const,
};
const zhao = async (desk: RecordsDesk) => (await desk.staff()).officeStaff;

/** The office's own people (H5, A3, D2, E7), and what its admin and an officer see through others' eyes. */
export const rows: RecordRows = {
  'officeStaff.addTeam': {
    refused: async (desk) => (await desk.staff('sun')).officeStaff.addTeam({ name: '三组' }),
    done: async (desk) => (await zhao(desk)).addTeam({ name: '三组' }),
  },
  'officeStaff.renameTeam': {
    refused: async (desk) => (await zhao(desk)).renameTeam({ teamId: 'nobody', name: '五组' }),
    done: (desk) => desk.call('zhao').officeStaff.renameTeam({ teamId: 'team1', name: '五组' }),
  },
  'officeStaff.deleteTeam': {
    refused: async (desk) => (await zhao(desk)).deleteTeam({ teamId: 'team1' }),
    done: async (desk) => {
      const { teamId } = await desk.call('zhao').officeStaff.addTeam({ name: '三组' });
      await desk.call('zhao').officeStaff.deleteTeam({ teamId });
    },
  },
  'officeStaff.setPart': {
    refused: async (desk) => (await zhao(desk)).setPart({ handlerId: 'zhao', officeRole: 'member', teamId: null }),
    done: (desk) => desk.call('zhao').officeStaff.setPart({ handlerId: 'sun', officeRole: 'member', teamId: 'team2' }),
  },
  'officeStaff.add': {
    training: false,
    refused: async (desk) => (await desk.staff('sun')).officeStaff.add(card),
    done: async (desk) => (await zhao(desk)).add(card),
  },
  'officeStaff.attest': {
    training: false,
    refused: async (desk) => (await zhao(desk)).attest({ handlerId: 'nobody', name: '孙悦', mobile, attested: true }),
    done: (desk) => desk.call('zhao').officeStaff.attest({ handlerId: 'sun', name: '孙悦', mobile, attested: true }),
  },
  'officeStaff.resetPassword': {
    refused: async (desk) => (await zhao(desk)).resetPassword({ handlerId: 'nobody' }),
    // D2: an admin who is legal representative as well.
    done: async (desk) => {
      await desk.db.updateTable('handler').set({ capacity: 'legalRepresentative' }).where('id', '=', 'zhao').execute();
      await desk.call('zhao').officeStaff.resetPassword({ handlerId: 'sun' });
    },
  },
  'officeStaff.remove': {
    training: false,
    refused: async (desk) => (await zhao(desk)).remove({ handlerId: 'zhao', takeOver: [], reason: '' }),
    done: (desk) => desk.call('zhao').officeStaff.remove({ handlerId: 'sun', takeOver: [], reason: '' }),
  },
  'explain.staff': {
    refused: async (desk) => (await desk.staff()).explain.staff({ handlerId: 'nobody', day: today }),
    done: (desk) => desk.call('zhao').explain.staff({ handlerId: 'sun', day: today }),
  },
  'explain.handler': {
    refused: async (desk) => (await desk.person('lin')).explain.handler({ handlerId: 'nobody', day: today }),
    done: (desk) => desk.call('lin').explain.handler({ handlerId: 'bao', day: today }),
  },
};
