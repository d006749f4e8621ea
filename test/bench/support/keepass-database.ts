import { writeFile } from 'node:fs/promises';
import { hashRaw } from '@node-rs/argon2';
import kdbxweb from 'kdbxweb';
import type { Argon2Parameters } from '../../../src-main/keys/argon2.ts';

/** What one client is in a password manager. */
export interface KeepassEntry {
  title: string;
  userName: string;
  password: string;
  notes: string;
}

const { Consts, Credentials, CryptoEngine, Int64, Kdbx, ProtectedValue, VarDictionary } = kdbxweb;

/**
 * Writes a KDBX 4 database with its library's defaults (AES-256, gzip, protected passwords) and Argon2id at this cost.
 * @param cost memory in KiB, as ours is stated
 */
export async function writeKeepassDatabase(
  file: string,
  password: string,
  cost: Argon2Parameters,
  entries: readonly KeepassEntry[],
): Promise<void> {
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
  const credentials = new Credentials(ProtectedValue.fromString(password));
  await credentials.ready;
  const database = Kdbx.create(credentials, 'Agreements');
  database.setKdf(Consts.KdfId.Argon2id);
  const { kdfParameters } = database.header;
  if (!kdfParameters) throw new Error('a database without KDF parameters');
  kdfParameters.set('M', VarDictionary.ValueType.UInt64, Int64.from(cost.memoryKiB * 1024));
  kdfParameters.set('I', VarDictionary.ValueType.UInt64, Int64.from(cost.passes));
  kdfParameters.set('P', VarDictionary.ValueType.UInt32, cost.lanes);
  const group = database.getDefaultGroup();
  for (const each of entries) {
    const entry = database.createEntry(group);
    entry.fields.set('Title', each.title);
    entry.fields.set('UserName', each.userName);
    entry.fields.set('Password', ProtectedValue.fromString(each.password));
    entry.fields.set('Notes', each.notes);
  }
  await writeFile(file, new Uint8Array(await database.save()));
}

/** Cost that a KDBX 4 header states, read from the bytes of the file: outer header field 11 is the dictionary of the KDF. */
export function kdfOf(file: Buffer): Argon2Parameters & { argon2id: boolean } {
  const values = new Map<string, Buffer>();
  for (let at = 12, id = -1; id !== 0;) {
    id = file.readUInt8(at);
    const size = file.readUInt32LE(at + 1);
    const field = file.subarray(at + 5, at + 5 + size);
    at += 5 + size;
    if (id !== 11) continue;
    for (let entry = 2; field.readUInt8(entry) !== 0;) {
      const keySize = field.readInt32LE(entry + 1);
      const key = field.toString('utf8', entry + 5, entry + 5 + keySize);
      const valueSize = field.readInt32LE(entry + 5 + keySize);
      const value = entry + 9 + keySize;
      values.set(key, field.subarray(value, value + valueSize));
      entry = value + valueSize;
    }
  }
  const [uuid, memory, passes, lanes] = ['$UUID', 'M', 'I', 'P'].map((key) => values.get(key));
  if (!uuid || !memory || !passes || !lanes) throw new Error('a KDBX header without the parameters of its KDF');
  return {
    argon2id: uuid.toString('base64') === Consts.KdfId.Argon2id,
    memoryKiB: Number(memory.readBigUInt64LE()) / 1024,
    passes: Number(passes.readBigUInt64LE()),
    lanes: lanes.readUInt32LE(),
  };
}
