import { clientInputSchema } from '@contract/clients.ts';
import type { RowProblem } from '@contract/imports.ts';
import { formulaRemedy, isFormulaText } from '@contract/validators/formula-text.ts';
import { checkStoredTaxpayerId, doubtOfTaxpayerId } from '@contract/validators/stored-taxpayer-id.ts';
import { checkTaxpayerId } from '@contract/validators/taxpayer-id.ts';
import { readAccounts, type DraftAccount } from './account-cells.ts';
import { cleanCell, cleanSecret, invisibleIn, isFormulaError, isRounded, isSpoiled, joinedLines } from './cell-text.ts';
import { readKind, staffNames } from './column-values.ts';
import type { Column, ImportField } from './columns.ts';
import { readDay } from './days.ts';
import { readDossier } from './dossier-cells.ts';
import { emptyDraft, type DossierDraft } from './dossier-draft.ts';
import { readFiling } from './dossier-values.ts';
import { fieldFacts } from './heading-names.ts';
import { isOwnColumn, type OwnColumn } from './own-columns.ts';
import type { TableRecord } from './table.ts';

/** One row as read; null where nothing is said, so that an update leaves it as it is. */
export interface DraftRow {
  line: number;
  name: string;
  taxpayerId: string;
  /** Why a number that breaks its check is kept (K3); empty: it is as the rules have it, or not kept. */
  keptBecause: string;
  firstDay: string | null;
  lastDay: string | null;
  /** The agreement password that the client gave; held in memory only, never given back. */
  agreementPassword: string | null;
  taxpayerKind: 'general' | 'smallScale' | null;
  /** Staff members to assign. */
  handlers: { id: string; name: string }[] | null;
  contact: string | null;
  address: string | null;
  note: string | null;
  accounts: DraftAccount[];
  /** What the row says of the client's dossier; null: nothing. */
  dossier: DossierDraft | null;
  problems: RowProblem[];
}

export interface RowSurroundings {
  /** Staff members by name; several of one name cannot be told apart. */
  staff: ReadonlyMap<string, readonly string[]>;
  /** Names that are no staff member's, with whom they mean; null: nobody. */
  meant?: ReadonlyMap<string, { id: string; name: string } | null>;
  /** Gets each name that is nobody's. */
  unknown?: (name: string) => void;
  /** Numbers that are kept though they break their check, with why (K3). */
  kept?: ReadonlyMap<string, string>;
  /** Fields of the office's own that can be filled in. */
  own?: readonly OwnColumn[];
  /** L6: whether the rule set asks the agreement password. */
  asksPassword: boolean;
  now: Date;
}

const longestPassword = 128;
const needed: ReadonlySet<ImportField> = new Set(['name', 'taxpayerId']);

