import type { DossierField } from '@contract/dossier-words.ts';
import { isMasked } from '@contract/dossier-checks.ts';
import { checkMobile } from '@contract/validators/mobile.ts';
import { personNameSchema } from '@contract/validators/person-name.ts';
import type { ImportField } from './columns.ts';
import { readDay } from './days.ts';
import { personColumns, type DossierColumn } from './dossier-column-names.ts';
import { emptyDraft, type DossierDraft, type DraftPerson } from './dossier-draft.ts';
import {
  readCreditLevel,
  readFiling,
  readIdNumber,
  readLicenceEnd,
  readMoney,
  readPeriod,
  readTaxes,
  readYesNo,
} from './dossier-values.ts';
import { fieldFacts } from './heading-names.ts';
import { isOwnColumn, ownColumnId, readOwnValue, type OwnColumn } from './own-columns.ts';

/** How a row is read: cells by field, cleaned, and where a warning goes. */
export interface DossierCells {
  /** Text of the first column of a field; empty: there is none. */
  cell(field: ImportField): string;
  /** Texts of all its columns. */
  cells(field: ImportField): string[];
  heading(field: ImportField): string;
  /** Fields that the table has, in order. */
  fields: readonly ImportField[];
  warn(field: ImportField, message: string): null;
  /** The staff member of a name; null: said why. */
  staff(field: ImportField): string | null;
  own: readonly OwnColumn[];
}

const texts = [
  'region',
  'taxOffice',
  'sealNumber',
  'paperNumber',
  'feeNote',
] as const satisfies readonly DossierField[];
const days = ['founded', 'serviceFrom', 'licenceFrom', 'capitalDue'] as const satisfies readonly DossierField[];
const colleagues = [
  ['lead', 'lead'],
  ['assistant', 'assistant'],
  ['fieldStaff', 'field'],
] as const;
const separators = /[、，,;；/|\n]+/u;
const short = (text: string): string => (text.length > 20 ? `${text.slice(0, 20)}…` : text);
const titleOf = (field: ImportField): string => fieldFacts(field)?.title ?? '这一格';

/** What a row says of the dossier; null: nothing. What is not understood is a warning and stays empty. A warning never holds a number of a person. */
export function readDossier(from: DossierCells): DossierDraft | null {
  if (from.fields.length === 0) return null;
  const draft = emptyDraft();
  const has = new Set<string>(from.fields);
  const text = (field: DossierColumn): string => (has.has(field) ? from.cell(field) : '');
  const unclear = (field: ImportField, said: string, how: string): null =>
    from.warn(field, `看不懂${titleOf(field)}「${short(said)}」，没有读入；${how}`);
  for (const field of texts) if (text(field) !== '') draft.once[field] = text(field).replaceAll(/\s*\n\s*/gu, ' ');
  for (const field of days) {
    const said = text(field);
    if (said === '') continue;
    const read = readDay(said, '1900');
    if ('day' in read) draft.once[field] = read.day;
    else from.warn(field, `${titleOf(field)}没有读入：${read.problem}`);
  }
  readLicence(draft, text('licenceUntil'), from);
  readFee(draft, text, from, unclear);
  const capital = text('capital');
  const money = capital === '' ? null : readMoney(capital, from.heading('capital'));
  if (money && money.cents >= 0) draft.once.capital = money.cents;
  else if (capital !== '') unclear('capital', capital, '请写成 100万元 的样子');
  const level = text('creditLevel');
  const known = level === '' ? null : readCreditLevel(level);
  if (known !== null) draft.once.creditLevel = known;
  else if (level !== '') unclear('creditLevel', level, '请写 A、B、M、C 或 D');
  for (const [field, stored] of colleagues) {
    const id = text(field) === '' ? null : from.staff(field);
    if (id !== null) draft.once[stored] = id;
  }
  readTaxCells(draft, text, from, unclear);
  draft.tags = [...new Set(from.cells('tags').flatMap((cell) => cell.split(/[、，,;；/|\s]+/u)))].filter((tag) => {
    if (tag.length > 20) from.warn('tags', `标签「${short(tag)}」最多20个字，没有读入`);
    return tag !== '' && tag.length <= 20;
  });
  for (const person of personColumns) readPersons(draft, person, text, from);
  readBank(draft, text, from, unclear);
  readOwn(draft, from, has);
  return isEmpty(draft) ? null : draft;
}

const isEmpty = (draft: DossierDraft): boolean =>
  Object.keys(draft.once).length === 0 &&
  draft.generalSince === null &&
  draft.filing === null &&
  [draft.taxes, draft.persons, draft.tags, draft.accounts, draft.own].every((list) => list.length === 0);

type Text = (field: DossierColumn) => string;
type Unclear = (field: ImportField, said: string, how: string) => null;

function readLicence({ once }: DossierDraft, said: string, { warn }: DossierCells): void {
  if (said === '') return;
  const read = readLicenceEnd(said);
  if ('problem' in read) {
    warn('licenceUntil', `营业执照有效期止没有读入：${read.problem}`);
    return;
  }
  once.licenceUntil = read.day;
  once.licenceAlways = read.day === null;
  if (read.from !== null && once.licenceFrom === undefined) once.licenceFrom = read.from;
}

