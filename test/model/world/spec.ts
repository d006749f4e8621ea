import type { Capacity, OfficeRole } from '@contract/people.ts';
import { unclaimedIdentityNumber } from '../../../src-main/training/sample/unclaimed-numbers.ts';

/** What the small world of the model holds: the same facts fill the store and the model, and say nothing of rules. */

/** A working day in Shanghai, at noon. */
export const firstDay = '2026-11-23';
export const firstInstant = Date.parse(`${firstDay}T04:00:00Z`);

/** Two bureaus: a training world has SMS codes and moods of the registry, an own office paper agreements; the rule set says whether step 3 asks (L6). */
export interface Setup {
  profile: 'training' | 'office';
  ruleSet: 'liaoning-2020' | 'national-2023';
}

export const agreementPassword = 'Xieyi-Test-3';

/** @property password null: known to the bureau, not registered (A5). A firm that is `unknown` is only in the registry. */
export interface FirmSpec {
  id: string;
  serial: number;
  name: string;
  password: string | null;
  agency?: boolean;
  social?: boolean;
  synced?: boolean;
  unknown?: boolean;
}
export const firms: readonly FirmSpec[] = [
  { id: 'agency', serial: 1, name: '砚秋税务师事务所', password: 'Jigou-Test-1', agency: true, synced: true },
  { id: 'agencyB', serial: 2, name: '汀澜财税代理', password: 'Jigou-Test-2', agency: true, synced: true },
  { id: 'ent1', serial: 3, name: '听潮商贸', password: 'Qiye-Test-1', synced: true },
  { id: 'ent2', serial: 4, name: '望山餐饮', password: 'Qiye-Test-2' },
  { id: 'social', serial: 5, name: '望山幼儿园', password: 'Qiye-Test-3', social: true },
  { id: 'reg1', serial: 30, name: '拾光文创', password: null, unknown: true },
  { id: 'reg2', serial: 31, name: '远舟物流', password: null },
  ...['c3', 'c4', 'c5', 'c6', 'c7', 'c8', 'c9'].map((id, index) => ({
    id,
    serial: 10 + index,
    name: `委托企业${id}`,
    password: 'Qiye-Test-4',
    synced: true,
  })),
];

/**
 * @property collected name on the real-name record, with `mobile`; null: none. @property password of the person's own account (F1), where there is
 * one. @property registered mobile of the account (A5). A person who is `unknown` is in nothing that the bureau has.
 */
export interface PersonSpec {
  key: string;
  name: string;
  idNumber: string;
  mobile: string | null;
  collected: string | null;
  unknown?: boolean;
  password?: string;
  registered?: string;
}
const person = (key: string, name: string, serial: number, more: Partial<PersonSpec> = {}): PersonSpec => ({
  key,
  name,
  idNumber: unclaimedIdentityNumber(20_000_000 + serial, '2101', serial % 2 === 0),
  mobile: `154000000${String(serial).padStart(2, '0')}`,
  collected: name,
  ...more,
});
const account = (key: string): string => `Ge-${key}-Test1`;
export const people: readonly PersonSpec[] = [
  person('zhao', '赵敏', 1, { password: account('zhao') }),
  person('sun', '孙悦', 2),
  person('qian', '钱立', 3),
  person('li', '李想', 4, { mobile: null, collected: null }),
  person('zhou', '周宁', 5, { mobile: null, collected: null, password: account('zhou'), registered: '15400000005' }),
  person('lin', '林岚', 11, { password: account('lin') }),
  person('fang', '方舟', 12),
  person('bao', '鲍宁', 13, { password: account('bao') }),
  person('gu', '顾言', 14, { password: account('gu') }),
  person('mei', '梅清', 15, { collected: '梅静宜' }),
  person('tan', '谭云', 16, { mobile: null, collected: null, unknown: true }),
  person('he', '何川', 17),
  person('wen', '闻野', 18, { mobile: null, collected: null, unknown: true }),
  person('shi', '石磊', 19, { mobile: null, collected: null }),
];

