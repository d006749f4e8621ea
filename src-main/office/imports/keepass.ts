import kdbxweb from 'kdbxweb';
import { UnreadableTable } from './table-record.ts';
import { checkArgon2, checkRounds, UnopenedFile } from './keepass-limits.ts';
import { loadBounded } from './keepass-unpacking.ts';
import {
  entriesAtMost,
  type EntryList,
  type EntrySource,
  type KeepassToWrite,
  type PasswordEntry,
  type RunArgon2,
} from './password-entry.ts';

/* Runs in a worker of its own (table-worker.ts): imports nothing of the program. */

const {
  BinaryStream,
  Consts,
  Credentials,
  CryptoEngine,
  Int64,
  Kdbx,
  KdbxContext,
  KdbxError,
  KdbxHeader,
  ProtectedValue,
  VarDictionary,
} = kdbxweb;
type Database = InstanceType<typeof Kdbx>;
type Group = ReturnType<Database['getDefaultGroup']>;
type Entry = ReturnType<Database['createEntry']>;

/** Cost of the files that are written: they leave the office, and nothing but the passphrase guards them. */
const written = { memoryKiB: 65_536, passes: 10, lanes: 2 } as const;
const shanghai = 8 * 3_600_000;
const known = new Set(['Title', 'UserName', 'Password', 'URL', 'Notes']);

function useArgon2(run: RunArgon2): void {
  CryptoEngine.setArgon2Impl(async (secret, salt, memoryKiB, passes, _length, lanes, algorithm, version) => {
    checkArgon2({ memoryKiB, passes, lanes });
    const key = await run({
      secret: new Uint8Array(secret),
      salt: new Uint8Array(salt),
      memoryKiB,
      passes,
      lanes,
      algorithm,
      version,
    });
    return new Uint8Array(key).buffer;
  });
}

/** Opens a KeePass file (KDBX 3.1 or 4). @throws UnopenedFile, UnreadableTable */
export async function readKeepass({ bytes, passphrase, keyFile }: EntrySource, run: RunArgon2): Promise<EntryList> {
  if (passphrase === null && keyFile === null)
    throw new UnopenedFile('请输入这个密码库的密码，或选择它的密钥文件', 'passphrase');
  useArgon2(run);
  const database = await opened(bytes, passphrase, keyFile);
  const list: EntryList = {
    from: database.versionMajor === 3 ? 'keepass3' : 'keepass4',
    entries: [],
    binned: 0,
  };
  const bin = database.meta.recycleBinEnabled === false ? undefined : database.meta.recycleBinUuid?.id;
  for (const group of database.groups) addGroup(list, group, [], bin);
  return list;
}

async function opened(
  bytes: EntrySource['bytes'],
  passphrase: string | null,
  keyFile: EntrySource['keyFile'],
): Promise<Database> {
  try {
    checkHeader(bytes.buffer);
    const credentials = new Credentials(
      passphrase === null ? null : ProtectedValue.fromString(passphrase),
      keyFile?.slice().buffer ?? null,
    );
    try {
      await credentials.ready;
    } catch {
      throw new UnopenedFile('密钥文件已损坏或不是密钥文件，请选择正确的密钥文件', 'keyFile');
    }
    return await loadBounded(bytes.buffer, credentials);
  } catch (error) {
    throw unopened(error, passphrase !== null, keyFile !== null);
  }
}

/** Rounds and version are looked at before anything is calculated. @throws UnopenedFile */
function checkHeader(bytes: ArrayBuffer): void {
  const kdbx = new Kdbx();
  const header = KdbxHeader.read(new BinaryStream(bytes), new KdbxContext({ kdbx }));
  checkRounds(header.keyEncryptionRounds ?? 0);
  const numberOf = (name: string): number => {
    const value = header.kdfParameters?.get(name);
    return value instanceof Int64 ? value.value : typeof value === 'number' ? value : 0;
  };
  checkRounds(numberOf('R'));
  checkArgon2({ memoryKiB: numberOf('M') / 1024, passes: numberOf('I'), lanes: numberOf('P') });
}

