import { decodeText } from './text-encoding.ts';
import { UnopenedFile } from './keepass-limits.ts';
import { entriesAtMost, type EntryList, type PasswordEntry } from './password-entry.ts';

/* Runs in a worker of its own (table-worker.ts): imports nothing of the program. */

type Cells = ReadonlyMap<string, string>;
const blankEntry = (): PasswordEntry => ({
  group: '',
  title: '',
  login: '',
  secret: '',
  site: '',
  note: '',
  validUntil: null,
  fields: [],
  left: [],
  what: 'login',
});

/** Reads the .csv of KeePassXC or Bitwarden. Cells are exact: blanks around a secret belong to it. @throws UnopenedFile */
export function readEntryCsv(bytes: Uint8Array, from: 'keepassCsv' | 'bitwardenCsv'): EntryList {
  const [headings = [], ...rows] = csvRecords(decodeText(bytes).text.replace(/^\ufeff/u, ''));
  const names = headings.map((name) => name.trim().toLowerCase());
  const entries = rows
    .filter((row) => row.some((cell) => cell !== ''))
    .map((row, at) => {
      if (row.length > names.length)
        throw new UnopenedFile(`第${at + 2}条的列数比表头多，文件可能被别的程序改动过。请重新导出后再选择`, 'source');
      const cells = new Map(names.map((name, column) => [name, row[column] ?? '']));
      return from === 'keepassCsv' ? keepassEntry(cells) : bitwardenEntry(cells);
    });
  return { from, entries: limited(entries), binned: 0 };
}

function keepassEntry(cells: Cells): PasswordEntry {
  const cell = (name: string): string => cells.get(name) ?? '';
  // The outermost group is the file itself.
  const group = cell('group').split('/').slice(1).join(' / ');
  return {
    ...blankEntry(),
    group,
    title: cell('title'),
    login: cell('username'),
    secret: cell('password'),
    site: cell('url'),
    note: lines(cell('notes')),
    left: cell('totp') === '' ? [] : ['动态口令密钥'],
  };
}

function bitwardenEntry(cells: Cells): PasswordEntry {
  const cell = (name: string): string => cells.get(name) ?? '';
  const custom = cell('fields');
  return {
    ...blankEntry(),
    group: cell('folder') || cell('collections'),
    title: cell('name'),
    login: cell('login_username'),
    secret: cell('login_password'),
    site: cell('login_uri').split(',')[0] ?? '',
    note: lines(cell('notes')),
    // Nothing tells which of them are hidden.
    left: [...(cell('login_totp') === '' ? [] : ['动态口令密钥']), ...(custom === '' ? [] : ['自定义栏位'])],
    what: cell('type') === 'login' ? 'login' : 'other',
  };
}

/** Reads the .json of Bitwarden, without a password of its own. @throws UnopenedFile */
export function readBitwardenJson(bytes: Uint8Array): EntryList {
  const damaged = new UnopenedFile('这个文件不是完整的 Bitwarden 导出文件，请重新导出后再选择', 'source');
  let read: unknown;
  try {
    read = JSON.parse(decodeText(bytes).text.replace(/^\ufeff/u, ''));
  } catch {
    throw damaged;
  }
  const file = asObject(read);
  if (file['encrypted'] === true || file['passwordProtected'] === true)
    throw new UnopenedFile(
      '这是加密的 Bitwarden 导出文件，不能直接读取。请在 Bitwarden 里选“导出为 .json（不加密）”或 .csv，导入后删除该文件',
      'source',
    );
  if (!Array.isArray(file['items'])) throw damaged;
  const folders = new Map(
    [...asList(file['folders']), ...asList(file['collections'])].map((one) => [asText(one['id']), asText(one['name'])]),
  );
  const entries = asList(file['items']).map((item): PasswordEntry => {
    const login = asObject(item['login']);
    const left = new Set<string>();
    const fields: PasswordEntry['fields'] = [];
    for (const one of asList(item['fields'])) {
      const [name, value] = [asText(one['name']), asText(one['value'])];
      if (value === '') continue;
      // 0: a text; 1: a hidden one.
      if (one['type'] === 0) fields.push([name, value]);
      else left.add(`自定义栏位「${name.slice(0, 20)}」`);
    }
    if (asText(login['totp']) !== '') left.add('动态口令密钥');
    if (asList(item['passwordHistory']).length > 0) left.add(`历史记录${asList(item['passwordHistory']).length}条`);
    const places = Array.isArray(item['collectionIds']) ? item['collectionIds'] : [];
    return {
      ...blankEntry(),
      group: folders.get(asText(item['folderId'])) ?? folders.get(asText(places[0])) ?? '',
      title: asText(item['name']),
      login: asText(login['username']),
      secret: asText(login['password']),
      site: asText(asList(login['uris'])[0]?.['uri']),
      note: lines(asText(item['notes'])),
      fields,
      left: [...left],
      what: item['type'] === 1 ? 'login' : 'other',
    };
  });
  return { from: 'bitwardenJson', entries: limited(entries), binned: 0 };
}

type Fields = Readonly<Record<string, unknown>>;
const asText = (value: unknown): string => (typeof value === 'string' ? value : '');
const asObject = (value: unknown): Fields => (typeof value === 'object' && value !== null ? (value as Fields) : {});
const asList = (value: unknown): Fields[] => (Array.isArray(value) ? value.map(asObject) : []);
const lines = (text: string): string => text.replaceAll(/\r\n?/gu, '\n');

function limited(entries: PasswordEntry[]): PasswordEntry[] {
  if (entries.length > entriesAtMost)
    throw new UnopenedFile(`一次最多读取${entriesAtMost}条，请分成几个文件`, 'source');
  return entries;
}

/** Records of a .csv by RFC 4180, every cell exactly as it stands. @throws UnopenedFile where a quotation mark has no partner */
export function csvRecords(text: string): string[][] {
  const records: string[][] = [];
  let [cells, at] = [[] as string[], 0];
  while (at < text.length || cells.length > 0) {
    let cell: string;
    if (text[at] === '"') {
      let end = at + 1;
      while (end < text.length && (text[end] !== '"' || text[end + 1] === '"')) end += text[end] === '"' ? 2 : 1;
      if (end >= text.length || !/^(?:,|\r|\n|$)/u.test(text.slice(end + 1, end + 2)))
        throw new UnopenedFile(
          `第${records.length + 1}条的引号不成对，文件可能不完整或被改动过。请重新导出后再选择`,
          'source',
        );
      cell = text.slice(at + 1, end).replaceAll('""', '"');
      at = end + 1;
    } else {
      let end = at;
      while (end < text.length && text[end] !== ',' && text[end] !== '\n' && text[end] !== '\r') end += 1;
      cell = text.slice(at, end);
      at = end;
    }
    cells.push(cell);
    if (text[at] === ',') {
      at += 1;
      continue;
    }
    at += text[at] === '\r' && text[at + 1] === '\n' ? 2 : 1;
    records.push(cells);
    cells = [];
  }
  return records;
}