/** Reads one record; what is wrong with it is said by field, with how to mend it. What is not needed and not understood is a warning and stays empty. */
export function readRow(record: TableRecord, columns: readonly Column[], surroundings: RowSurroundings): DraftRow {
  const problems: RowProblem[] = [];
  const at = columnsByField(columns);
  const say: Say = (field, message) => {
    problems.push({ field, message });
    return null;
  };
  const warn: Say = (field, message) => {
    problems.push({ field, message, warning: true });
    return null;
  };
  const has = (field: ImportField): boolean => (at.get(field)?.length ?? 0) > 0;
  const cell = (field: ImportField, column = at.get(field)?.[0]): string => {
    const text = column === undefined ? '' : cleanCell(record.cells[column] ?? '');
    const unreadable = text === '' ? null : unreadableBecause(text, columns[column ?? -1]?.heading || '');
    if (unreadable === null) return text;
    (needed.has(field) ? say : warn)(field, unreadable);
    return '';
  };
  /** The first of several columns that says something; what cannot be read in the others is then no more than a warning. */
  const first = (field: ImportField): string => {
    const before = problems.length;
    const found = (at.get(field) ?? []).map((column) => cell(field, column)).find((text) => text !== '') ?? '';
    if (found !== '') for (const problem of problems.slice(before)) problem.warning = true;
    return found;
  };
  const joined = (field: ImportField): string =>
    [...new Set((at.get(field) ?? []).map((column) => cell(field, column)).filter((text) => text !== ''))].join(' ');
  const limited = (field: 'contact' | 'address' | 'note', typed: string): string | null => {
    if (typed === '') return null;
    const checked = clientInputSchema.shape[field].safeParse(typed);
    return checked.success
      ? checked.data
      : warn(field, `${checked.error.issues[0]?.message ?? '内容不正确'}，没有读入，请缩短或改正`);
  };
  for (const mark of record.marks ?? []) if (markTexts[mark]) warn('record', markTexts[mark]);

  const typedId = first('taxpayerId');
  const row: DraftRow = {
    line: record.line,
    name: readName(cell('name'), say),
    taxpayerId: '',
    keptBecause: '',
    firstDay: null,
    lastDay: null,
    agreementPassword: readPassword(record, at.get('agreementPassword')?.[0] ?? -1, say, warn),
    taxpayerKind: null,
    handlers: null,
    contact: limited('contact', joinedLines(joined('contact'), ' ')),
    address: limited('address', joinedLines(cell('address'), ' ')),
    note: limited(
      'note',
      noteOf(at.get('note') ?? [], columns, (column) => cell('note', column)),
    ),
    accounts: readAccounts(record, columns, (message) => warn('accounts', message)),
    dossier: null,
    problems,
  };
  if (row.name === '' && !problems.some(({ field }) => field === 'name'))
    say('name', has('name') ? '没有企业名称，请填写' : '表格中没有企业名称这一列，请补上，或指定哪一列是企业名称');
  row.taxpayerId = readTaxpayerId(typedId, has('taxpayerId'), problems, surroundings, say);
  row.keptBecause = surroundings.kept?.get(row.taxpayerId) ?? '';
  sayOtherId(record, columns, at.get('taxpayerId') ?? [], row.taxpayerId, warn);
  const kind = cell('taxpayerKind');
  if (kind !== '')
    row.taxpayerKind =
      readKind(kind) ??
      warn('taxpayerKind', `看不懂纳税人类型「${shortened(kind)}」，没有读入；请写「一般纳税人」或「小规模纳税人」`);
  if (cell('staff') !== '') row.handlers = readStaff(cell('staff'), surroundings, warn);
  readDays(row, cell, surroundings, say, warn);
  row.dossier = readDossier({
    cell: (field) => cell(field),
    cells: (field) => (at.get(field) ?? []).map((column) => cell(field, column)),
    heading: (field) => columns[at.get(field)?.[0] ?? -1]?.heading ?? '',
    fields: [...at.keys()].filter((field) => isOwnColumn(field) || fieldFacts(field)?.group === 'dossier'),
    warn,
    staff: (field) => readStaff(cell(field), surroundings, warn, field)?.[0]?.id ?? null,
    own: surroundings.own ?? [],
  });
  // 小规模纳税人（季报）: the kind, and how often its value added tax is filed.
  const every = kind === '' || row.taxpayerKind === null ? null : readFiling(/[季月年].*$/u.exec(kind)?.[0] ?? '');
  if (every !== null && row.dossier?.filing == null && (row.dossier?.taxes.length ?? 0) === 0)
    row.dossier = { ...(row.dossier ?? emptyDraft()), filing: every };
  return row;
}

type Say = (field: ImportField | 'record' | 'accounts', message: string) => null;

const markTexts = {
  strayQuote: '这一行的引号不成对，已按原样读入，请核对',
  swallowing: '有一格里既有换行又有纳税人识别号，请核对是否混入了另一户',
  hidden: '',
};
const shortened = (text: string): string => (text.length > 20 ? `${text.slice(0, 20)}…` : text);

function columnsByField(columns: readonly Column[]): Map<ImportField, number[]> {
  const found = new Map<ImportField, number[]>();
  columns.forEach(({ field }, at) => {
    if (field !== null) found.set(field, [...(found.get(field) ?? []), at]);
  });
  return found;
}

function unreadableBecause(text: string, heading: string): string | null {
  const where = heading === '' ? '这一格' : `「${shortened(heading)}」`;
  if (isSpoiled(text)) return `${where}有无法识别的字符（显示为�），请改正`;
  if (isFormulaError(text)) return `${where}是公式的错误值（${text}），请改正`;
  if (isFormulaText(text)) return `${where}${formulaRemedy}`;
  if (isRounded(text))
    return '表格软件把识别号变成了科学计数法，后面的位数已经丢失，请把该列设为文本格式，重新填写后再导入';
  return null;
}

function readName(typed: string, say: Say): string {
  const text = joinedLines(typed, '');
  if (text === '') return '';
  const checked = clientInputSchema.shape.name.safeParse(text);
  if (checked.success) return checked.data;
  say('name', checked.error.issues[0]?.message ?? '企业名称不正确，请核对');
  return text.slice(0, 100);
}

/** Reads a secret; what cannot be seen in it is taken away and told, because nobody can type it. */
function readPassword({ cells, blanks = [] }: TableRecord, at: number, say: Say, warn: Say): string | null {
  const raw = cells[at] ?? '';
  const password = cleanSecret(raw);
  if (password === '') return null;
  if (blanks.includes(at) || /^\s|\s$/u.test(raw))
    warn('agreementPassword', '协议密码前后有空格，已去掉，请核对密码是否正确');
  const unseen = invisibleIn(raw);
  if (unseen.length > 0)
    warn('agreementPassword', `协议密码里有看不见的字符（${unseen.join('、')}），已去掉，请核对密码是否正确`);
  if (isSpoiled(password)) return say('agreementPassword', '协议密码里有无法识别的字符（�），请重新填写');
  if (isRounded(password)) return say('agreementPassword', '表格软件把协议密码变成了科学计数法，请重新填写');
  if (password.length > longestPassword) return say('agreementPassword', '协议密码过长，请核对');
  return password;
}

