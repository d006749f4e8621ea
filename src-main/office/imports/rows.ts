import { clientInputSchema } from '@contract/clients.ts';
import type { FieldProblem } from '@contract/errors.ts';
import { checkTaxpayerId } from '@contract/validators/taxpayer-id.ts';
import { readKind, staffSeparator, type Columns, type ImportField } from './columns.ts';
import { readDay } from './days.ts';
import type { TableRecord } from './table.ts';

/** One row as read; null where nothing is said, so that an update leaves it as it is. */
export interface DraftRow {
  line: number;
  name: string;
  taxpayerId: string;
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
  problems: FieldProblem[];
}

export interface RowSurroundings {
  /** Staff members by name; several of one name cannot be told apart. */
  staff: ReadonlyMap<string, readonly string[]>;
  /** L6: whether the rule set asks the agreement password. */
  asksPassword: boolean;
  now: Date;
}

const longestPassword = 128;

/** Reads one record; what is wrong with it is said by field, with how to mend it. */
export function readRow(record: TableRecord, columns: Columns, surroundings: RowSurroundings): DraftRow {
  const problems: FieldProblem[] = [];
  const cell = (field: ImportField): string => record.cells[columns.fields.indexOf(field)] ?? '';
  const say = (field: ImportField, message: string): null => {
    problems.push({ field, message });
    return null;
  };
  const day = (field: 'firstDay' | 'lastDay'): string | null => {
    if (cell(field) === '') return null;
    const read = readDay(cell(field));
    return 'day' in read ? read.day : say(field, read.problem);
  };
  const limited = (field: 'name' | 'contact' | 'address' | 'note'): string | null => {
    if (cell(field) === '') return null;
    const checked = clientInputSchema.shape[field].safeParse(cell(field));
    return checked.success ? checked.data : say(field, checked.error.issues[0]?.message ?? '内容不正确');
  };

  const row: DraftRow = {
    line: record.line,
    name: limited('name') ?? cell('name'),
    taxpayerId: cell('taxpayerId'),
    firstDay: day('firstDay'),
    lastDay: day('lastDay'),
    agreementPassword: cell('agreementPassword') === '' ? null : cell('agreementPassword'),
    taxpayerKind: null,
    handlers: null,
    contact: limited('contact'),
    address: limited('address'),
    note: limited('note'),
    problems,
  };
  if (row.name === '')
    say('name', columns.fields.includes('name') ? '没有企业名称，请填写' : '表格中没有企业名称这一列，请补上');
  row.taxpayerId = readTaxpayerId(cell('taxpayerId'), columns, surroundings.now, say);
  if (cell('taxpayerKind') !== '')
    row.taxpayerKind =
      readKind(cell('taxpayerKind')) ?? say('taxpayerKind', '纳税人类型请填写「一般纳税人」或「小规模纳税人」');
  if (cell('staff') !== '') row.handlers = readStaff(cell('staff'), surroundings.staff, say);
  if ((row.agreementPassword?.length ?? 0) > longestPassword) say('agreementPassword', '协议密码过长，请核对');
  sayWhatIsMissing(row, cell, surroundings, say);
  return row;
}

type Say = (field: ImportField, message: string) => null;

function readTaxpayerId(typed: string, columns: Columns, now: Date, say: Say): string {
  if (typed === '') {
    say(
      'taxpayerId',
      columns.fields.includes('taxpayerId') ? '没有纳税人识别号，请填写' : '表格中没有纳税人识别号这一列，请补上',
    );
    return '';
  }
  if (/^\d(\.\d+)?E\+?\d+$/iu.test(typed)) {
    say('taxpayerId', '表格软件把识别号变成了科学计数法，请把该列设为文本格式，重新填写后再导入');
    return typed;
  }
  const checked = checkTaxpayerId(typed, now);
  if (checked.ok) return checked.value;
  say('taxpayerId', checked.problem);
  return typed.slice(0, 40);
}

function readStaff(typed: string, staff: RowSurroundings['staff'], say: Say): DraftRow['handlers'] {
  const found = new Map<string, string>();
  for (const name of typed.split(staffSeparator).filter((part) => part !== '')) {
    const known = staff.get(name) ?? [];
    if (known.length === 0)
      return say('staff', `没有名为「${name.slice(0, 20)}」的待办人员，请核对姓名，或留空以后再分配`);
    if (known.length > 1) return say('staff', `有${known.length}位待办人员都叫「${name}」，请留空，导入后再分配`);
    for (const id of known) found.set(id, name);
  }
  return [...found].map(([id, name]) => ({ id, name }));
}

/** An agreement needs both days and, where it is asked, the password; a row without any of them is of the client alone. */
function sayWhatIsMissing(
  row: DraftRow,
  cell: (field: ImportField) => string,
  { asksPassword }: RowSurroundings,
  say: Say,
): void {
  const days = ['firstDay', 'lastDay'] as const;
  if (![...days, 'agreementPassword' as const].some((field) => cell(field) !== '')) return;
  for (const field of days) {
    if (cell(field) === '')
      say(field, `没有${field === 'firstDay' ? '起始日' : '到期日'}，请填写；只导入企业资料时请把日期和协议密码都留空`);
  }
  if (asksPassword && row.agreementPassword === null)
    say('agreementPassword', '没有协议密码，请填写委托企业给出的协议密码；只导入企业资料时请把日期也留空');
}