/** @property key where a person has several. @property registered another name that the enterprise knows them by (B3). @property password null: none yet (B5). @property granted functions of the role that a handler is granted (E5) */
export interface HandlerSpec {
  key?: string;
  firm: string;
  person: string;
  registered?: string;
  capacity: Capacity;
  password: string | null;
  state?: 'active' | 'pending';
  granted?: string[];
  member?: { role: OfficeRole; team: string | null };
}
const own = (key: string): string => `Ren-${key}-Test1`;
export const handlers: readonly HandlerSpec[] = [
  {
    firm: 'agency',
    person: 'zhao',
    capacity: 'legalRepresentative',
    password: own('zhao'),
    member: { role: 'admin', team: null },
  },
  { firm: 'agency', person: 'qian', capacity: 'handler', password: null, member: { role: 'leader', team: 'team1' } },
  {
    firm: 'agency',
    person: 'sun',
    capacity: 'handler',
    password: own('sun'),
    member: { role: 'member', team: 'team1' },
  },
  { firm: 'agency', person: 'li', capacity: 'handler', password: own('li'), member: { role: 'member', team: 'team2' } },
  {
    firm: 'agency',
    person: 'zhou',
    capacity: 'handler',
    password: own('zhou'),
    state: 'pending',
    member: { role: 'member', team: 'team2' },
  },
  { firm: 'ent1', person: 'lin', capacity: 'legalRepresentative', password: own('lin') },
  { firm: 'ent1', person: 'fang', capacity: 'financeOfficer', password: null },
  {
    firm: 'ent1',
    person: 'bao',
    capacity: 'handler',
    password: own('bao'),
    granted: ['tax.vat.general', 'query.filings', 'staff.maintain'],
  },
  // F2: people with several enterprises, among them what cannot be entered: B7, B8, E4, B3.
  { key: 'lin@c3', firm: 'c3', person: 'lin', capacity: 'legalRepresentative', password: null },
  {
    key: 'bao@c3',
    firm: 'c3',
    person: 'bao',
    capacity: 'handler',
    password: null,
    granted: ['query.filings', 'query.payments'],
  },
  { key: 'bao@ent2', firm: 'ent2', person: 'bao', capacity: 'handler', password: null },
  { key: 'bao@social', firm: 'social', person: 'bao', capacity: 'handler', password: null },
  {
    key: 'zhou@c3',
    firm: 'c3',
    person: 'zhou',
    capacity: 'invoiceCollector',
    password: null,
    state: 'pending',
    granted: ['query.filings'],
  },
  {
    key: 'shi@c3',
    firm: 'c3',
    person: 'shi',
    registered: '石磊',
    capacity: 'handler',
    password: null,
    state: 'pending',
  },
  { key: 'gu@c4', firm: 'c4', person: 'gu', registered: '顾小言', capacity: 'financeOfficer', password: null },
];

/** Every handler who is granted something has a role of their own at first. */
export const roleOf = (handler: string): string => `role-${handler}`;
/** Names of a firm's roles differ (E2). */
export const roleNameOf = (handler: string): string => (handler.startsWith('zhou') ? '领票岗' : '申报岗');

export const teams: readonly { key: string; name: string }[] = [
  { key: 'team1', name: '一组' },
  { key: 'team2', name: '二组' },
];

/** What the registry knows at first; `or` is who it may name instead (B3). */
export interface RegistrySpec {
  firm: string;
  capacity: 'legalRepresentative' | 'financeOfficer';
  person: string;
  or: readonly string[];
}
export const registry: readonly RegistrySpec[] = [
  { firm: 'agency', capacity: 'legalRepresentative', person: 'zhao', or: ['zhao', 'zhao', 'gu'] },
  { firm: 'ent1', capacity: 'legalRepresentative', person: 'lin', or: ['gu', 'tan'] },
  { firm: 'ent1', capacity: 'financeOfficer', person: 'fang', or: ['lin', 'mei'] },
  { firm: 'ent2', capacity: 'legalRepresentative', person: 'he', or: ['bao', 'gu'] },
  { firm: 'ent2', capacity: 'financeOfficer', person: 'mei', or: ['fang', 'he'] },
  { firm: 'reg1', capacity: 'legalRepresentative', person: 'gu', or: ['wen', 'he'] },
  { firm: 'reg2', capacity: 'legalRepresentative', person: 'he', or: ['gu', 'mei'] },
];

/** Days are counted from {@link firstDay}. @property proposed day of the proposal */
export interface AgreementSpec {
  id: string;
  client: string;
  agency?: string;
  decided: 'proposed' | 'recognised' | 'suspended' | 'cancelled' | 'declined';
  first: number;
  last: number;
  proposed?: number;
  functions?: string[];
}
export const agreements: readonly AgreementSpec[] = [
  {
    id: 'a-ent1',
    client: 'ent1',
    decided: 'recognised',
    first: -300,
    last: 40,
    functions: ['tax.vat.general', 'query.filings'],
  },
  { id: 'a-ent2', client: 'ent2', decided: 'recognised', first: -364, last: 0, functions: ['query.payments'] },
  { id: 'a-c3', client: 'c3', decided: 'recognised', first: 3, last: 200 },
  { id: 'a-c4', client: 'c4', decided: 'suspended', first: -100, last: 20 },
  { id: 'a-c5', client: 'c5', decided: 'proposed', first: -10, last: 300, proposed: -20 },
  { id: 'a-c6', client: 'c6', decided: 'cancelled', first: -100, last: 100 },
  { id: 'a-c7', client: 'c7', decided: 'declined', first: -5, last: 100 },
  { id: 'b-c8', client: 'c8', agency: 'agencyB', decided: 'recognised', first: -50, last: 300 },
  { id: 'a-c9', client: 'c9', decided: 'recognised', first: -30, last: 2 },
  { id: 'a-c9-next', client: 'c9', decided: 'recognised', first: 3, last: 100 },
];

/** H5: who works for which client at first. */
export const assignments: Readonly<Record<string, readonly string[]>> = {
  ent1: ['sun'],
  ent2: ['sun', 'qian'],
  c3: ['sun'],
  c4: ['sun'],
  c5: ['sun'],
  c6: ['sun'],
  c7: ['sun'],
  c8: ['sun'],
  c9: [],
};

export const defaultFunctions: readonly string[] = ['tax.vat.general', 'query.payments'];
export const clientIds: readonly string[] = Object.keys(assignments);
