import { describe, expect, it } from 'vitest';
import type { SessionEnd } from '@contract/session.ts';
import { mobiles, passwords, taxpayerId, testEnterprise } from '../enterprise/fixture.ts';
import { passwords as agency, testBureau } from '../fixture.ts';
import { passwords as ofPersons, people, testPeople } from '../person/fixture.ts';
import { testAuthenticator } from '../authenticator/fixture.ts';
import type { TestOffice } from '../../office/fixture.ts';

const chosen = 'Xin-Mima-88';
type Office = Pick<TestOffice, 'engine' | 'store'>;
interface Change {
  office: Office;
  end: SessionEnd;
  change(): Promise<unknown>;
}

/** Every change of a password that ends sessions, with a session that it ends. */
const changes: readonly (readonly [says: string, ready: () => Promise<Change>])[] = [
  [
    'B5: a handler changes the own one',
    async () => {
      const desk = await testEnterprise();
      for (const window of ['self', 'twin']) await desk.login('bao', window);
      return {
        office: desk,
        end: 'passwordChanged',
        change: () =>
          desk.call('self').enterprise.setPersonalPassword({ oldPassword: passwords.person, newPassword: chosen }),
      };
    },
  ],
  [
    'B5: a staff member changes the own one',
    async () => {
      const desk = await testBureau();
      const here = await desk.login('sun', 'here');
      await desk.login('sun', 'there');
      return {
        office: desk,
        end: 'passwordChanged',
        change: () => desk.bureau.passwords.set(here, { oldPassword: agency.staff, newPassword: chosen }),
      };
    },
  ],
  [
    'D1: an officer sets the enterprise’s anew',
    async () => {
      const desk = await testEnterprise();
      await desk.login('lin', 'hers');
      const { flow } = await desk.bureau.recovery.sendCode(
        { taxpayerId, capacity: 'financeOfficer', mobile: mobiles.fang },
        desk.caller('x'),
      );
      await desk.bureau.recovery.prove({ flow, code: desk.code() }, desk.caller('x'));
      return {
        office: desk,
        end: 'enterprisePasswordChanged',
        change: () => desk.call('x').passwordRecovery.setEnterprisePassword({ newPassword: chosen }),
      };
    },
  ],
  [
    'D2: an officer resets a handler’s',
    async () => {
      const desk = await testEnterprise();
      await desk.login('bao', 'his');
      const lin = await desk.login('lin', 'hers');
      return { office: desk, end: 'passwordReset', change: () => desk.bureau.staff.maintenance.reset(lin, 'bao') };
    },
  ],
  [
    'D3: a handler chooses one after a reset',
    async () => {
      const desk = await testEnterprise();
      await desk.bureau.resets.reset(await desk.login('lin', 'hers'), 'bao');
      await desk.loginByCode('bao', 'here');
      desk.later();
      await desk.loginByCode('bao', 'there');
      return {
        office: desk,
        end: 'passwordChanged',
        change: () => desk.call('here').passwordRecovery.setPersonalPassword({ newPassword: chosen }),
      };
    },
  ],
  [
    'D3: an officer of the agency proves the recovery key',
    async () => {
      const desk = await testAuthenticator();
      await desk.db.updateTable('handler').set({ capacity: 'financeOfficer' }).where('id', '=', 'zhao').execute();
      await desk.signIn('zhao', 'there');
      const { flow } = await desk.firm('here');
      return {
        office: desk,
        end: 'passwordReset',
        change: () =>
          desk.bureau.officerRecovery.personal({ flow, handlerId: 'zhao' }, async () => true, desk.caller('here')),
      };
    },
  ],
  [
    'F1: a natural person changes the own one',
    async () => {
      const desk = await testPeople();
      for (const window of ['here', 'there']) await desk.login(people.su.idNumber, ofPersons.person, window);
      return {
        office: desk,
        end: 'accountPasswordChanged',
        change: () => desk.call('here').person.setPassword({ oldPassword: ofPersons.person, newPassword: chosen }),
      };
    },
  ],
  [
    'D5: a natural person sets a forgotten one anew',
    async () => {
      const desk = await testPeople();
      await desk.login(people.su.idNumber, ofPersons.person, 'there');
      const { flow } = await desk
        .call('here')
        .personSignIn.recoveryCode({ idNumber: people.su.idNumber, mobile: people.su.mobile });
      await desk.call('here').personSignIn.recoveryProve({ flow, code: desk.code() });
      return {
        office: desk,
        end: 'accountPasswordChanged',
        change: () => desk.call('here').personSignIn.setPassword({ newPassword: chosen }),
      };
    },
  ],
];

/** What a password change writes: passwords, resets, sessions, the trail. */
async function written({ store: { db } }: Office) {
  return {
    handlers: await db.selectFrom('handler').select(['id', 'password_hash']).orderBy('id').execute(),
    enterprises: await db.selectFrom('enterprise').select(['id', 'password_hash']).orderBy('id').execute(),
    accounts: await db.selectFrom('person_account').selectAll().orderBy('person_id').execute(),
    resets: await db.selectFrom('password_reset').selectAll().orderBy('handler_id').execute(),
    open: await db.selectFrom('session').select('id').where('ended_at', 'is', null).orderBy('id').execute(),
    records: (await db.selectFrom('audit').select('seq').execute()).length,
  };
}

describe.each(changes)('%s', (_says, ready) => {
  it('and the sessions that it ends stand or fall together', async () => {
    const { office, end, change } = await ready();
    const ended: unknown[] = [];
    let fails = true;
    office.engine.domainEvents.onRecord(async (event) => {
      if (!('end' in event) || event.end !== end) return;
      if (fails) throw new Error('no room');
      ended.push(event.kind);
    });
    const before = await written(office);
    await expect(change()).rejects.toThrow();
    expect(await written(office)).toEqual(before);
    fails = false;
    await change();
    expect(ended.length).toBeGreaterThan(0);
    const { handlers, enterprises, accounts } = await written(office);
    expect({ handlers, enterprises, accounts }).not.toEqual({
      handlers: before.handlers,
      enterprises: before.enterprises,
      accounts: before.accounts,
    });
  });
});
