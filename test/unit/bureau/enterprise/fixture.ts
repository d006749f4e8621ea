import { createRouterClient } from '@orpc/server';
import type { RuleSetId } from '@contract/desk.ts';
import type { RuleSet } from '../../../../src-main/bureau/rule-sets/rule-sets.ts';
import type { Desk } from '../../../../src-main/desk/desk.ts';
import { passwordHasherOfProcess } from '../../../../src-main/keys/password.ts';
import { createRouter } from '../../../../src-main/api/router.ts';
import { addRole, grantRole } from '../../../../src-main/store/repositories/roles.ts';
import { testOffice } from '../../office/fixture.ts';

export const taxpayerId = '91210102MA0TEST1AA';
export const socialTaxpayerId = '91210102MA0TEST2BB';
export const passwords = { firm: 'Qiye-Test-1', person: 'Ren-Test-22' };
export const mobiles = { lin: '15400000011', fang: '15400000012', bao: '15400000013', gu: '15400000014' };
export const minute = 60_000;
export const day = 24 * 60 * minute;

interface Options {
  training?: boolean;
  synced?: boolean;
  ruleSet?: RuleSetId | RuleSet;
}

/**
 * A bureau with two enterprises. The first: 林岚 (legal representative: password and mobile), 方舟 (finance officer: mobile only, B5), 鲍宁
 * (handler with a role of two functions), 顾言 (registry's next legal representative, real name collected, no binding yet). The second is
 * social-insurance-only (B8). The registry names 林岚 and 方舟.
 */
export async function testEnterprise({ training = true, synced = true, ruleSet = 'liaoning-2020' }: Options = {}) {
  const office = await testOffice({ training, ruleSet });
  const { db } = office.store;
  const hasher = passwordHasherOfProcess();
  const [firm, person] = await Promise.all([
    hasher.hashPassword(passwords.firm),
    hasher.hashPassword(passwords.person),
  ]);
  const now = office.clock.now();
  const enterprise = {
    kind: 'smallScale' as const,
    address: '',
    is_agency: false,
    password_hash: firm.stored,
    created_at: now,
  };
  await db
    .insertInto('enterprise')
    .values([
      {
        ...enterprise,
        id: 'ent',
        taxpayer_id: taxpayerId,
        name: '沈阳听潮商贸有限公司',
        social_insurance_only: false,
        handlers_synced_at: synced ? now : null,
      },
      {
        ...enterprise,
        id: 'social',
        taxpayer_id: socialTaxpayerId,
        name: '沈阳望山幼儿园',
        social_insurance_only: true,
        handlers_synced_at: null,
      },
    ])
    .execute();
  for (const [id, name] of [
    ['lin', '林岚'],
    ['fang', '方舟'],
    ['bao', '鲍宁'],
    ['gu', '顾言'],
  ] as const) {
    await db
      .insertInto('person')
      .values({ id: `p-${id}`, id_type: 'residentIdentityCard', id_number: id, name, created_at: now })
      .execute();
    await db
      .insertInto('real_name_record')
      .values({
        id: `r-${id}`,
        person_id: `p-${id}`,
        name,
        mobile: mobiles[id],
        origin: 'collected',
        recorded_at: now,
        replaced_at: null,
      })
      .execute();
  }
  if (synced) {
    const handler = { enterprise_id: 'ent', state: 'active' as const, removed_at: null };
    await db
      .insertInto('handler')
      .values([
        {
          ...handler,
          id: 'lin',
          person_id: 'p-lin',
          capacity: 'legalRepresentative',
          password_hash: person.stored,
          created_at: now - 3,
        },
        {
          ...handler,
          id: 'fang',
          person_id: 'p-fang',
          capacity: 'financeOfficer',
          password_hash: null,
          created_at: now - 2,
        },
        {
          ...handler,
          id: 'bao',
          person_id: 'p-bao',
          capacity: 'handler',
          password_hash: person.stored,
          created_at: now - 1,
        },
      ])
      .execute();
    await addRole(db, { id: 'role', enterprise_id: 'ent', name: '申报岗', description: '', created_at: now }, [
      'tax.vat.general',
      'query.filings',
      'staff.maintain',
    ]);
    await grantRole(db, 'bao', 'role', ['tax.vat.general', 'query.filings', 'staff.maintain']);
  }
  const officer = (capacity: 'legalRepresentative' | 'financeOfficer', id: string, name: string) => ({
    taxpayer_id: taxpayerId,
    capacity,
    name,
    id_type: 'residentIdentityCard',
    id_number: id,
  });
  await db
    .insertInto('registry_officer')
    .values([officer('legalRepresentative', 'lin', '林岚'), officer('financeOfficer', 'fang', '方舟')])
    .execute();

  const { bureau } = office.engine;
  const caller = (window = 'w1') => ({ window, origin: 'test' });
  const router = createRouter({ report: () => {} });
  // The router needs nothing of a desk but its engine here.
  const desk = { engine: () => office.engine } as unknown as Desk;
  const code = (): string => /\d{6}/.exec(office.phone?.messages()[0]?.text ?? '')?.[0] ?? '';
  const firmStep = async (window?: string) => {
    const flow = await bureau.enterpriseSignIn.firm({ taxpayerId, password: passwords.firm }, caller(window));
    if (!flow) throw new Error('signed in without a handler');
    return flow;
  };
  return {
    ...office,
    bureau,
    caller,
    code,
    db,
    firm: firmStep,
    /** What a window's page can call. */
    call: (window = 'w1') => createRouterClient(router, { context: { desk, window, origin: 'test' } }),
    /** Ordinary login with the personal password. */
    async login(handlerId = 'lin', window = 'w1') {
      const { flow } = await firmStep(window);
      await bureau.enterpriseSignIn.finish(
        { flow, handlerId, proof: { kind: 'password', password: passwords.person } },
        caller(window),
      );
      return bureau.actors.enterpriseOf(window);
    },
    /** Ordinary login with a code. */
    async loginByCode(handlerId: string, window = 'w1') {
      const { flow } = await firmStep(window);
      await bureau.enterpriseSignIn.sendCode({ flow, handlerId }, caller(window));
      await bureau.enterpriseSignIn.finish({ flow, handlerId, proof: { kind: 'code', code: code() } }, caller(window));
    },
    /** Opens the window's next minute: the same mobile may be sent a code again. */
    later: (ms = minute) => {
      office.clock.at(office.clock.now() + ms);
    },
    /** Makes the registry name another officer. */
    registryNames: (capacity: 'legalRepresentative' | 'financeOfficer', id: string, name: string) =>
      office.engine.training?.registry.put(taxpayerId, {
        capacity,
        name,
        idType: 'residentIdentityCard',
        idNumber: id,
      }),
    acts: async (act: string) => db.selectFrom('audit').selectAll().where('act', '=', act).orderBy('seq').execute(),
  };
}