/** The office's own note, then what other columns add to it, each with its heading. */
function noteOf(at: readonly number[], columns: readonly Column[], cell: (column: number) => string): string {
  const parts = at.map((column) => {
    const text = cell(column);
    const { heading = '', how = 'none', known = null } = columns[column] ?? {};
    return text === '' || heading === '' || (how === 'heading' && known === null) ? text : `${heading}：${text}`;
  });
  return parts.filter((text) => text !== '').join('\n');
}

function readTaxpayerId(
  typed: string,
  has: boolean,
  problems: RowProblem[],
  { now, kept }: RowSurroundings,
  say: Say,
): string {
  if (typed === '') {
    if (problems.some(({ field, warning }) => field === 'taxpayerId' && warning !== true)) return '';
    say(
      'taxpayerId',
      has ? '没有纳税人识别号，请填写' : '表格中没有纳税人识别号这一列，请补上，或指定哪一列是纳税人识别号',
    );
    return '';
  }
  const checked = checkTaxpayerId(typed, now);
  if (checked.ok) return checked.value;
  const stored = checkStoredTaxpayerId(typed, now);
  if (stored.ok) {
    const reason = kept?.get(stored.value);
    const doubt = doubtOfTaxpayerId(typed, now) ?? '';
    problems.push(
      reason === undefined
        ? { field: 'taxpayerId', message: `${doubt}；核对无误可以按原样保留`, keep: stored.value }
        : { field: 'taxpayerId', message: `${doubt}；按原样保留：${reason}`, warning: true, keep: stored.value },
    );
    return stored.value;
  }
  const rounded = /^\d{15}0{3}$/u.test(typed) ? '；末尾三个 0 可能是表格软件丢失的位数，请对照执照' : '';
  say('taxpayerId', `${checked.problem}${rounded}`);
  return typed.slice(0, 40);
}

/** A second column of numbers that says another one is told: one of the two is wrong. */
function sayOtherId(
  record: TableRecord,
  columns: readonly Column[],
  at: readonly number[],
  used: string,
  warn: Say,
): void {
  for (const column of at.slice(1)) {
    const checked = checkTaxpayerId(cleanCell(record.cells[column] ?? ''));
    if (checked.ok && used !== '' && checked.value !== used)
      warn('taxpayerId', `「${columns[column]?.heading ?? ''}」里是另一个号码，没有使用，请核对以哪一个为准`);
  }
}

function readStaff(
  typed: string,
  { staff, meant, unknown }: RowSurroundings,
  warn: Say,
  field: ImportField = 'staff',
): DraftRow['handlers'] {
  const found = new Map<string, string>();
  let missing = false;
  for (const name of staffNames(typed)) {
    const choice = meant?.get(name);
    if (choice !== undefined) {
      if (choice) found.set(choice.id, choice.name);
      continue;
    }
    const known = staff.get(name) ?? [];
    if (known.length === 0) unknown?.(name);
    if (known.length === 0)
      warn(field, `没有名为「${shortened(name)}」的待办人员，先不分配；请指定是谁，或导入后再分配`);
    if (known.length > 1)
      warn(field, `有${known.length}位待办人员都叫「${shortened(name)}」，先不分配，请导入后再分配`);
    missing ||= known.length !== 1;
    if (known.length === 1) for (const id of known) found.set(id, name);
  }
  // Who is missing, or nobody, takes no present assignment away.
  return missing || found.size === 0 ? null : [...found].map(([id, name]) => ({ id, name }));
}

/** An agreement needs both days and, where it is asked, the password; a row without any day is of the client alone. */
function readDays(
  row: DraftRow,
  cell: (field: ImportField) => string,
  { asksPassword }: RowSurroundings,
  say: Say,
  warn: Say,
): void {
  const days = ['firstDay', 'lastDay'] as const;
  const typed = { firstDay: cell('firstDay'), lastDay: cell('lastDay') };
  if (typed.firstDay === '' && typed.lastDay === '') {
    if (row.agreementPassword !== null)
      warn('agreementPassword', '有协议密码而没有协议日期，协议没有录入；要录入时请填写起始日和到期日');
    row.agreementPassword = null;
    return;
  }
  for (const field of days) {
    if (typed[field] === '')
      say(field, `没有${field === 'firstDay' ? '起始日' : '到期日'}，请填写；只导入企业资料时请把日期和协议密码都留空`);
    else {
      const read = readDay(typed[field]);
      row[field] = 'day' in read ? read.day : say(field, read.problem);
    }
  }
  if (
    asksPassword &&
    row.agreementPassword === null &&
    !row.problems.some(({ field }) => field === 'agreementPassword')
  )
    say('agreementPassword', '没有协议密码，请填写委托企业给出的协议密码；只导入企业资料时请把日期也留空');
}