function unopened(error: unknown, withPassphrase: boolean, withKeyFile: boolean): unknown {
  if (error instanceof UnreadableTable) return error;
  const code = error instanceof KdbxError ? error.code : null;
  if (code === Consts.ErrorCodes.InvalidKey) {
    if (withPassphrase && withKeyFile) return new UnopenedFile('密码或密钥文件不正确，请核对后重试', 'passphrase');
    return withKeyFile
      ? new UnopenedFile('密钥文件不正确；如果这个密码库还有密码，请一并输入', 'keyFile')
      : new UnopenedFile('密码不正确，请核对大小写；如果这个密码库还有密钥文件，请一并选择', 'passphrase');
  }
  if (code === Consts.ErrorCodes.InvalidVersion)
    return new UnopenedFile(
      '只能读取 KDBX 3.1 和 4 版的密码库。请用 KeePass 2 或 KeePassXC 打开后另存，再选择',
      'source',
    );
  if (code === Consts.ErrorCodes.Unsupported)
    return new UnopenedFile(
      '这个密码库用了本程序不能读取的加密方式。请在 KeePass 的数据库设置里改为默认值，另存后再选择',
      'source',
    );
  // Whatever a damaged file makes the library throw: it is the file, and nothing of it is shown.
  return new UnopenedFile('这个密码库已损坏或不完整，打不开。请重新获取文件，或从 KeePass 里另存一份', 'source');
}

function addGroup(list: EntryList, group: Group, above: readonly string[], bin: string | undefined): void {
  if (bin !== undefined && group.uuid.id === bin) {
    list.binned += [...group.allEntries()].length;
    return;
  }
  // The outermost group is the file itself.
  const path = group.parentGroup ? [...above, group.name ?? ''] : [];
  for (const entry of group.entries) {
    if (list.entries.length >= entriesAtMost)
      throw new UnopenedFile(`一次最多读取${entriesAtMost}条，请在 KeePass 里分成几个密码库`, 'source');
    list.entries.push(entryOf(entry, path));
  }
  for (const inner of group.groups) addGroup(list, inner, path, bin);
}

function entryOf(entry: Entry, path: readonly string[]): PasswordEntry {
  const text = (name: string): string => plain(entry.fields.get(name));
  const fields: PasswordEntry['fields'] = [];
  const left = new Set<string>();
  for (const [name, value] of entry.fields) {
    if (known.has(name) || plain(value) === '') continue;
    if (/^(?:otp|TOTP|TimeOtp|HmacOtp)/iu.test(name)) left.add('动态口令密钥');
    else if (typeof value === 'string') fields.push([name, value]);
    else left.add(`加密的附加栏位「${name.slice(0, 20)}」`);
  }
  if (entry.binaries.size > 0) left.add(`附件${entry.binaries.size}个`);
  if (entry.history.length > 0) left.add(`历史记录${entry.history.length}条`);
  const { expires, expiryTime } = entry.times;
  return {
    group: path.join(' / '),
    title: text('Title'),
    login: text('UserName'),
    secret: text('Password'),
    site: text('URL'),
    note: text('Notes').replaceAll(/\r\n?/gu, '\n'),
    validUntil: expires === true && expiryTime ? dayInShanghai(expiryTime) : null,
    fields,
    left: [...left],
    what: 'login',
  };
}

const plain = (value: string | InstanceType<typeof ProtectedValue> | undefined): string =>
  value === undefined ? '' : typeof value === 'string' ? value : value.getText();

function dayInShanghai(instant: Date): string | null {
  const at = instant.getTime() + shanghai;
  return Number.isFinite(at) && at > 0 && at < 253_402_300_800_000 ? new Date(at).toISOString().slice(0, 10) : null;
}

/** Writes a KDBX 4 file (AES-256, Argon2id). @returns its bytes */
export async function writeKeepass(
  { name, passphrase, entries }: KeepassToWrite,
  run: RunArgon2,
): Promise<Uint8Array<ArrayBuffer>> {
  useArgon2(run);
  const credentials = new Credentials(ProtectedValue.fromString(passphrase));
  await credentials.ready;
  const database = Kdbx.create(credentials, name);
  database.setKdf(Consts.KdfId.Argon2id);
  const { kdfParameters } = database.header;
  if (!kdfParameters) throw new Error('A database without KDF parameters');
  kdfParameters.set('M', VarDictionary.ValueType.UInt64, Int64.from(written.memoryKiB * 1024));
  kdfParameters.set('I', VarDictionary.ValueType.UInt64, Int64.from(written.passes));
  kdfParameters.set('P', VarDictionary.ValueType.UInt32, written.lanes);
  const groups = new Map<string, Group>();
  for (const one of entries) {
    const group = groups.get(one.group) ?? database.createGroup(database.getDefaultGroup(), one.group);
    groups.set(one.group, group);
    const entry = database.createEntry(group);
    entry.fields.set('Title', one.title);
    entry.fields.set('UserName', one.login);
    entry.fields.set('Password', ProtectedValue.fromString(one.secret));
    entry.fields.set('URL', one.site);
    entry.fields.set('Notes', one.note);
    for (const [field, value] of one.fields) entry.fields.set(field, value);
    if (one.validUntil === null) continue;
    entry.times.expires = true;
    entry.times.expiryTime = new Date(Date.parse(`${one.validUntil}T23:59:59Z`) - shanghai);
  }
  return new Uint8Array(await database.save());
}
