import type { Capacity } from '@contract/people.ts';
import type { RegistryOutcome } from '@contract/training.ts';
import { enterprisesToTry, markSocialInsuranceOnly } from '../../store/repositories/enterprise-logins.ts';
import { handlersOf, setHandlerPassword } from '../../store/repositories/identity.ts';
import { putReset } from '../../store/repositories/password-resets.ts';
import { registrySteerings, steerRegistry } from '../../store/repositories/registry.ts';
import { addRows } from '../../store/repositories/world-content.sqlite.ts';
import type { RegistryOfficerTable } from '../../store/schema/enterprises.ts';
import type { Database, DatabaseTransaction } from '../../store/schema/index.ts';
import type { SampleEnterprise, SamplePerson } from '../sample/enterprises.ts';
import { addClerks, addStaffToMaintain, ownPerson } from './enterprise-staff.ts';
import { addProposal } from './proposal.ts';
import type { SampleClient } from './rows.ts';
import { verifiers } from './verifiers.ts';

/** An enterprise to log in as, on the panel of demo accounts. */
export interface DemoEnterprise {
  taxpayerId: string;
  name: string;
  /** Null: somebody has changed it since. */
  password: string | null;
  text: string;
  /** How the simulated registry behaves for it now. */
  registry: RegistryOutcome;
  people: { name: string; capacity: Capacity; mobile: string | null; password: string | null }[];
}

/** What the first clients of the agency show. */
const clientTexts = [
  '已同步：法定代表人可用个人密码或短信，财务负责人只能短信；有一份委托申请待确认',
  '已同步，另有五名人员，权限由“申报岗”等身份授予，一人待实名采集',
  '法定代表人已在金税三期变更：同步后原法定代表人权限终止',
  '办税人密码已重置为111111：只能打开改密页面',
  '金税三期响应缓慢，同步会超时',
  '金税三期无法连接',
] as const;

/** Those of the other agency that have nothing but social insurance (B8). */
export const socialInsuranceOnly: readonly string[] = ['x5', 'x6'];

/** What the enterprises of the other agency show. */
const foreignTexts = [
  ['x1', '从未同步：首次须用普通登录并同步办税人'],
  ['x2', '从未同步，财务负责人的实名姓名与登记不一致'],
  ['x3', '从未同步，人员均未采集实名信息'],
  ['x4', '金税三期中没有人员信息，同步不到任何人'],
  ['x5', '纯社保户：普通登录后直接进入社保费征收'],
  ['x6', '纯社保户：快捷登录会被拒绝并说明原因'],
] as const;

const officer = (
  taxpayerId: string,
  capacity: RegistryOfficerTable['capacity'],
  one: Pick<SamplePerson, 'name' | 'idType' | 'idNumber'>,
): RegistryOfficerTable => ({
  taxpayer_id: taxpayerId,
  capacity,
  name: one.name,
  id_type: one.idType,
  id_number: one.idNumber,
});

