import { allStaff, looksLikeAddress, readKind, shareOf, valuesOf } from './column-values.ts';
import { findAccountColumns, type AccountChoices, type AccountDetails } from './account-columns.ts';
import { guessedColumns } from './guess.ts';
import type { DossierColumn } from './dossier-column-names.ts';
import { choosableFields, fieldFacts, fieldOfHeading, isSecretHeading } from './heading-names.ts';
import { isOwnColumn, ownColumnId, ownFieldOfHeading, type OwnColumn, type OwnColumnId } from './own-columns.ts';

/** What a column of a table can be stored as. */
export type ImportField =
  | 'name'
  | 'taxpayerId'
  | 'firstDay'
  | 'lastDay'
  | 'agreementPassword'
  | 'taxpayerKind'
  | 'staff'
  | 'contact'
  | 'address'
  | 'note'
  | 'accountSecret'
  | DossierColumn
  | OwnColumnId;

/** How it is known what a column is. `none`: it is not used. */
export type ColumnHow = 'heading' | 'content' | 'remembered' | 'chosen' | 'none';

export interface Column {
  heading: string;
  field: ImportField | null;
  how: ColumnHow;
  /** What the heading says where the program has no field for it. */
  known: string | null;
  /** What it may be: gives a right, or is not sure, and waits for a yes. */
  suggestion: ImportField | null;
  /** Why, in Chinese. */
  evidence: string | null;
  /** Whether somebody decided it, now or at an earlier import; also that it is not used. */
  decided: boolean;
  /** Its cells are kept from every preview. */
  secret: boolean;
  /** Its cells are shown masked. */
  personal: boolean;
  /** What the account of its passwords is, or may be. */
  account: AccountDetails | null;
  /** Columns of passwords whose login name or person it holds. */
  usedBy: string[];
}

/** What somebody decided of a column: a field, or `none`. */
export type ColumnChoice = ImportField | 'none';
export type ColumnChoices = ReadonlyMap<number, { choice: ColumnChoice; how: 'remembered' | 'chosen' }>;

/** Fields that several columns fill together. */
const shared: ReadonlySet<ImportField> = new Set(['contact', 'note', 'taxpayerId', 'accountSecret', 'tags']);
const givesRight: ReadonlySet<ImportField> = new Set(['firstDay', 'lastDay', 'agreementPassword']);
/** Records looked at to tell what a column holds. */
export const contentLooked = 50;

const choosable = new Set(choosableFields().map(({ id }) => id));
/** Whether it can be chosen; a field of the office's own, while there is one of its id. */
export const isImportField = (id: string): id is ImportField => choosable.has(id) || isOwnColumn(id);

/**
 * Finds out what the columns hold: what somebody chose, then what the headings say, then what stands in them. What gives a right or holds a
 * secret is only suggested unless its heading can mean nothing else.
 * @param isStaff whether a text is the name of a staff member
 * @param own fields of the office's own that can be filled in
 */
export function columnsOf(
  headings: readonly string[],
  records: readonly (readonly string[])[],
  choices: ColumnChoices,
  isStaff: (text: string) => boolean,
  accounts: { chosen: AccountChoices; remembered: AccountChoices },
  own: readonly OwnColumn[] = [],
): Column[] {
  const looked = records.slice(0, contentLooked);
  const width = Math.max(headings.length, 0, ...looked.map((record) => record.length));
  const columns = Array.from({ length: width }, (_, at) =>
    columnOfHeading(headings[at] ?? '', valuesOf(looked, at), isStaff, own),
  );
  settleDays(columns);
  dropRepeated(columns);
  guessedColumns(looked, columns, isStaff);
  for (const [at, { choice, how }] of choices) {
    const column = columns[at];
    if (!column || (isOwnColumn(choice) && !own.some((field) => ownColumnId(field) === choice))) continue;
    if (choice !== 'none' && !shared.has(choice))
      for (const other of columns)
        if (other !== column && other.field === choice && other.how !== 'chosen') unuse(other);
    Object.assign(column, {
      field: choice === 'none' ? null : choice,
      how: choice === 'none' ? 'none' : how,
      decided: true,
      suggestion: null,
      evidence: how === 'remembered' ? '上次导入同样的表头时这样选择' : null,
      secret: column.secret || choice === 'agreementPassword' || choice === 'accountSecret',
    });
  }
  findAccountColumns(columns, records, accounts.chosen, accounts.remembered);
  return columns;
}

