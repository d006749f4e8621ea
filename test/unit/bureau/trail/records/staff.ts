import { someone } from '../../realname/fixture.ts';
import type { RecordsDesk } from '../records-fixture.ts';
import type { RecordRows } from './rows.ts';

const stranger = someone(7, '文溪');
const person = { name: stranger.name, idType: stranger.idType, idNumber: stranger.idNumber };
const functions = ['query.filings'];
const roleText = { name: '查询岗', description: '', functions };
const lin = async (desk: RecordsDesk) => (await desk.person('lin')).enterpriseStaff;
const revisionOf = async (desk: RecordsDesk, handlerId: string) =>
  (await desk.call('lin').enterpriseStaff.overview()).people.find((one) => one.handlerId === handlerId)?.revision ?? 0;
const roleRevision = async (desk: RecordsDesk, roleId: string) =>
  (await desk.call('lin').enterpriseStaff.overview()).roles.find((one) => one.id === roleId)?.revision ?? 0;

/** Staff and role maintenance (E). A handler who asks is refused before the service: see the strangers of the test. */
export const rows: RecordRows = {
  'enterpriseStaff.search': {
    refused: async (desk) => (await desk.person('bao')).enterpriseStaff.search(person),
    done: async (desk) => (await lin(desk)).search(person),
  },
  'enterpriseStaff.add': {
    refused: async (desk) => (await lin(desk)).add({ person, capacity: 'handler', roleId: 'nobody', functions }),
    done: (desk) => desk.call('lin').enterpriseStaff.add({ person, capacity: 'handler', roleId: 'role', functions }),
  },
  'enterpriseStaff.changeRights': {
    refused: async (desk) =>
      (await lin(desk)).changeRights({
        handlerId: 'lin',
        revision: await revisionOf(desk, 'lin'),
        capacity: 'handler',
        roleId: 'role',
        functions,
      }),
    done: async (desk) =>
      desk.call('lin').enterpriseStaff.changeRights({
        handlerId: 'bao',
        revision: await revisionOf(desk, 'bao'),
        capacity: 'handler',
        roleId: 'role',
        functions,
      }),
  },
  'enterpriseStaff.remove': {
    refused: async (desk) => (await lin(desk)).remove({ handlerId: 'lin' }),
    done: (desk) => desk.call('lin').enterpriseStaff.remove({ handlerId: 'bao' }),
  },
  'enterpriseStaff.addRole': {
    refused: async (desk) => (await desk.person('bao')).enterpriseStaff.addRole(roleText),
    done: async (desk) => (await lin(desk)).addRole(roleText),
  },
  'enterpriseStaff.changeRole': {
    refused: async (desk) => (await lin(desk)).changeRole({ roleId: 'nobody', revision: 1, ...roleText }),
    done: async (desk) =>
      desk
        .call('lin')
        .enterpriseStaff.changeRole({ roleId: 'role', revision: await roleRevision(desk, 'role'), ...roleText }),
  },
  'enterpriseStaff.deleteRole': {
    refused: async (desk) =>
      (await lin(desk)).deleteRole({ roleId: 'role', revision: await roleRevision(desk, 'role') }),
    done: async (desk) => {
      const { roleId } = await desk.call('lin').enterpriseStaff.addRole(roleText);
      await desk.call('lin').enterpriseStaff.deleteRole({ roleId, revision: await roleRevision(desk, roleId) });
    },
  },
};
