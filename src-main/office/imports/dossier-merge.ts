import { randomUUID } from 'node:crypto';
import { addDays } from '@contract/calendar.ts';
import { dossierSchema, type Dossier } from '@contract/client-dossier.ts';
import { isMasked } from '@contract/dossier-checks.ts';
import { dossierFieldNames, taxNameOf, type DossierField, type Filing } from '@contract/dossier-words.ts';
import type { RowProblem } from '@contract/imports.ts';
import { maskIdNumber } from '@contract/validators/id-document.ts';
import { maskMobile } from '@contract/validators/mobile.ts';
import { changedFields, ordered } from '../dossier/dossier-changes.ts';
import { usualFiling } from './dossier-column-names.ts';
import type { DossierDraft, DraftPerson } from './dossier-draft.ts';
import type { DraftTax } from './dossier-values.ts';

/** What a dossier becomes by a row. */
export interface MergedDossier {
  dossier: Dossier;
  /** Fields that differ from the stored ones. */
  fields: DossierField[];
  /** What was not taken, and why: warnings. */
  problems: RowProblem[];
}

/** What merging must know of the client and the day. */
export interface MergeFacts {
  kind: 'general' | 'smallScale';
  today: string;
}

type Say = (field: DossierField, message: string) => void;

/**
 * Puts what a row says into a stored dossier. Nothing that the row does not name goes: lists only grow, or their rows are brought up to date. A field that would not
 * be valid then stays as it was, with a warning.
 * @param stored as `ordered`
 */
export function mergeDossier(stored: Dossier, draft: DossierDraft, { kind, today }: MergeFacts): MergedDossier {
  const problems: RowProblem[] = [];
  const say: Say = (field, message) => problems.push({ field, message, warning: true });
  const next = copyOf(stored);
  Object.assign(next, draft.once);
  if (draft.generalSince !== null) mergeKind(next, draft.generalSince, kind, say);
  const taxes =
    draft.taxes.length === 0 && draft.filing !== null
      ? [{ tax: 'vat' as const, ownTax: '', every: draft.filing, since: null, until: null }]
      : draft.taxes;
  for (const tax of taxes) mergeTax(next, { ...tax, every: tax.every ?? draft.filing ?? usual(tax, kind) }, today);
  for (const person of draft.persons) mergePerson(next, person, say);
  next.tags = [...new Set([...next.tags, ...draft.tags])];
  for (const account of draft.accounts) mergeAccount(next, account, say);
  for (const { id, value } of draft.own) next.own = [...next.own.filter((one) => one.id !== id), { id, value }];
  const dossier = ordered(next);
  const wrong = new Map<DossierField, string>();
  // What was once accepted is not checked again.
  const touched = new Set<string>(changedFields(stored, dossier));
  const checked = dossierSchema.safeParse(dossier);
  for (const issue of checked.error?.issues ?? []) {
    const field = issue.path[0] as DossierField;
    if (touched.has(field) && !wrong.has(field)) wrong.set(field, issue.message);
  }
  for (const [field, message] of wrong) {
    say(field, `${dossierFieldNames[field]}没有读入：${message}`);
    Object.assign(dossier, { [field]: stored[field] });
  }
  // The days of a licence are valid only together.
  if (wrong.has('licenceUntil')) {
    const { licenceFrom, licenceAlways } = stored;
    Object.assign(dossier, { licenceFrom, licenceAlways });
  }
  return { dossier, fields: changedFields(stored, dossier), problems };
}

/** Rows are copied with it: they are changed in place. Many times faster than `structuredClone`, which an import would wait for. */
function copyOf(stored: Dossier): Dossier {
  const rows = <Row extends object>(list: readonly Row[]): Row[] => list.map((row) => ({ ...row }));
  const { former, kinds, taxes, persons, accounts, own } = stored;
  return {
    ...stored,
    former: rows(former),
    kinds: rows(kinds),
    taxes: rows(taxes),
    persons: rows(persons),
    tags: [...stored.tags],
    accounts: rows(accounts),
    own: rows(own),
  };
}

const usual = ({ tax }: DraftTax, kind: MergeFacts['kind']): Filing =>
  tax === 'vat' && kind === 'general' ? 'monthly' : (usualFiling[tax] ?? 'quarterly');

function mergeKind({ kinds }: Dossier, since: string, kind: MergeFacts['kind'], say: Say): void {
  if (kind !== 'general') {
    say('kinds', '一般纳税人生效日期没有读入：这一户不是一般纳税人，请核对纳税人类型');
    return;
  }
  const same = kinds.find((row) => row.since === since);
  const last = kinds.at(-1);
  if (same) same.kind = 'general';
  else if (last?.kind === 'general') last.since = since;
  else kinds.push({ id: randomUUID(), since, kind: 'general' });
}

