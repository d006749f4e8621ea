import { someone } from '../../realname/fixture.ts';
import type { RecordsDesk } from '../records-fixture.ts';
import type { RecordRows } from './rows.ts';

const stranger = someone(7, '文溪');
const person = { name: stranger.name, idType: stranger.idType, idNumber: stranger.idNumber };
const functions = ['query.filings'];
const roleText = { name: '查询岗', description: '', functions };
const lin = async (desk: RecordsDesk) => (await desk.person('lin')).staff;
const revisionOf = async (desk: RecordsDesk, handlerId: string) =>
  (await desk.call('lin').staff.overview()).people.find((one) => one.handlerId === handlerId)?.revision ?? 0;
const roleRevision = async (desk: RecordsDesk, roleId: string) =>
  (await desk.call('lin').staff.overview()).roles.find((one) => one.id === roleId)?.revision ?? 0;

/** Staff and role maintenance (E). A handler who asks is refused before the service: see the strangers of the test. */
export const rows: RecordRows = {
  'staff.search': {
    refused: async (desk) => (await desk.person('bao')).staff.search(person),
    done: async (desk) => (await lin(desk)).search(person),
  },
  'staff.add': {
    refused: async (desk) => (await lin(desk)).add({ person, capacity: 'handler', roleId: 'nobody', functions }),
    done: (desk) => desk.call('lin').staff.add({ person, capacity: 'handler', roleId: 'role', functions }),
  },
  'staff.changeRights': {
    refused: async (desk) =>
      (await lin(desk)).changeRights({
        handlerId: 'lin',
        revision: await revisionOf(desk, 'lin'),
        capacity: 'handler',
        roleId: 'role',
        functions,
      }),
    done: async (desk) =>
      desk.call('lin').staff.changeRights({
        handlerId: 'bao',
        revision: await revisionOf(desk, 'bao'),
        capacity: 'handler',
        roleId: 'role',
        functions,
      }),
  },
  'staff.remove': {
    refused: async (desk) => (await lin(desk)).remove({ handlerId: 'lin' }),
    done: (desk) => desk.call('lin').staff.remove({ handlerId: 'bao' }),
  },
  'staff.addRole': {
    refused: async (desk) => (await desk.person('bao')).staff.addRole(roleText),
    done: async (desk) => (await lin(desk)).addRole(roleText),
  },
  'staff.changeRole': {
    refused: async (desk) => (await lin(desk)).changeRole({ roleId: 'nobody', revision: 1, ...roleText }),
    done: async (desk) =>
      desk.call('lin').staff.changeRole({ roleId: 'role', revision: await roleRevision(desk, 'role'), ...roleText }),
  },
  'staff.deleteRole': {
    refused: async (desk) =>
      (await lin(desk)).deleteRole({ roleId: 'role', revision: await roleRevision(desk, 'role') }),
    done: async (desk) => {
      const { roleId } = await desk.call('lin').staff.addRole(roleText);
      await desk.call('lin').staff.deleteRole({ roleId, revision: await roleRevision(desk, roleId) });
    },
  },
};