/** Makes a dozen enterprises ready for enterprise login in every situation of rule B, and tells the simulated registry of all. */
export async function addEnterpriseLogins(
  db: DatabaseTransaction,
  clients: readonly SampleClient[],
  foreign: readonly SampleEnterprise[],
  now: number,
): Promise<void> {
  const successor = ownPerson(0, '沈怀远', false);
  const officers = clients.flatMap(({ enterprise, handlers }) =>
    handlers.map(({ person: known, handler }): RegistryOfficerTable => ({
      taxpayer_id: enterprise.taxpayer_id,
      capacity: handler.capacity as RegistryOfficerTable['capacity'],
      name: known.name,
      id_type: known.id_type,
      id_number: known.id_number,
    })),
  );
  const changed = clients[2]?.enterprise.taxpayer_id;
  const [plain, mismatch, uncollected] = foreign;
  await addRows(db, 'registry_officer', [
    ...officers.map((row) =>
      row.taxpayer_id === changed && row.capacity === 'legalRepresentative'
        ? officer(row.taxpayer_id, row.capacity, successor)
        : row,
    ),
    ...[plain, mismatch, uncollected].flatMap((one) =>
      one
        ? [
            officer(one.taxpayerId, 'legalRepresentative', one.legalRepresentative),
            officer(one.taxpayerId, 'financeOfficer', one.financeOfficer),
          ]
        : [],
    ),
  ]);
  await addPeople(db, [[successor, successor.name]], now);
  if (plain)
    await addPeople(
      db,
      [
        [plain.legalRepresentative, plain.legalRepresentative.name],
        [plain.financeOfficer, plain.financeOfficer.name],
      ],
      now,
    );
  // Collected under the name of before a correction of the identity card.
  if (mismatch)
    await addPeople(
      db,
      [
        [mismatch.legalRepresentative, mismatch.legalRepresentative.name],
        [mismatch.financeOfficer, `${mismatch.financeOfficer.name.slice(0, 1)}静宜`],
      ],
      now,
    );
  await markSocialInsuranceOnly(db, socialInsuranceOnly);
  const [own, withRole, , reset, slow, down] = clients;
  for (const client of [own, withRole, reset]) {
    const representative = client?.handlers[0];
    if (representative) await setHandlerPassword(db, representative.handler.id, verifiers.staff.stored);
  }
  if (withRole) await addStaffToMaintain(db, withRole, verifiers.staff.stored, now);
  if (reset) {
    const [clerk] = await addClerks(
      db,
      reset,
      [{ person: ownPerson(2, '卢思远', false), role: 'declare', passwordHash: null }],
      now,
    );
    await putReset(db, {
      handler_id: clerk?.handler.id ?? '',
      reset_by: reset.handlers[0]?.handler.id ?? '',
      reset_at: now,
      expires_at: now + 86_400_000,
      used_at: null,
      previous_hash: null,
      ticket_hash: null,
    });
  }
  if (own) await addProposal(db, own, now);
  if (slow) await steerRegistry(db, slow.enterprise.taxpayer_id, 'slow');
  if (down) await steerRegistry(db, down.enterprise.taxpayer_id, 'down');
}

/** People whose real name is collected, without a binding to any enterprise yet; the second is the name on the record. */
async function addPeople(
  db: DatabaseTransaction,
  people: readonly (readonly [SamplePerson, string])[],
  now: number,
): Promise<void> {
  const since = now - 200 * 86_400_000;
  await addRows(
    db,
    'person',
    people.map(([one]) => ({
      id: `p-${one.idNumber}`,
      id_type: one.idType,
      id_number: one.idNumber,
      name: one.name,
      created_at: since,
    })),
  );
  await addRows(
    db,
    'real_name_record',
    people.map(([one, name]) => ({
      id: `r-${one.idNumber}`,
      person_id: `p-${one.idNumber}`,
      name,
      mobile: one.mobile,
      origin: 'collected' as const,
      recorded_at: since,
      replaced_at: null,
    })),
  );
}

/** The dozen as the sign-in page of a training world shows them; none in a world without enterprise people. */
export async function demoEnterprises(db: Database): Promise<DemoEnterprise[]> {
  const texts = [...clientTexts, ...foreignTexts.map(([, text]) => text)];
  const rows = await enterprisesToTry(
    db,
    clientTexts.length,
    foreignTexts.map(([id]) => id),
  );
  const moods = await registrySteerings(
    db,
    rows.flatMap((row) => (row ? [row.taxpayer_id] : [])),
  );
  const shown: DemoEnterprise[] = [];
  for (const [index, row] of rows.entries()) {
    if (!row) continue;
    const handlers = row.social_insurance_only ? [] : await handlersOf(db, row.id);
    shown.push({
      taxpayerId: row.taxpayer_id,
      name: row.name,
      password: row.password_hash === verifiers.enterprise.stored ? verifiers.enterprise.password : null,
      text: texts[index] ?? '',
      registry: moods.get(row.taxpayer_id) ?? 'answers',
      people: handlers.map((handler) => ({
        name: handler.name,
        capacity: handler.capacity,
        mobile: handler.mobile,
        password: handler.password_hash === verifiers.staff.stored ? verifiers.staff.password : null,
      })),
    });
  }
  return shown;
}