/** A tax that is filed in another period from now on ends in the former one the day before. */
function mergeTax({ taxes }: Dossier, tax: DraftTax & { every: Filing }, today: string): void {
  const since = tax.since ?? `${today.slice(0, 4)}-01-01`;
  const rows = taxes.filter((row) => taxNameOf(row) === taxNameOf(tax));
  const exact = tax.since === null ? undefined : rows.find((row) => row.since === tax.since);
  if (exact) {
    Object.assign(exact, { every: tax.every, until: tax.until ?? exact.until });
    return;
  }
  const open = rows.find(
    (row) => (row.until ?? '9999') >= today && (row.every === 'perAct') === (tax.every === 'perAct'),
  );
  if (open?.every === tax.every && tax.since === null) return;
  if (open && open.since >= since) Object.assign(open, { every: tax.every, since, until: tax.until });
  else {
    if (open) open.until = addDays(since, -1);
    taxes.push({ id: randomUUID(), tax: tax.tax, ownTax: tax.ownTax, every: tax.every, since, until: tax.until });
  }
}

/** Capacities that one person has at a time. */
const single: ReadonlySet<string> = new Set(['legalRepresentative', 'financeOfficer']);

function mergePerson(dossier: Dossier, person: DraftPerson, say: Say): void {
  const { persons } = dossier;
  const holders = persons.filter(({ roles }) => roles.includes(person.role));
  const known =
    person.name === ''
      ? holders.length === 1
        ? holders[0]
        : undefined
      : (persons.find(
          ({ name, idNumber }) =>
            name === person.name &&
            (idNumber === '' || person.idNumber === '' || idNumber === person.idNumber || isMasked(person.idNumber)),
        ) ?? persons.find(({ name, roles }) => name === person.name && roles.includes(person.role)));
  if (!known && person.name === '') {
    say('persons', `${titles[person.role]}的手机和证件号码没有读入：没有姓名，请补上姓名那一列`);
    return;
  }
  const target = known ?? {
    id: randomUUID(),
    name: person.name,
    roles: [],
    idType: null,
    idNumber: '',
    mobiles: [],
    note: '',
  };
  if (!known) persons.push(target);
  if (!target.roles.includes(person.role)) {
    if (single.has(person.role))
      for (const holder of holders) holder.roles = holder.roles.filter((role) => role !== person.role);
    target.roles = [...target.roles, person.role];
  }
  if (isMasked(person.idNumber)) {
    if (target.idNumber === '' || maskIdNumber(target.idNumber) !== person.idNumber)
      say('persons', `${target.name}的证件号码没有读入：号码不完整（有 *），请填写完整的号码`);
  } else if (person.idNumber !== '') Object.assign(target, { idType: person.idType, idNumber: person.idNumber });
  for (const mobile of person.mobiles) {
    if (isMasked(mobile)) {
      if (!target.mobiles.some((one) => maskMobile(one) === mobile))
        say('persons', `${target.name}的手机没有读入：号码不完整（有 *），请填写完整的号码`);
    } else if (target.mobiles.includes(mobile)) continue;
    else if (target.mobiles.length < 5) target.mobiles = [...target.mobiles, mobile];
    else say('persons', `${target.name}已有5个手机号码，新的没有读入`);
  }
}
const titles: Readonly<Record<DraftPerson['role'], string>> = {
  legalRepresentative: '法定代表人',
  financeOfficer: '财务负责人',
  handler: '办税人',
  invoiceIssuer: '开票员',
  owner: '实际负责人',
  contact: '日常联系人',
};

function mergeAccount(dossier: Dossier, account: DossierDraft['accounts'][number], say: Say): void {
  const { accounts } = dossier;
  const masked = isMasked(account.number);
  let known = accounts.find(({ number }) => (masked ? maskIdNumber(number) : number) === account.number);
  if (!known && masked) {
    say('accounts', '银行账号没有读入：账号不完整（有 *），请填写完整的账号');
    return;
  }
  // A client has one basic account: another number is its new one.
  if (!known && account.purpose === 'basic') {
    known = accounts.find(({ purpose }) => purpose === 'basic');
    if (known) known.number = account.number;
  }
  if (known) {
    if (account.bank !== '') known.bank = account.bank;
    if (account.taxDebit !== null) known.taxDebit = account.taxDebit;
  } else
    accounts.push({
      id: randomUUID(),
      purpose: account.purpose ?? 'general',
      bank: account.bank,
      number: account.number,
      taxDebit: account.taxDebit ?? false,
    });
}
