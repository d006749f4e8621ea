import {
  accountInputSchema,
  accountKindName,
  accountKindNames,
  secondFactorSchema,
  type AccountInput,
  type AccountKind,
} from '@contract/client-secrets.ts';
import { accountKindWords } from '../imports/account-names.ts';
import { isFormulaError, isRounded, isSpoiled } from '../imports/cell-text.ts';
import { searchKey } from '../search/query.ts';
import { ownFields, type EntryList, type PasswordEntry } from '../imports/password-entry.ts';

/** An entry as the account that it becomes; `input` null: it cannot become one, `problem` says why. No text holds a secret. */
export interface EntryAccount {
  kind: AccountKind;
  ownKind: string;
  input: AccountInput | null;
  problem: string | null;
  warnings: string[];
}

/** What of an account a file need not have right: it is left out, and said. */
const optional = ['site', 'login', 'person', 'note', 'factorHolder'] as const;
const titles = { site: '网址', login: '登录名', person: '使用人', note: '备注', factorHolder: '验证人' } as const;

const fieldOf = (entry: PasswordEntry, name: string): string =>
  entry.fields.find(([field]) => field === name)?.[1] ?? '';

/** Whether this program wrote the entry: then its note is an account's note already. */
const isOwn = (entry: PasswordEntry): boolean =>
  fieldOf(entry, ownFields.kind) !== '' || fieldOf(entry, ownFields.ownKind) !== '';

/** The kind of account that an entry tells: by its own field, by words of its title and group, or by its title as the office's own kind. */
export function kindOfEntry(entry: PasswordEntry, clientName: string): { kind: AccountKind; ownKind: string } {
  const written = fieldOf(entry, ownFields.kind);
  const found = (Object.keys(accountKindNames) as (keyof typeof accountKindNames)[]).find(
    (kind) => accountKindNames[kind] === written,
  );
  if (found) return { kind: found, ownKind: '' };
  const own = fieldOf(entry, ownFields.ownKind) || written;
  if (own !== '') return { kind: 'own', ownKind: own.slice(0, 30) };
  const rest = withoutClient(entry.title, clientName);
  const leaf = entry.group.split(' / ').at(-1) ?? '';
  for (const text of [rest, withoutClient(leaf, clientName)]) {
    const key = searchKey(text);
    const word = accountKindWords.find(({ words }) => words.some((one) => holds(key, text, one)));
    if (word) return { kind: word.kind, ownKind: '' };
  }
  return { kind: 'own', ownKind: (rest || withoutClient(leaf, clientName) || '账号').slice(0, 30) };
}

/** A short word of letters is one only by itself: `ca` stands in many names. */
const holds = (key: string, text: string, word: string): boolean =>
  /^[a-z]+$/u.test(word) ? new RegExp(`(?<![a-z])${word}(?![a-z])`, 'iu').test(text) : key.includes(word);

function withoutClient(text: string, clientName: string): string {
  const rest = clientName === '' ? text : text.replaceAll(clientName, ' ');
  return rest.replaceAll(/[0-9A-Z]{15,20}/gu, ' ').replaceAll(/^[\s\-—_/|:：·]+|[\s\-—_/|:：·]+$/gu, '');
}

/** @param chosen the kind that somebody chose; `notes`: whether notes become notes of accounts */
export function accountOfEntry(
  entry: PasswordEntry,
  from: EntryList['from'],
  of: { clientName: string; chosen: { kind: AccountKind; ownKind: string } | null; notes: boolean },
): EntryAccount {
  const { kind, ownKind } = of.chosen ?? kindOfEntry(entry, of.clientName);
  const warnings = entry.left.length > 0 ? [`没有导入：${entry.left.join('、')}`] : [];
  const problem = problemOf(entry, from);
  const base = { kind, ownKind: kind === 'own' ? ownKind : '' };
  if (problem !== null) return { ...base, input: null, problem, warnings };
  const withNote = of.notes || isOwn(entry);
  if (entry.note !== '' && !withNote) warnings.push('备注没有导入');
  const others = entry.fields.filter(([name]) => !(Object.values(ownFields) as string[]).includes(name));
  if (others.length > 0) warnings.push(`附加栏位没有导入：${others.map(([name]) => name.slice(0, 20)).join('、')}`);
  const factor = secondFactorSchema.safeParse(fieldOf(entry, ownFields.secondFactor));
  const draft: Record<string, unknown> = {
    ...base,
    site: entry.site,
    login: entry.login,
    person: fieldOf(entry, ownFields.person),
    note: withNote ? entry.note : '',
    secondFactor: factor.success ? factor.data : 'none',
    factorHolder: fieldOf(entry, ownFields.factorHolder),
    validUntil: entry.validUntil,
    secret: entry.secret,
  };
  let read = accountInputSchema.safeParse(draft);
  for (const name of optional) {
    const wrong = read.error?.issues.find(({ path }) => path[0] === name);
    if (!wrong) continue;
    warnings.push(`${titles[name]}${wrong.message}，没有导入`);
    draft[name] = '';
  }
  read = accountInputSchema.safeParse(draft);
  if (!read.success)
    return { ...base, input: null, problem: read.error.issues[0]?.message ?? '内容不正确，不能导入', warnings };
  return { ...base, input: read.data, problem: null, warnings };
}

/** Why an entry is no account. */
function problemOf(entry: PasswordEntry, from: EntryList['from']): string | null {
  if (entry.what === 'other') return '不是登录账号（笔记、银行卡或身份资料），没有导入';
  if (entry.secret === '') return '没有密码';
  if (/^\{REF:[A-Z]@[A-Z]:/iu.test(entry.secret)) return '密码引用了另一条，请在密码管理器里填写密码本身';
  if (isSpoiled(entry.secret)) return '密码里有无法识别的字符（�），请重新导出';
  if (from !== 'keepassCsv' && from !== 'bitwardenCsv') return null;
  // A .csv may have been through a spreadsheet.
  if (isRounded(entry.secret)) return '密码被表格软件变成了科学计数法，请重新导出';
  return isFormulaError(entry.secret) ? '密码是公式的错误值，请重新导出' : null;
}

/** What makes two entries of one client the same account. */
export const accountIdentity = ({ kind, ownKind, person, site, login }: AccountInput): string =>
  [kind, ownKind, person, site, login].join('\u0000');

/** An account in a few words. */
export const accountInWords = (input: AccountInput): string =>
  [accountKindName(input), input.person, input.login].filter((text) => text !== '').join(' ');