/** The fee with its period: its own, that of the column, or that of 收费周期. A year's fee beside a month's is kept in words. */
function readFee({ once }: DossierDraft, text: Text, { heading, warn }: DossierCells, unclear: Unclear): void {
  const periods = { fee: null, feeMonthly: 'monthly', feeYearly: 'yearly' } as const;
  for (const field of ['feeMonthly', 'fee', 'feeYearly'] as const) {
    const said = text(field);
    if (said === '') continue;
    const money = readMoney(said, heading(field));
    if (!money || money.cents < 0) unclear(field, said, '请写成 300 或 300元/月 的样子');
    else if (once.fee === undefined) {
      once.fee = money.cents;
      const per = periods[field] ?? money.per;
      if (per !== null) once.billing = per;
    } else if (field !== 'feeYearly' || money.cents !== 12 * (once.fee ?? 0)) {
      const more = `${titleOf(field)}：${said}`;
      once.feeNote = [once.feeNote ?? '', more].filter(Boolean).join('；').slice(0, 200);
      warn(field, `已有另一项收费，${titleOf(field)}写入收费说明`);
    }
  }
  const billing = text('billing');
  if (billing === '') return;
  const every = readPeriod(billing);
  if (every === null) unclear('billing', billing, '请写 按月、按季、按半年、按年 或 按次');
  else once.billing ??= every;
}

function readTaxCells(draft: DossierDraft, text: Text, { warn }: DossierCells, unclear: Unclear): void {
  draft.taxes = readTaxes(text('taxes'));
  const period = text('filingPeriod');
  draft.filing = period === '' ? null : readFiling(period);
  if (period !== '' && draft.filing === null) unclear('filingPeriod', period, '请写 按月、按季、按年 或 按次');
  const since = text('generalSince');
  if (since === '') return;
  const read = readDay(since);
  if ('day' in read) draft.generalSince = read.day;
  else warn('generalSince', `一般纳税人生效日期没有读入：${read.problem}`);
}

function readPersons(
  draft: DossierDraft,
  { id, role, title }: (typeof personColumns)[number],
  text: Text,
  { warn }: DossierCells,
): void {
  const split = (cell: string): string[] =>
    cell
      .split(separators)
      .map((part) => part.trim())
      .filter((part) => part !== '');
  const names = split(text(`${id}Name`)).flatMap((name) => {
    const checked = personNameSchema.safeParse(name);
    if (checked.success) return [checked.data];
    warn(`${id}Name`, `${title}的姓名「${short(name)}」没有读入：${checked.error.issues[0]?.message ?? '请核对'}`);
    return [];
  });
  const mobiles = split(text(`${id}Mobile`)).flatMap((mobile) => {
    const checked = isMasked(mobile) ? null : checkMobile(mobile);
    if (checked === null) return [mobile];
    if (checked.ok) return [checked.value];
    warn(`${id}Mobile`, `${title}的手机没有读入：不是手机号码，请核对；座机可以写在联系方式里`);
    return [];
  });
  const numbers = split(text(`${id}IdNumber`)).flatMap((number) => {
    const read = isMasked(number) ? { idType: null, idNumber: number } : readIdNumber(number);
    if (read) return [read];
    warn(`${id}IdNumber`, `${title}的证件号码没有读入：不符合任何一种证件的规则，请核对`);
    return [];
  });
  if (names.length + mobiles.length + numbers.length === 0) return;
  const people = names.length === 0 ? [''] : [...new Set(names)];
  const apart = (list: readonly unknown[]): boolean => people.length > 1 && list.length === people.length;
  people.forEach((name, at) => {
    const person: DraftPerson = { name, role, idType: null, idNumber: '', mobiles: [] };
    if (apart(mobiles)) person.mobiles = mobiles.slice(at, at + 1);
    else if (at === 0) person.mobiles = [...new Set(mobiles)].slice(0, 5);
    const number = apart(numbers) ? numbers[at] : at === 0 ? numbers[0] : undefined;
    if (number) Object.assign(person, number);
    draft.persons.push(person);
  });
  if (numbers.length > 1 && !apart(numbers)) warn(`${id}IdNumber`, `${title}有多个证件号码，只读入第一个`);
}

/** The account that the client has at a bank, and the one from which taxes are debited: the same, or another. */
function readBank(draft: DossierDraft, text: Text, { warn }: DossierCells, unclear: Unclear): void {
  const numberIn = (field: 'bankNumber' | 'taxDebit', said: string): string => {
    const number = said.normalize('NFKC').replaceAll(/[\s-]/gu, '');
    if (/^(?=.*\d)[0-9A-Za-z*]{6,40}$/u.test(number)) return number;
    warn(field, `${titleOf(field)}没有读入：账号应为6至40位数字或字母`);
    return '';
  };
  const bank = text('bankName').slice(0, 100);
  const number = text('bankNumber') === '' ? '' : numberIn('bankNumber', text('bankNumber'));
  if (bank !== '' && number === '') warn('bankName', `开户银行「${short(bank)}」没有读入：这一行没有可用的银行账号`);
  if (number !== '') draft.accounts.push({ purpose: 'basic', bank, number, taxDebit: null });
  const debit = text('taxDebit');
  if (debit === '') return;
  const said = readYesNo(debit);
  const [first] = draft.accounts;
  if (said !== null || /^同上|^同/u.test(debit)) {
    if (first) first.taxDebit = said ?? true;
    else if (said !== false) unclear('taxDebit', debit, '请写明账号');
    return;
  }
  const other = numberIn('taxDebit', debit);
  if (other === '') return;
  if (first?.number === other) first.taxDebit = true;
  else draft.accounts.push({ purpose: null, bank: '', number: other, taxDebit: true });
}

function readOwn(draft: DossierDraft, { cell, heading, own, warn }: DossierCells, has: ReadonlySet<string>): void {
  for (const field of own) {
    const column = ownColumnId(field);
    const said = has.has(column) && isOwnColumn(column) ? cell(column) : '';
    if (said === '') continue;
    const read = readOwnValue(field, said, heading(column));
    if ('value' in read) draft.own.push({ id: field.id, value: read.value });
    else warn(column, `「${field.name}」没有读入：${read.problem}`);
  }
}
