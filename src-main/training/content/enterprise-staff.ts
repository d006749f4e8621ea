import { addRole, grantRole } from '../../store/repositories/roles.ts';
import { addRows } from '../../store/repositories/world-content.sqlite.ts';
import type { DatabaseTransaction } from '../../store/schema/index.ts';
import { seededRandom } from '../sample/random.ts';
import { samplePerson, type SamplePerson } from '../sample/enterprises.ts';
import { sampleHandler } from './clients.ts';
import type { SampleClient, SampleHandler } from './rows.ts';

/** Serials of people that only the enterprise logins make, far beyond those of any world's clients and staff. */
const firstSerial = 28_100_000;
const cityCode = '2101';

/** A person of a serial that no other part of a world has. */
export const ownPerson = (serial: number, name: string, female: boolean): SamplePerson =>
  samplePerson(seededRandom(`enterprise-logins/${serial}`), firstSerial + serial, cityCode, { name, female });

/** Roles as small firms have them (E2). */
const roles = {
  declare: {
    name: '申报岗',
    description: '申报和查询',
    functions: ['tax.vat.general', 'tax.vat.smallScale', 'query.filings', 'query.payments'],
  },
  invoice: {
    name: '开票岗',
    description: '领用和开具发票',
    functions: ['invoice.collect', 'invoice.return', 'invoice.blue', 'invoice.red', 'invoice.stock', 'invoice.all'],
  },
  enquire: {
    name: '查询岗',
    description: '只查询，不办理',
    functions: [
      'query.filings',
      'query.payments',
      'query.arrears',
      'query.overpaid',
      'query.credit',
      'cert.taxPayment',
      'cert.noArrears',
    ],
  },
} as const;
type RoleKey = keyof typeof roles;

interface Clerk {
  person: SamplePerson;
  capacity?: 'handler' | 'invoiceCollector';
  role: RoleKey;
  /** Of the role's functions; left out: all. */
  granted?: readonly string[];
  passwordHash: string | null;
  /** The real name is not collected yet (E4). */
  pending?: boolean;
}

/** Handlers of a client with the roles that they hold (E2 to E5), as an officer would have added them a month ago. */
export async function addClerks(
  db: DatabaseTransaction,
  client: SampleClient,
  clerks: readonly Clerk[],
  now: number,
): Promise<SampleHandler[]> {
  const { id } = client.enterprise;
  const roleId = (key: RoleKey): string => `${id}-role-${key}`;
  const since = now - 30 * 86_400_000;
  for (const [index, key] of [...new Set(clerks.map((clerk) => clerk.role))].entries()) {
    const { name, description, functions } = roles[key];
    await addRole(db, { id: roleId(key), enterprise_id: id, name, description, created_at: since + index }, functions);
  }
  const added = clerks.map((clerk, index) =>
    sampleHandler(
      clerk.person,
      {
        id: `${id}-${index + 3}`,
        enterpriseId: id,
        createdAt: since + index,
        verified: clerk.pending !== true,
        passwordHash: clerk.passwordHash,
      },
      clerk.capacity ?? 'handler',
    ),
  );
  await addRows(
    db,
    'person',
    added.map(({ person }) => person),
  );
  await addRows(
    db,
    'real_name_record',
    added.flatMap(({ realName }) => (realName ? [realName] : [])),
  );
  await addRows(
    db,
    'handler',
    added.map(({ handler }, index) => ({
      ...handler,
      state: clerks[index]?.pending ? ('pending' as const) : ('active' as const),
    })),
  );
  for (const [index, clerk] of clerks.entries())
    await grantRole(
      db,
      added[index]?.handler.id ?? '',
      roleId(clerk.role),
      clerk.granted ?? roles[clerk.role].functions,
    );
  return added;
}

/** An enterprise with something to maintain: three roles, somebody with part of a role, an invoice collector, and somebody who waits for the real name. */
export async function addStaffToMaintain(
  db: DatabaseTransaction,
  client: SampleClient,
  passwordHash: string,
  now: number,
): Promise<void> {
  await addClerks(
    db,
    client,
    [
      { person: ownPerson(1, '何念慈', true), role: 'declare', passwordHash },
      {
        person: ownPerson(3, '梁知夏', true),
        role: 'declare',
        granted: ['tax.vat.smallScale', 'query.filings'],
        passwordHash,
      },
      { person: ownPerson(4, '宋云帆', false), capacity: 'invoiceCollector', role: 'invoice', passwordHash: null },
      { person: ownPerson(5, '袁清和', false), role: 'enquire', passwordHash: null },
      {
        person: ownPerson(6, '唐以宁', true),
        role: 'invoice',
        granted: ['invoice.blue', 'invoice.stock'],
        passwordHash: null,
        pending: true,
      },
    ],
    now,
  );
}
