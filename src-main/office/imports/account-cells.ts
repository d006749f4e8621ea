import { accountInputSchema, accountKindName, type AccountInput } from '@contract/client-secrets.ts';
import { withoutSpread } from '@contract/validators/person-name.ts';
import { elsewhere, noSecrets } from './account-names.ts';
import { cleanCell, invisibleIn, isFormulaError, isRounded, isSpoiled, secretAsTyped } from './cell-text.ts';
import type { Column } from './columns.ts';
import type { TableRecord } from './table-record.ts';

/** An account that a row brings; its secret is held in memory only, never given back. */
export interface DraftAccount extends AccountInput {
  /** What becomes of it: `unknown` while the vault is closed. */
  as: 'new' | 'changed' | 'same' | 'unknown';
}

/** Reads the accounts of a record. What cannot be read is warned of and not taken; no message holds a secret. */
export function readAccounts(
  { cells, blanks = [] }: Pick<TableRecord, 'cells' | 'blanks'>,
  columns: readonly Column[],
  warn: (message: string) => void,
): DraftAccount[] {
  const found = new Map<string, DraftAccount>();
  columns.forEach(({ field, account, heading }, at) => {
    if (field !== 'accountSecret' || !account) return;
    const raw = cells[at] ?? '';
    const plain = cleanCell(raw).toLowerCase();
    if (plain === '' || noSecrets.has(plain)) return;
    const named = `「${heading.slice(0, 20) || '账号密码'}」`;
    const unreadable = unreadableBecause(raw, plain);
    if (unreadable !== null) return warn(`${named}${unreadable}，没有读入`);
    const secret = secretAsTyped(raw);
    const read = accountInputSchema.safeParse({
      kind: account.kind,
      ownKind: account.ownKind,
      site: account.site,
      person: account.person || withoutSpread(cellOf(cells, account.personColumn)).slice(0, 50),
      login: cellOf(cells, account.loginColumn),
      secret,
    });
    if (!read.success) return warn(`${named}：${read.error.issues[0]?.message ?? '内容不正确'}，没有读入`);
    const unseen = invisibleIn(raw);
    if (blanks.includes(at) || /^\s|\s$/u.test(raw)) warn(`${named}前后有空格，已去掉，请核对密码是否正确`);
    if (unseen.length > 0) warn(`${named}里有看不见的字符（${unseen.join('、')}），按原样保存，请核对密码是否正确`);
    const { kind, ownKind, person, site, login } = read.data;
    const key = [kind, ownKind, person, site, login].join('\u0000');
    const before = found.get(key);
    if (!before) found.set(key, { ...read.data, as: 'new' });
    else if (before.secret !== secret)
      warn(`${named}与前面一列是同一个账号（${accountKindName(read.data)}），密码不同，没有读入；请为它选择另一种账号`);
  });
  return [...found.values()];
}

const cellOf = (cells: readonly string[], at: number | null): string => (at === null ? '' : cleanCell(cells[at] ?? ''));

function unreadableBecause(raw: string, plain: string): string | null {
  if (elsewhere.has(plain)) return '没有写密码本身';
  if (isSpoiled(raw)) return '有无法识别的字符（�），请重新填写';
  if (isFormulaError(plain)) return '是公式的错误值，请改正';
  return isRounded(raw) ? '被表格软件变成了科学计数法，请重新填写' : null;
}

/** How many accounts a row adds, changes and leaves; `unknown`: what the open vault will tell. */
export function accountCounts(accounts: readonly Pick<DraftAccount, 'as'>[]): Record<DraftAccount['as'], number> {
  const counts = { new: 0, changed: 0, same: 0, unknown: 0 };
  for (const { as } of accounts) counts[as] += 1;
  return counts;
}
