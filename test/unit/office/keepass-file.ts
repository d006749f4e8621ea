import { hashRaw } from '@node-rs/argon2';
import { gunzipSync, gzipSync } from 'node:zlib';
import kdbxweb from 'kdbxweb';

const {
  Consts,
  Credentials,
  CryptoEngine,
  HashedBlockTransform,
  Int64,
  Kdbx,
  KdbxFormat,
  ProtectedValue,
  VarDictionary,
} = kdbxweb;

/** An entry of a file that a test makes. */
export interface SampleEntry {
  group?: string;
  title?: string;
  login?: string;
  secret?: string;
  site?: string;
  note?: string;
  fields?: Record<string, string>;
  hidden?: Record<string, string>;
  binned?: boolean;
  expires?: string;
}

/** A KeePass file as KeePass would have it. @param how.rounds of AES-KDF; `memoryKiB` of Argon2, as the file says */
export async function keepassFile(
  entries: readonly SampleEntry[],
  how: {
    version?: 3 | 4;
    kdf?: 'Argon2d' | 'Argon2id' | 'Aes';
    passphrase?: string | null;
    keyFile?: Uint8Array<ArrayBuffer>;
    memoryKiB?: number;
  } = {},
): Promise<Uint8Array<ArrayBuffer>> {
  CryptoEngine.setArgon2Impl(async (secret, salt, memory, iterations, length, parallelism, type, version) => {
    const bytes = await hashRaw(new Uint8Array(secret), {
      salt: new Uint8Array(salt),
      memoryCost: memory,
      timeCost: iterations,
      parallelism,
      outputLen: length,
      algorithm: type,
      version: version === 0x13 ? 1 : 0,
    });
    return new Uint8Array(bytes).buffer;
  });
  const { passphrase = 'Geheim-Tresor-1', keyFile, version = 4, kdf = 'Argon2d' } = how;
  const credentials = new Credentials(
    passphrase === null ? null : ProtectedValue.fromString(passphrase),
    keyFile?.buffer,
  );
  await credentials.ready;
  const database = Kdbx.create(credentials, '客户密码');
  if (version === 3) {
    database.setVersion(3);
    database.header.keyEncryptionRounds = 6_000;
  } else {
    database.setKdf(Consts.KdfId[kdf]);
    const { kdfParameters } = database.header;
    if (kdf === 'Aes') kdfParameters?.set('R', VarDictionary.ValueType.UInt64, Int64.from(6_000));
    else kdfParameters?.set('M', VarDictionary.ValueType.UInt64, Int64.from((how.memoryKiB ?? 1_024) * 1024));
  }
  database.createRecycleBin();
  const bin = database.getGroup(database.meta.recycleBinUuid!)!;
  for (const one of entries) {
    const root = database.getDefaultGroup();
    const group = one.binned ? bin : database.createGroup(root, one.group ?? '其他');
    const entry = database.createEntry(group);
    entry.fields.set('Title', one.title ?? '');
    entry.fields.set('UserName', one.login ?? '');
    entry.fields.set('Password', ProtectedValue.fromString(one.secret ?? ''));
    entry.fields.set('URL', one.site ?? '');
    entry.fields.set('Notes', one.note ?? '');
    for (const [name, value] of Object.entries(one.fields ?? {})) entry.fields.set(name, value);
    for (const [name, value] of Object.entries(one.hidden ?? {}))
      entry.fields.set(name, ProtectedValue.fromString(value));
    if (one.expires === undefined) continue;
    entry.times.expires = true;
    entry.times.expiryTime = new Date(one.expires);
  }
  return new Uint8Array(await database.save());
}

const bufferOf = (bytes: Uint8Array): ArrayBuffer => new Uint8Array(bytes).buffer;

/** Two gigabytes of nothing in two megabytes. */
export function packedNothing(): Buffer {
  const member = gzipSync(Buffer.alloc(64 * 1024 * 1024));
  return Buffer.concat(Array.from({ length: 32 }, () => member));
}

/** A file that unpacks to gigabytes: its content (`whole`, of either version), or an attachment within it. */
export async function keepassBomb(what: 'whole' | 'whole3' | 'attachment'): Promise<Uint8Array<ArrayBuffer>> {
  type Encrypt = (this: unknown, data: ArrayBuffer, key: ArrayBuffer) => Promise<ArrayBuffer>;
  const encrypt = Reflect.get(KdbxFormat.prototype, 'encryptData') as Encrypt;
  const bomb = packedNothing();
  const swapped = async (data: ArrayBuffer): Promise<ArrayBuffer> => {
    if (what === 'whole') return bufferOf(bomb);
    if (what === 'whole3') {
      const blocks = new Uint8Array(await HashedBlockTransform.encrypt(bufferOf(bomb)));
      return bufferOf(Buffer.concat([Buffer.from(data.slice(0, 32)), blocks]));
    }
    const plain = gunzipSync(Buffer.from(data));
    const at = plain.indexOf('</Meta>');
    const binary = Buffer.from(
      `<Binaries><Binary ID="0" Compressed="True">${bomb.toString('base64')}</Binary></Binaries>`,
    );
    return bufferOf(gzipSync(Buffer.concat([plain.subarray(0, at), binary, plain.subarray(at)])));
  };
  Reflect.set(KdbxFormat.prototype, 'encryptData', async function (this: unknown, data: ArrayBuffer, key: ArrayBuffer) {
    return encrypt.call(this, await swapped(data), key);
  } satisfies Encrypt);
  try {
    return await keepassFile([{ title: '甲', secret: 'Geheim#1' }], { version: what === 'whole3' ? 3 : 4 });
  } finally {
    Reflect.set(KdbxFormat.prototype, 'encryptData', encrypt);
  }
}
