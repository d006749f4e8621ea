import { expect } from 'vitest';
import { createRouterClient } from '@orpc/server';
import type { CaptchaKind } from '@contract/person-sign-in.ts';
import type { Desk } from '../../../../src-main/desk/desk.ts';
import { passwordHasherOfProcess } from '../../../../src-main/keys/password.ts';
import { createRouter } from '../../../../src-main/api/router.ts';
import { addHandler } from '../../../../src-main/store/repositories/handlers.ts';
import { unclaimedIdentityNumber } from '../../../../src-main/training/sample/unclaimed-numbers.ts';
import { sumInWords } from '../../../sum-in-words.ts';
import { testOffice } from '../../office/fixture.ts';

export const passwords = { person: 'Ziran-Test-5', handler: 'Ren-Test-22', firm: 'Qiye-Test-1' };
export const minute = 60_000;
export const day = 24 * 60 * minute;
const idNumber = (serial: number): string => unclaimedIdentityNumber(28_500_000 + serial, '2101', true);
/** 苏明远 with an account and a real-name record; 白若溪 with a record only (ever only SMS); 贺子墨 with an account and no record; nobody. */
export const people = {
  su: { id: 'p-su', name: '苏明远', idNumber: idNumber(1), mobile: '15400000021' },
  bai: { id: 'p-bai', name: '白若溪', idNumber: idNumber(2), mobile: '15400000022' },
  he: { id: 'p-he', name: '贺子墨', idNumber: idNumber(3), mobile: '15400000023' },
  nobody: { id: '', name: '无此人', idNumber: idNumber(4), mobile: '15400000024' },
};
export const taxpayerIds = {
  one: '91210102MA0TEST1AA',
  two: '91210102MA0TEST2BB',
  fresh: '91210102MA0TEST3CC',
  social: '91210102MA0TEST4DD',
};

/**
 * A bureau with three people (see {@link people}) and four enterprises: 苏明远 is handler of `one` (synced), `two` (synced, with a personal
 * password there), `fresh` (never synced) and, pending, of `social`; 贺子墨 of `one`.
 */
export async function testPeople({ training = true }: { training?: boolean } = {}) {
  const office = await testOffice({ training });
  const { db } = office.store;
  const hasher = passwordHasherOfProcess();
  const [own, handlers, firm] = await Promise.all(
    [passwords.person, passwords.handler, passwords.firm].map(
      async (password) => (await hasher.hashPassword(password)).stored,
    ),
  );
  const now = office.clock.now();
  for (const [key, taxpayerId] of Object.entries(taxpayerIds)) {
    await db
      .insertInto('enterprise')
      .values({
        id: `e-${key}`,
        taxpayer_id: taxpayerId,
        name: `沈阳${key}商贸有限公司`,
        kind: 'smallScale',
        address: '',
        social_insurance_only: key === 'social',
        is_agency: false,
        password_hash: firm ?? null,
        handlers_synced_at: key === 'fresh' ? null : now,
        created_at: now,
      })
      .execute();
  }
  for (const { id, name, idNumber: number, mobile } of [people.su, people.bai, people.he]) {
    await db
      .insertInto('person')
      .values({ id, id_type: 'residentIdentityCard', id_number: number, name, created_at: now })
      .execute();
    if (id !== 'p-he')
      await db
        .insertInto('real_name_record')
        .values({
          id: `r-${id}`,
          person_id: id,
          name,
          mobile,
          origin: 'collected',
          recorded_at: now,
          replaced_at: null,
        })
        .execute();
    if (id !== 'p-bai')
      await db
        .insertInto('person_account')
        .values({ person_id: id, password_hash: own ?? '', mobile, registered_at: now })
        .execute();
  }
  const handler = {
    state: 'active' as const,
    password_hash: null,
    registered_name: null,
    role_id: null,
    removed_at: null,
    capacity: 'financeOfficer' as const,
  };
  for (const [index, row] of [
    { id: 'su-one', person_id: 'p-su', enterprise_id: 'e-one' },
    {
      id: 'su-two',
      person_id: 'p-su',
      enterprise_id: 'e-two',
      password_hash: handlers ?? null,
      capacity: 'handler' as const,
    },
    { id: 'su-fresh', person_id: 'p-su', enterprise_id: 'e-fresh' },
    { id: 'su-social', person_id: 'p-su', enterprise_id: 'e-social', state: 'pending' as const },
    { id: 'he-one', person_id: 'p-he', enterprise_id: 'e-one', capacity: 'handler' as const },
  ].entries())
    await addHandler(db, { ...handler, created_at: now + index, ...row });

  const { bureau } = office.engine;
  const caller = (window = 'w1') => ({ window, origin: 'test' });
  const router = createRouter({ report: () => {} });
  // The router needs nothing of a desk but its engine here.
  const desk = { engine: () => office.engine } as unknown as Desk;
  const call = (window = 'w1') => createRouterClient(router, { context: { desk, window, origin: 'test' } });
  const captcha = async (window?: string, kind: CaptchaKind = 'sum') => {
    const made = await call(window).personSignIn.captcha({ kind });
    return { captcha: made.captcha, answer: sumInWords(made.question) };
  };
  return {
    ...office,
    db,
    bureau,
    caller,
    call,
    captcha,
    /** Login with a right captcha. */
    async login(identifier: string = people.su.idNumber, password = passwords.person, window = 'w1') {
      return call(window).personSignIn.signIn({ identifier, password, ...(await captcha(window)) });
    },
    code: (): string => /\d{6}/.exec(office.phone?.messages()[0]?.text ?? '')?.[0] ?? '',
    later: (ms = minute) => {
      office.clock.at(office.clock.now() + ms);
    },
    acts: async (act: string) => db.selectFrom('audit').selectAll().where('act', '=', act).orderBy('seq').execute(),
  };
}

/** An error of the contract with this code, with these data. */
export const refusedCall = (code: string, data: object = {}) =>
  expect.objectContaining({ code, data: expect.objectContaining(data) });
