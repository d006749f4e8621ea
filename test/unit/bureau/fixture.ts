import { expect } from 'vitest';
import { passwordHasherOfProcess } from '../../../src-main/keys/password.ts';
import { agencyId, testOffice, type TestOffice } from '../office/fixture.ts';

export const agencyTaxpayerId = '91210102MA0TEST00A';
export const passwords = { firm: 'Jigou-Test-1', staff: 'Ren-Test-22', agreement: 'Xieyi-Test-3' };
export const minute = 60_000;
export const day = 24 * 60 * minute;

/**
 * A bureau with an agency of five: 赵敏 (admin) and 孙悦 with password and mobile, 钱立 with a mobile only (B5), 李想 without a real-name
 * record (A3), 周宁 pending (E4).
 */
export async function testBureau(options: { training?: boolean } = { training: true }) {
  const office = await testOffice(options);
  const { db } = office.store;
  const hasher = passwordHasherOfProcess();
  const [firm, staff] = await Promise.all([hasher.hashPassword(passwords.firm), hasher.hashPassword(passwords.staff)]);
  await db.updateTable('enterprise').set({ password_hash: firm.stored }).where('id', '=', agencyId).execute();
  await db
    .updateTable('handler')
    .set({ password_hash: staff.stored })
    .where('id', 'in', ['zhao', 'sun', 'li'])
    .execute();
  const now = office.clock.now();
  await db
    .insertInto('person')
    .values({ id: 'p-zhou', id_type: 'residentIdentityCard', id_number: 'zhou', name: '周宁', created_at: now })
    .execute();
  await db
    .insertInto('handler')
    .values({
      id: 'zhou',
      enterprise_id: agencyId,
      person_id: 'p-zhou',
      capacity: 'handler',
      state: 'pending',
      password_hash: staff.stored,
      created_at: now,
      removed_at: null,
    })
    .execute();
  for (const [id, name, mobile] of [
    ['zhao', '赵敏', '15400000001'],
    ['sun', '孙悦', '15400000002'],
    ['qian', '钱立', '15400000003'],
  ] as const) {
    await db
      .insertInto('real_name_record')
      .values({
        id: `r-${id}`,
        person_id: `p-${id}`,
        name,
        mobile,
        origin: 'collected',
        recorded_at: now,
        replaced_at: null,
      })
      .execute();
  }
  const { signIn } = office.engine.bureau;
  const caller = (window = 'w1') => ({ window, origin: 'test' });
  return {
    ...office,
    caller,
    bureau: office.engine.bureau,
    /** Step 1 in a window. */
    firm: (window?: string) => signIn.firm({ taxpayerId: agencyTaxpayerId, password: passwords.firm }, caller(window)),
    /** Steps 1 and 2 in a window. */
    async login(handlerId = 'zhao', window = 'w1') {
      const { flow } = await signIn.firm({ taxpayerId: agencyTaxpayerId, password: passwords.firm }, caller(window));
      await signIn.staff({ flow, handlerId, proof: { kind: 'password', password: passwords.staff } }, caller(window));
      return office.engine.bureau.sessions.staffOf(window);
    },
    /** The last code that the simulated phone received. */
    code: () => /\d{6}/.exec(office.phone?.messages()[0]?.text ?? '')?.[0] ?? '',
    async client(
      id: string,
      agreement: Parameters<TestOffice['addClient']>[1]['agreements'] = [{}],
      assigned: string[] = ['sun'],
    ) {
      const { stored } = await hasher.hashPassword(passwords.agreement);
      await office.addClient(id, {
        name: `沈阳${id}商贸有限公司`,
        taxpayerId: `91210102MA0TEST${id.slice(-3).toUpperCase().padStart(3, '0')}`,
        assigned,
        agreements: agreement.map((a) => ({ password_hash: stored, ...a })),
      });
    },
    acts: async (act: string) => db.selectFrom('audit').selectAll().where('act', '=', act).orderBy('seq').execute(),
  };
}

/** A refusal of this code, with these data. */
export const refused = (code: string, data: object = {}) =>
  expect.objectContaining({ name: 'Refusal', code, data: expect.objectContaining(data) });
