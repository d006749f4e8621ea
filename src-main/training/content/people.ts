import { personById } from '../../store/repositories/persons.ts';
import { enterpriseByTaxpayerId } from '../../store/repositories/identity.ts';
import { addRole, grantRole } from '../../store/repositories/roles.ts';
import { addRows } from '../../store/repositories/world-content.sqlite.ts';
import type { Database, DatabaseTransaction } from '../../store/schema/index.ts';
import { seededRandom } from '../sample/random.ts';
import { samplePerson, type SamplePerson } from '../sample/enterprises.ts';
import { unclaimedTaxpayerId } from '../sample/unclaimed-numbers.ts';
import type { SampleClient, SampleHandler } from './rows.ts';
import { verifiers } from './verifiers.ts';

/** A natural person to log in as, on the panel of demo accounts. */
export interface DemoPerson {
  name: string;
  idNumber: string;
  mobile: string;
  /** Null: none, or somebody has changed it since. */
  password: string | null;
  text: string;
}

/** What a trainee types to register (A5). */
export interface DemoRegistrations {
  person: { name: string; idNumber: string; mobile: string } | null;
  enterprise: { taxpayerId: string; name: string; mobile: string; representative: string } | null;
}

/** Serials of people that only this file makes. */
const firstSerial = 28_500_000;
const person = (serial: number, name: string, female: boolean): SamplePerson & { id: string } => ({
  ...samplePerson(seededRandom(`people/${serial}`), firstSerial + serial, '2101', { name, female }),
  id: `p-person-${serial}`,
});

/** Acts in five enterprises; has only ever used SMS codes; has no real name; is not known yet. */
const [manager, smsOnly, unverified, newcomer] = [
  person(0, '苏明远', false),
  person(1, '白若溪', true),
  person(2, '贺子墨', false),
  person(3, '纪晚舟', true),
];
const newEnterprise = { taxpayerId: unclaimedTaxpayerId(28_400_000, '2101'), name: '沈阳云岫文化传播有限公司' };

const texts = [
  [manager, '在五家企业任职：三家可以进入，一家登记姓名有误、等待更正，一家从未同步办税人'],
  [smsOnly, '只用过短信登录，没有自然人密码：用“忘记密码”设置'],
  [unverified, '已注册，未实名采集：能登录，不能进入企业'],
] as const;

const functions = ['tax.vat.general', 'tax.vat.smallScale', 'query.filings', 'query.payments'];

/** People who log in as themselves (F1, F2, D5), and a taxpayer that the registry knows and nobody has registered (A5). */
export async function addPeople(db: DatabaseTransaction, clients: readonly SampleClient[], now: number): Promise<void> {
  const since = now - 120 * 86_400_000;
  const known = [manager, smsOnly, unverified];
  await addRows(
    db,
    'person',
    known.map((one) => ({
      id: one.id,
      id_type: one.idType,
      id_number: one.idNumber,
      name: one.name,
      created_at: since,
    })),
  );
  await addRows(
    db,
    'real_name_record',
    [manager, smsOnly].map((one) => ({
      id: `r-${one.id}`,
      person_id: one.id,
      name: one.name,
      mobile: one.mobile,
      origin: 'collected' as const,
      recorded_at: since,
      replaced_at: null,
    })),
  );
  await addRows(
    db,
    'person_account',
    [manager, unverified].map((one) => ({
      person_id: one.id,
      password_hash: verifiers.person.stored,
      mobile: one.mobile,
      registered_at: since,
    })),
  );
  // Their phones have the numbers that they give at registration.
  await addRows(
    db,
    'phone',
    [unverified, newcomer].map((one) => ({
      id: `phone-${one.id}`,
      id_type: one.idType,
      id_number: one.idNumber,
      card_name: one.name,
      mobile: one.mobile,
      outcome: null,
    })),
  );
  const [first, second, third, fourth] = clients.slice(20, 24).map((client) => client.enterprise.id);
  if (first === undefined || second === undefined || third === undefined || fourth === undefined) return;
  const handlers = [
    binding(manager.id, first, 0, since),
    binding(manager.id, second, 1, since, { capacity: 'invoiceCollector' }),
    binding(manager.id, third, 2, since, { password_hash: verifiers.staff.stored }),
    binding(manager.id, fourth, 3, since, { state: 'pending', registered_name: '苏明元' }),
    binding(manager.id, 'x1', 4, since),
    binding(smsOnly.id, first, 0, since),
    binding(unverified.id, first, 0, since),
  ];
  await addRows(db, 'handler', handlers);
  for (const enterpriseId of new Set(handlers.map((handler) => handler.enterprise_id))) {
    await addRole(
      db,
      {
        id: roleOf(enterpriseId),
        enterprise_id: enterpriseId,
        name: '申报岗',
        description: '申报和查询',
        created_at: now,
      },
      functions,
    );
  }
  for (const handler of handlers) await grantRole(db, handler.id, roleOf(handler.enterprise_id), functions);
  await addRows(db, 'registry_officer', [
    {
      taxpayer_id: newEnterprise.taxpayerId,
      capacity: 'legalRepresentative',
      name: manager.name,
      id_type: manager.idType,
      id_number: manager.idNumber,
    },
  ]);
}

function binding(
  personId: string,
  enterpriseId: string,
  place: number,
  since: number,
  change: Partial<SampleHandler['handler']> = {},
): SampleHandler['handler'] {
  return {
    id: `${personId}-${place}`,
    enterprise_id: enterpriseId,
    person_id: personId,
    capacity: 'handler',
    state: 'active',
    password_hash: null,
    registered_name: null,
    role_id: null,
    created_at: since + place,
    removed_at: null,
    ...change,
  };
}

const roleOf = (enterpriseId: string): string => `${enterpriseId}-people-role`;

/** The people as the sign-in page of a training world shows them; none in a world without. */
export async function demoPeople(db: Database): Promise<DemoPerson[]> {
  const shown: DemoPerson[] = [];
  for (const [{ id, name, idNumber, mobile }, text] of texts) {
    const row = await personById(db, id);
    if (!row) continue;
    shown.push({
      name,
      idNumber,
      mobile: row.verified_mobile ?? mobile,
      password: row.password_hash === verifiers.person.stored ? verifiers.person.password : null,
      text,
    });
  }
  return shown;
}

/** What can still be registered in this world. */
export async function demoRegistrations(db: Database): Promise<DemoRegistrations> {
  if (!(await personById(db, manager.id))) return { person: null, enterprise: null };
  const registered = await enterpriseByTaxpayerId(db, newEnterprise.taxpayerId);
  return {
    person: { name: newcomer.name, idNumber: newcomer.idNumber, mobile: newcomer.mobile },
    enterprise: registered ? null : { ...newEnterprise, mobile: manager.mobile, representative: manager.name },
  };
}