const unused = (heading: string): Column => ({
  heading,
  field: null,
  how: 'none',
  known: null,
  suggestion: null,
  evidence: null,
  decided: false,
  secret: false,
  personal: false,
  account: null,
  usedBy: [],
});

function unuse(column: Column): void {
  Object.assign(column, { field: null, how: 'none', suggestion: null, evidence: null });
}

function columnOfHeading(
  heading: string,
  values: readonly string[],
  isStaff: (text: string) => boolean,
  fields: readonly OwnColumn[],
): Column {
  const column = { ...unused(heading), secret: isSecretHeading(heading) };
  const says = fieldOfHeading(heading);
  const own = column.secret ? undefined : ownFieldOfHeading(heading, fields);
  if (own && (!says || fieldFacts(says.field)?.group === 'other')) {
    const personal = says ? fieldFacts(says.field)?.personal === true : false;
    return { ...column, personal, field: ownColumnId(own), how: 'heading', evidence: '与自定义栏目同名' };
  }
  if (!says) return column;
  const field = fieldFacts(says.field);
  if (!field) return column;
  column.personal = field.personal;
  column.known = field.title;
  if (!isImportField(field.id)) return column;
  if (field.id === 'accountSecret') return { ...column, known: null, suggestion: field.id };
  if (says.certain && !givesRight.has(field.id)) {
    // A date under 备注 is none; what looks like a telephone under 会计 is not a colleague.
    return { ...column, known: null, field: field.id, how: 'heading', evidence: evidenceOf(field.id) };
  }
  if (givesRight.has(field.id))
    return says.certain
      ? { ...column, known: null, field: field.id, how: 'heading', evidence: '按表头识别' }
      : { ...column, known: null, suggestion: field.id, evidence: suggested(field.id) };
  const fits = fitsOf(field.id, values, isStaff);
  if (fits >= 0.5)
    return {
      ...column,
      known: null,
      field: field.id,
      how: 'heading',
      evidence: `按表头和内容识别，${share(values, fits)}`,
    };
  if (says.otherwise !== undefined && isImportField(says.otherwise)) {
    const { personal = false } = fieldFacts(says.otherwise) ?? {};
    return { ...column, known: null, personal, field: says.otherwise, how: 'heading', evidence: '按表头识别' };
  }
  return { ...column, known: heading.slice(0, 20) };
}

/** What a heading leaves open is said where the program fills it. */
const evidenceOf = (field: ImportField): string =>
  field === 'taxes' ? '按表头识别；没有写明周期和起始日的，按常规周期、当年1月1日起记' : '按表头识别';

const suggested = (field: ImportField): string =>
  field === 'agreementPassword'
    ? '表头没有写明是哪一种密码；确认是协议密码时才使用'
    : '表头没有写明是协议的日期，也可能是合同或执照的日期；确认后才会据此录入协议';

const share = (values: readonly string[], fits: number): string =>
  `看过的${values.length}格中有${Math.round(values.length * fits)}格相符`;

function fitsOf(field: ImportField, values: readonly string[], isStaff: (text: string) => boolean): number {
  if (field === 'taxpayerKind') return shareOf(values, (text) => readKind(text) !== null);
  if (field === 'staff') return shareOf(values, (text) => allStaff(text, isStaff));
  return field === 'address' ? shareOf(values, looksLikeAddress) : 0;
}

/** Dates that may be an agreement's are, where a column beside them can be nothing but its password, or its other date. */
function settleDays(columns: Column[]): void {
  const sure = columns.some((column) => column.field !== null && givesRight.has(column.field));
  if (!sure) return;
  for (const column of columns) {
    const { suggestion } = column;
    if (suggestion !== 'firstDay' && suggestion !== 'lastDay') continue;
    if (columns.some((other) => other.field === suggestion)) continue;
    Object.assign(column, {
      field: suggestion,
      suggestion: null,
      how: 'heading',
      evidence: '按表头识别，同表有协议的其他列',
    });
  }
}

/** The first column of a field keeps it, unless several fill it together. */
function dropRepeated(columns: Column[]): void {
  const seen = new Set<ImportField>();
  for (const column of columns) {
    if (column.field === null || shared.has(column.field)) continue;
    if (seen.has(column.field)) {
      column.known = fieldFacts(column.field)?.title ?? null;
      unuse(column);
    } else seen.add(column.field);
  }
}
