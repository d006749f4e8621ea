import type { PhoneOutcome } from '@contract/training.ts';
import { samplePerson } from '../../../../src-main/training/sample/enterprises.ts';
import { seededRandom } from '../../../../src-main/training/sample/random.ts';
import { minute, passwords, taxpayerId, testEnterprise } from '../enterprise/fixture.ts';

export { minute, passwords, taxpayerId };

/** A person of the tests with numbers that pass every check and are nobody's (K5). */
export const someone = (serial: number, name: string) =>
  samplePerson(seededRandom(`test/${serial}`), 20_000_000 + serial, '2101', { name, female: serial % 2 === 0 });

/**
 * The bureau of {@link testEnterprise}, with phones. 易安 is registered as a handler of it without a real-name record (A3); 杜若 is nobody's and unknown.
 */
export async function testRealName(options: Parameters<typeof testEnterprise>[0] = {}) {
  const desk = await testEnterprise(options);
  const { db, bureau, caller, engine } = desk;
  const now = desk.clock.now();
  const [yi, du] = [someone(1, '易安'), someone(2, '杜若')];
  await db
    .insertInto('person')
    .values({ id: 'p-yi', id_type: yi.idType, id_number: yi.idNumber, name: yi.name, created_at: now })
    .execute();
  await db
    .insertInto('handler')
    .values({
      id: 'yi',
      enterprise_id: 'ent',
      person_id: 'p-yi',
      capacity: 'handler',
      state: 'active',
      password_hash: null,
      created_at: now,
      removed_at: null,
    })
    .execute();
  await db
    .insertInto('phone')
    .values({
      id: 'phone-du',
      id_type: du.idType,
      id_number: du.idNumber,
      card_name: du.name,
      mobile: du.mobile,
      outcome: null,
    })
    .execute();
  const phones = () => {
    if (!engine.training) throw new Error('no training world');
    return engine.training.phones;
  };
  const address = '沈阳市和平区听松街18号602室';
  const steer = async (ref: string, outcome: PhoneOutcome) => phones().steer((await phones().open(ref)).phone, outcome);
  /** Begins on a phone and shows the card. */
  const card = async (ref: string, window = 'phone') => {
    const { phone } = await phones().open(ref);
    const { collection } = await bureau.realName.begin(phone, caller(window));
    await bureau.realName.readCard(collection, caller(window));
    return collection;
  };
  /** Details with the code that arrives on the mobile. */
  const details = async (collection: string, mobile: string, window = 'phone') => {
    await bureau.realName.sendCode({ collection, mobile }, caller(window));
    return bureau.realName.details({ collection, mobile, code: desk.code(), address, email: null }, caller(window));
  };
  /** A whole collection with the number in the phone, or another. */
  const collect = async (ref: string, mobile?: string, window = 'phone') => {
    const { mobiles } = await phones().open(ref);
    const collection = await card(ref, window);
    await details(collection, mobile ?? mobiles[0] ?? '', window);
    return bureau.realName.face(collection, caller(window));
  };
  return {
    ...desk,
    yi,
    du,
    address,
    phones,
    steer,
    card,
    details,
    collect,
    records: async (personId: string) =>
      db
        .selectFrom('real_name_record')
        .selectAll()
        .where('person_id', '=', personId)
        .orderBy('recorded_at')
        .orderBy('replaced_at')
        .execute(),
    current: async () => db.selectFrom('real_name_record').selectAll().where('replaced_at', 'is', null).execute(),
  };
}
