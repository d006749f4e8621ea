import { proceduresOf, type NamedProcedure } from '../../../../scripts/docs/procedures.ts';
import { contract } from '../../../../src-preload/contract/index.ts';
import { passwordHasherOfProcess } from '../../../../src-main/keys/password.ts';
import { unclaimedTaxpayerId } from '../../../../src-main/training/sample/unclaimed-numbers.ts';
import { everyFunction } from '../business/client-desk.ts';
import { mobiles, passwords, testEnterprise } from '../enterprise/fixture.ts';
import { someone } from '../realname/fixture.ts';
import { agencyId } from '../../office/fixture.ts';

export { mobiles, passwords };
export const agreementPassword = 'Xieyi-Test-3';
export const ids = {
  ent: unclaimedTaxpayerId(901, '2101'),
  agency: unclaimedTaxpayerId(902, '2101'),
  client: unclaimedTaxpayerId(903, '2101'),
  fresh: unclaimedTaxpayerId(904, '2101'),
  social: unclaimedTaxpayerId(905, '2101'),
};
/** The phone of somebody whom the bureau does not know yet. */
export const phoneId = 'phone-du';
/** A code that is not the one sent. */
export const otherThan = (code: string): string => (code === '000000' ? '000001' : '000000');

/**
 * The enterprise of {@link testEnterprise} and an agency with the client c01, all of them with numbers that the contract accepts: what a page
 * of any window can call.
 */
export async function recordsDesk(options: { training?: boolean } = {}) {
  const desk = await testEnterprise(options);
  const { db } = desk;
  const hasher = passwordHasherOfProcess();
  const [firm, person, agreement] = await Promise.all([
    hasher.hashPassword(passwords.firm),
    hasher.hashPassword(passwords.person),
    hasher.hashPassword(agreementPassword),
  ]);
  await db.updateTable('enterprise').set({ taxpayer_id: ids.ent }).where('id', '=', 'ent').execute();
  await db.updateTable('enterprise').set({ taxpayer_id: ids.social }).where('id', '=', 'social').execute();
  await db.updateTable('registry_officer').set({ taxpayer_id: ids.ent }).execute();
  await db
    .updateTable('enterprise')
    .set({ taxpayer_id: ids.agency, password_hash: firm.stored })
    .where('id', '=', agencyId)
    .execute();
  await db.updateTable('handler').set({ password_hash: person.stored }).where('id', 'in', ['zhao', 'sun']).execute();
  for (const [index, [id, name]] of (
    [
      ['zhao', '赵敏'],
      ['sun', '孙悦'],
    ] as const
  ).entries()) {
    await db
      .insertInto('real_name_record')
      .values({
        id: `r-${id}`,
        person_id: `p-${id}`,
        name,
        mobile: `1540000002${index}`,
        origin: 'collected',
        recorded_at: desk.clock.now(),
        replaced_at: null,
      })
      .execute();
  }
  await desk.addClient('c01', {
    name: '沈阳望潮商贸有限公司',
    taxpayerId: ids.client,
    assigned: ['sun'],
    agreements: [{ password_hash: agreement.stored }],
  });
  await db.insertInto('function_set').values({ id: 'every', functions: everyFunction }).execute();
  const du = someone(3, '杜若');
  await db
    .insertInto('phone')
    .values({
      id: phoneId,
      id_type: du.idType,
      id_number: du.idNumber,
      card_name: du.name,
      mobile: du.mobile,
      outcome: null,
    })
    .execute();
  const client = async (functions: 'every' | 'set' = 'every') => {
    await db.updateTable('agreement').set({ function_set_id: functions }).where('id', '=', 'c01-a0').execute();
    return desk.enter(await desk.signIn('sun'), 'c01', 'c01-a0');
  };
  return {
    ...desk,
    /** A window of a person of the enterprise, named after them, signed in. */
    async person(id: 'lin' | 'bao') {
      const { flow } = (await desk.bureau.enterpriseSignIn.firm(
        { taxpayerId: ids.ent, password: passwords.firm },
        desk.caller(id),
      )) ?? { flow: '' };
      await desk.bureau.enterpriseSignIn.finish(
        { flow, handlerId: id, proof: { kind: 'password', password: passwords.person } },
        desk.caller(id),
      );
      return desk.call(id);
    },
    /** A window of a staff member, named after them, signed in. */
    async staff(id: 'zhao' | 'sun' = 'zhao') {
      await desk.signIn(id);
      return desk.call(id);
    },
    /** An open session of the client c01 in the window of 孙悦. @param functions `set`: with one function only */
    client,
    /** Records since `seq`. */
    since: (seq: number) => db.selectFrom('audit').selectAll().where('seq', '>', seq).orderBy('seq').execute(),
    last: async () =>
      (await db.selectFrom('audit').select('seq').orderBy('seq', 'desc').limit(1).executeTakeFirst())?.seq ?? 0,
  };
}
export type RecordsDesk = Awaited<ReturnType<typeof recordsDesk>>;

export const procedures: readonly NamedProcedure[] = proceduresOf(contract);

/** Calls a procedure by its name, with whatever input. */
export function callNamed(client: object, name: string, input: unknown): Promise<unknown> {
  let node: unknown = client;
  for (const part of name.split('.')) node = (node as Record<string, unknown>)[part];
  return (node as (input: unknown) => Promise<unknown>)(input);
}
