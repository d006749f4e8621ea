import { unclaimedIdentityNumber } from '../../../../../src-main/training/sample/unclaimed-numbers.ts';
import { sumInWords } from '../../../../sum-in-words.ts';
import { passwordHasherOfProcess } from '../../../../../src-main/keys/password.ts';
import { someone } from '../../realname/fixture.ts';
import { ids, mobiles, otherThan, passwords, type RecordsDesk } from '../records-fixture.ts';
import type { RecordRows } from './rows.ts';

const newPassword = 'Xin-Mima-88';
const stranger = someone(7, '文溪');
const person = {
  idType: 'residentIdentityCard' as const,
  idNumber: stranger.idNumber,
  name: stranger.name,
  mobile: stranger.mobile,
};
const enterprise = { taxpayerId: ids.fresh, name: '沈阳新潮商贸有限公司', mobile: mobiles.lin };
const lin = { idNumber: unclaimedIdentityNumber(28_600_001, '2101', true), mobile: mobiles.lin };

/** 林岚, who is legal representative of the enterprise, with an account of her own. */
async function account({ db, clock }: RecordsDesk): Promise<void> {
  const { stored } = await passwordHasherOfProcess().hashPassword(passwords.person);
  await db.updateTable('person').set({ id_number: lin.idNumber }).where('id', '=', 'p-lin').execute();
  await db
    .insertInto('person_account')
    .values({ person_id: 'p-lin', password_hash: stored, mobile: lin.mobile, registered_at: clock.now() })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}
const signIn = async (desk: RecordsDesk, password = passwords.person) => {
  await account(desk);
  const { captcha, question } = await desk.call('self').personSignIn.captcha({ kind: 'sum' });
  return desk
    .call('self')
    .personSignIn.signIn({ identifier: lin.mobile, password, captcha, answer: sumInWords(question) });
};
const home = async (desk: RecordsDesk) => {
  await signIn(desk);
  return desk.call('self').person;
};
const code = async (desk: RecordsDesk) => {
  await account(desk);
  return (await desk.call().personSignIn.recoveryCode(lin)).flow;
};
const ticket = async (desk: RecordsDesk) => {
  desk.later();
  const flow = await code(desk);
  return desk.call().personSignIn.recoveryProve({ flow, code: desk.code() });
};

/** Natural persons: registration (A5), login and their own enterprises (F), the forgotten password (D5). */
export const rows: RecordRows = {
  'registration.personCode': {
    refused: async (desk) => {
      await desk.call().registration.personCode(person);
      await desk.call().registration.personCode(person);
    },
    done: async (desk) => {
      desk.later();
      await desk.call().registration.personCode(person);
    },
  },
  'registration.person': {
    refused: async (desk) => {
      const { flow } = await desk.call().registration.personCode(person);
      await desk.call().registration.person({ ...person, flow, code: otherThan(desk.code()), password: newPassword });
    },
    done: async (desk) => {
      desk.later();
      const { flow } = await desk.call().registration.personCode(person);
      await desk.call().registration.person({ ...person, flow, code: desk.code(), password: newPassword });
    },
  },
  'registration.enterpriseCode': {
    refused: async (desk) => {
      await desk.call().registration.enterpriseCode(enterprise);
      await desk.call().registration.enterpriseCode(enterprise);
    },
    done: async (desk) => {
      desk.later();
      await desk.call().registration.enterpriseCode(enterprise);
    },
  },
  'registration.enterprise': {
    // The registry does not know the taxpayer yet.
    refused: async (desk) => {
      const { flow } = await desk.call().registration.enterpriseCode(enterprise);
      await desk.call().registration.enterprise({ ...enterprise, flow, code: desk.code(), password: newPassword });
    },
    done: async (desk) => {
      desk.later();
      const { flow } = await desk.call().registration.enterpriseCode(enterprise);
      await desk.db
        .insertInto('registry_officer')
        .values({
          taxpayer_id: ids.fresh,
          capacity: 'legalRepresentative',
          name: '林岚',
          id_type: 'residentIdentityCard',
          id_number: 'lin',
        })
        .execute();
      await desk.call().registration.enterprise({ ...enterprise, flow, code: desk.code(), password: newPassword });
    },
  },
  'personSignIn.signIn': { refused: (desk) => signIn(desk, 'Falsch-123'), done: (desk) => signIn(desk) },
  'personSignIn.recoveryCode': {
    refused: async (desk) => {
      await code(desk);
      await code(desk);
    },
    done: (desk) => {
      desk.later();
      return code(desk);
    },
  },
  'personSignIn.recoveryProve': {
    refused: async (desk) => {
      const flow = await code(desk);
      await desk.call().personSignIn.recoveryProve({ flow, code: otherThan(desk.code()) });
    },
    done: ticket,
  },
  'personSignIn.setPassword': {
    refused: async (desk) => {
      await ticket(desk);
      await desk.call().personSignIn.setPassword({ newPassword: '111111' });
    },
    done: (desk) => desk.call().personSignIn.setPassword({ newPassword }),
  },
  'person.enter': {
    refused: async (desk) => (await home(desk)).enter({ handlerId: 'bao' }),
    done: async (desk) => (await home(desk)).enter({ handlerId: 'lin' }),
  },
  'person.leave': {
    // Whoever is signed in may always go back.
    refused: null,
    done: async (desk) => {
      await (await home(desk)).enter({ handlerId: 'lin' });
      await desk.call('self').person.leave();
    },
  },
  'person.setPassword': {
    refused: async (desk) => (await home(desk)).setPassword({ oldPassword: 'Falsch-123', newPassword }),
    done: (desk) => desk.call('self').person.setPassword({ oldPassword: passwords.person, newPassword }),
  },
};
