import type { AccountKind } from '@contract/client-secrets.ts';
import { searchKey } from '../search/query.ts';
import { accountKindWords, loginWords, noLoginWords, type PersonId } from './account-names.ts';
import { cleanCell } from './cell-text.ts';
import type { Column } from './columns.ts';
import { secretWords } from './column-names.ts';
import { fieldOfHeading, plainHeading } from './heading-names.ts';

/** What a column of passwords becomes: which account, whose, and the columns that its login name and its person stand in. */
export interface AccountDetails {
  kind: AccountKind;
  /** The office's own kind, where `kind` is `own`. */
  ownKind: string;
  site: string;
  /** The same for all rows; empty: as `personColumn` says. */
  person: string;
  personColumn: number | null;
  loginColumn: number | null;
}

export type AccountChoices = ReadonlyMap<number, AccountDetails>;

/**
 * Gives every column of passwords what it may become: what somebody chose, what was chosen for the same headings before, or what the headings say, with
 * the evidence. Nothing of it is taken until the column's field is: that waits for a yes. Run when the columns are settled.
 */
export function findAccountColumns(
  columns: readonly Column[],
  records: readonly (readonly string[])[],
  chosen: AccountChoices,
  remembered: AccountChoices,
): void {
  const taken = new Set<string>();
  columns.forEach((column, at) => {
    if (column.suggestion === 'accountSecret' && !records.some((record) => cleanCell(record[at] ?? '') !== '')) {
      column.suggestion = null;
      column.known = '账号密码';
    }
    if (column.field !== 'accountSecret' && column.suggestion !== 'accountSecret') return;
    const given = chosen.get(at) ?? remembered.get(at);
    const proposed = given ? null : proposal(columns, at);
    const details = readable(columns, given ?? proposed?.details ?? own(column.heading));
    // Two columns of one account would be two passwords of it: the later one is an account of its own.
    if (!given && taken.has(identityOf(details)))
      Object.assign(details, { kind: 'own', ownKind: plainKind(column.heading) });
    taken.add(identityOf(details));
    column.account = details;
    column.evidence = proposed?.evidence ?? (chosen.has(at) ? '按您的选择' : '上次导入同样的表头时这样选择');
  });
  for (const column of columns)
    for (const used of [column.account?.personColumn, column.account?.loginColumn]) {
      const of = columns[used ?? -1];
      if (of && column.field === 'accountSecret') of.usedBy.push(column.heading.slice(0, 100));
    }
}

const identityOf = ({ kind, ownKind, site, person, personColumn }: AccountDetails): string =>
  [kind, ownKind, site, person, personColumn].join('\u0000');

/** Columns that are not there, or hold secrets themselves, are none for a login name or a person: those are shown. */
function readable(columns: readonly Column[], details: AccountDetails): AccountDetails {
  const open = (at: number | null): number | null =>
    at !== null && columns[at]?.secret === false && columns[at].field !== 'accountSecret' ? at : null;
  return { ...details, personColumn: open(details.personColumn), loginColumn: open(details.loginColumn) };
}

const withoutSecretWords = (heading: string): string =>
  [...secretWords, '查询', '登录', '登陆', '申报'].reduce(
    (text, word) => text.replaceAll(word, ''),
    searchKey(heading),
  );

/** The kind of account that a heading names by itself. */
function plainKind(heading: string): string {
  const plain = secretWords.reduce((text, word) => text.replaceAll(new RegExp(word, 'giu'), ''), plainHeading(heading));
  return (plain === '' ? heading.trim() || '账号' : plain).slice(0, 30);
}

const own = (heading: string): AccountDetails => ({
  kind: 'own',
  ownKind: plainKind(heading),
  site: '',
  person: '',
  personColumn: null,
  loginColumn: null,
});

function proposal(columns: readonly Column[], at: number): { details: AccountDetails; evidence: string } {
  const heading = columns[at]?.heading ?? '';
  const key = withoutSecretWords(heading);
  const found = accountKindWords.find(({ words }) => words.some((word) => key.includes(word)));
  const loginColumn = loginOf(columns, at, key);
  const personColumn = found?.person ? nameOf(columns, found.person) : null;
  const said = (column: number | null): string => columns[column ?? -1]?.heading ?? '';
  const evidence = [
    found ? '按表头识别' : '表头没有写明是哪里的账号，按表头命名',
    ...(loginColumn === null ? [] : [`登录名在「${said(loginColumn)}」`]),
    ...(personColumn === null ? [] : [`使用人在「${said(personColumn)}」`]),
  ].join('；');
  return {
    details: { ...own(heading), ...(found ? { kind: found.kind, ownKind: '' } : {}), personColumn, loginColumn },
    evidence,
  };
}

const nameOf = (columns: readonly Column[], person: PersonId): number | null => {
  const at = columns.findIndex(({ heading, secret }) => !secret && fieldOfHeading(heading)?.field === `${person}Name`);
  return at < 0 ? null : at;
};

/** The login name's column: of the same words as the password's; or, called nothing but 账号, beside it. */
function loginOf(columns: readonly Column[], at: number, key: string): number | null {
  const logins = columns.flatMap(({ heading, secret, field }, column) => {
    const text = searchKey(heading);
    const word = loginWords.find((one) => text.includes(one));
    const free = column !== at && !secret && (field === null || field === 'note');
    return word === undefined || !free || noLoginWords.some((one) => text.includes(one))
      ? []
      : [{ column, rest: text.replaceAll(word, '') }];
  });
  const same = logins.filter(({ rest }) => rest !== '' && key !== '' && (rest === key || alike(rest, key)));
  const best = same.find(({ rest }) => rest === key) ?? same[0];
  if (best) return best.column;
  const beside = logins.find(({ column, rest }) => rest === '' && Math.abs(column - at) === 1);
  return beside ? beside.column : null;
}

const alike = (one: string, other: string): boolean =>
  one.includes(other) ||
  other.includes(one) ||
  (bureau.test(one) && bureau.test(other) && one.replace(bureau, '') === other.replace(bureau, ''));
const bureau = /电子税务局|电子税局|电税局|税务局|税务|国税/u;
