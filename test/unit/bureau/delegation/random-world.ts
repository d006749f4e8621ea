import type { RuleSetId } from '@contract/desk.ts';
import type { EnterpriseActor, StaffActor } from '../../../../src-main/bureau/ground/actors.ts';
import { agencyId, otherAgencyId, testDelegation } from './fixture.ts';

export async function worldOf(ruleSet: RuleSetId) {
  const desk = await testDelegation({ ruleSet });
  const { db } = desk;
  await db
    .updateTable('handler')
    .set({
      password_hash: (
        await db.selectFrom('handler').select('password_hash').where('id', '=', 'lin').executeTakeFirstOrThrow()
      ).password_hash,
    })
    .where('id', 'in', ['fang', 'bao'])
    .execute();
  await db
    .insertInto('person')
    .values({ id: 'p-wu', id_type: 'residentIdentityCard', id_number: 'wu', name: '吴桐', created_at: 0 })
    .execute();
  await db
    .insertInto('handler')
    .values({
      id: 'wu',
      enterprise_id: otherAgencyId,
      person_id: 'p-wu',
      capacity: 'handler',
      state: 'active',
      password_hash: null,
      created_at: 0,
      removed_at: null,
    })
    .execute();
  await db
    .insertInto('member')
    .values({
      handler_id: 'wu',
      office_role: 'admin',
      team_id: null,
      public_key: null,
      sealed_private_key: null,
      wrapped_vault_key: null,
      vault_generation: null,
    })
    .execute();
  const people: Record<string, EnterpriseActor> = {
    lin: desk.lin,
    fang: await desk.login('fang', 'fang'),
    bao: await desk.login('bao', 'bao'),
  };
  await desk.bureau.agencies.sync(desk.lin);
  const { sessions } = desk.bureau;
  const start = desk.clock.now();
  let windows = 0;
  return {
    ...desk,
    people,
    ruleSet,
    /** A staff session in a window of its own: the clock may have ended the last one, and a new one in its window would end what it opened. */
    async staff(who: string): Promise<StaffActor> {
      const window = `${who}-${(windows += 1)}`;
      await desk.engine.acts.run(null, (act) =>
        sessions.starts.startStaff(act, {
          window,
          origin: 'test',
          handlerId: who,
          agencyId: who === 'zhao' ? agencyId : otherAgencyId,
        }),
      );
      return sessions.staffOf(window);
    },
    /** Everything of the run before is gone, apart from the trail, which only grows. */
    async reset() {
      desk.clock.at(start);
      for (const table of ['agreement_staff', 'agreement_change', 'remembered_password', 'throttle'] as const)
        await db.deleteFrom(table).execute();
      await db.deleteFrom('session').where('kind', '=', 'client').execute();
      await db.deleteFrom('session').where('kind', '=', 'agencyStaff').execute();
      await db.deleteFrom('agreement').execute();
    },
  };
}
export type World = Awaited<ReturnType<typeof worldOf>>;
