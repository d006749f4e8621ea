import { randomBytes, randomUUID } from 'node:crypto';
import { Refusal } from '@contract/refusal.ts';
import { type KeyBackend, type KeyFile, keyCheckOf, keyFileIsThere, readKeyFile, writeKeyFile } from './key-file.ts';
import { type Keychain, KeychainUnavailable, keychainRefusal } from './keychain.ts';
import { isOutdated, passphraseRefusal } from './passphrase.ts';
import type { PasswordHasher } from './password.ts';
import { isKeyOf, keyOfAnother, openWrappedKey, wrapForPassphrase, wrapForRecovery } from './wrapped-key.ts';

/** An opened database key. It matched the key file's check value: a database that does not open with it is damaged (`keyProven`). */
export interface OpenedKey {
  key: Buffer;
  storeId: string;
  backend: KeyBackend;
}

/** Where to keep the key. A world's passphrase is in the world's definition and protects sample data only. */
export type KeyPlace =
  { backend: 'keychain' } | { backend: 'passphrase'; passphrase: string } | { backend: 'world'; passphrase: string };

/** The content of the key file that needs no secret. */
export interface KeyRecord {
  storeId: string;
  backend: KeyBackend;
  createdAt: string;
  hasRecovery: boolean;
}

export interface DatabaseKeys {
  /** Null if there is no key file. @throws Refusal STORE_DAMAGED, STORE_FROM_FUTURE (the key file's) */
  record(): Promise<KeyRecord | null>;
  /**
   * Makes a store's key. @param recovery the recovery secret; null for a training world only
   * @throws Refusal CONFLICT if a key file exists already, KEYCHAIN_UNAVAILABLE, PASSWORD_POLICY
   */
  create(place: KeyPlace, recovery: Buffer | null): Promise<OpenedKey>;
  /** Writes a key file for an existing key: a restored store with its former recovery wrapping. Throws like `create`. */
  adopt(
    place: KeyPlace,
    known: { key: Buffer; storeId: string; recovery: { sealed: string } | null },
  ): Promise<OpenedKey>;
  /**
   * The key, from where the key file says it is. @param passphrase for the backends passphrase and world
   * @throws Refusal NOT_FOUND (no key file), DESK_NOT_OPEN (a passphrase is needed), PASSPHRASE_WRONG, KEYCHAIN_UNAVAILABLE (keychain or
   * entry missing), STORE_WRONG_KEY (the entry belongs to another store)
   */
  load(passphrase?: string): Promise<OpenedKey>;
  /** @throws Refusal PASSPHRASE_WRONG, PASSWORD_POLICY, CONFLICT if the backend is not passphrase */
  changePassphrase(current: string, next: string): Promise<void>;
  /** Moves the key between keychain and passphrase. @param passphrase the present one, if that is the backend. Throws like `load` and `create` */
  moveBackend(to: KeyPlace, passphrase?: string): Promise<OpenedKey>;
  /** Opens the key with the printed recovery key and puts it in a new place. @throws Refusal RECOVERY_KEY_WRONG, KEYCHAIN_UNAVAILABLE, PASSWORD_POLICY */
  unlockWithRecovery(recovery: Buffer, to: KeyPlace): Promise<OpenedKey>;
  /**
   * Makes a new printed recovery key; the old one no longer opens this store (earlier backups still need it). @throws
   * Refusal STORE_WRONG_KEY
   * @returns a function that restores the old one, for a later failure of the same change
   */
  renewRecovery(key: Buffer, recovery: Buffer): Promise<() => Promise<void>>;
}

/**
 * The database key of one store: creates it, stores it, finds it again.
 * @param options.file the key file, beside the database
 */
export function createDatabaseKeys(options: {
  file: string;
  keychain: Keychain;
  hasher: PasswordHasher;
  now?: () => Date;
}): DatabaseKeys {
  const { file, keychain, hasher, now = () => new Date() } = options;

  const existing = async (): Promise<KeyFile> => {
    const found = await readKeyFile(file);
    if (found !== null) return found;
    throw new Refusal('NOT_FOUND', '数据文件夹里没有密钥文件。请确认数据文件夹完整，或用备份恢复。', {
      link: 'desk',
      whoCanMend: '机构管理员',
    });
  };

  /** Stores the key in its place, then records the place: after a failure in between, the old record is still right. */
  const put = async (
    base: Omit<KeyFile, 'backend' | 'wrapped'>,
    key: Buffer,
    place: KeyPlace,
    how: 'new' | 'replace',
  ): Promise<OpenedKey> => {
    const { storeId } = base;
    if (place.backend === 'keychain') {
      await asked(() => keychain.write(storeId, key.toString('base64')));
      await writeKeyFile(file, { ...base, backend: 'keychain', wrapped: null }, how);
    } else {
      const problem = place.backend === 'passphrase' ? passphraseRefusal(place.passphrase) : null;
      if (problem !== null) throw new Refusal('PASSWORD_POLICY', problem, { link: 'input' });
      await writeKeyFile(
        file,
        { ...base, backend: place.backend, wrapped: await wrapForPassphrase(place.passphrase, key, storeId, hasher) },
        how,
      );
    }
    return { key, storeId, backend: place.backend };
  };

  /** A new store never overwrites an existing key file. */
  const establish = async (
    place: KeyPlace,
    key: Buffer,
    storeId: string,
    sealedForRecovery: string | null,
  ): Promise<OpenedKey> => {
    if (sealedForRecovery === null && place.backend !== 'world')
      throw new RangeError('An office store has a recovery key');
    if ((await readKeyFile(file)) !== null) throw keyFileIsThere();
    const createdAt = now().toISOString();
    const recovery = sealedForRecovery === null ? null : { sealed: sealedForRecovery, createdAt };
    return put(
      { format: 'agency-desk-key', version: 1, storeId, createdAt, check: keyCheckOf(key, storeId), recovery },
      key,
      place,
      'new',
    );
  };

  const load = async (passphrase?: string): Promise<OpenedKey> => {
    const record = await existing();
    const { storeId, backend, wrapped } = record;
    if (backend === 'keychain') {
      const secret = await asked(() => keychain.read(storeId));
      if (secret === null) throw entryGone();
      const key = Buffer.from(secret, 'base64');
      if (!isKeyOf(record, key)) throw keyOfAnother();
      return { key, storeId, backend };
    }
    if (passphrase === undefined)
      throw new Refusal('DESK_NOT_OPEN', '请输入启动口令打开工作台。', { link: 'password' });
    const key = await openWrappedKey(record, { passphrase }, hasher);
    // The cost was raised since: wrap again while the passphrase is known.
    if (backend === 'passphrase' && wrapped !== null && isOutdated(wrapped, hasher)) {
      await writeKeyFile(
        file,
        { ...record, wrapped: await wrapForPassphrase(passphrase, key, storeId, hasher) },
        'replace',
      );
    }
    return { key, storeId, backend };
  };

  /** After a move the old entry is useless; a keychain that refuses to delete it is no reason to fail. */
  const leave = async (from: KeyFile, to: KeyPlace): Promise<void> => {
    if (from.backend === 'keychain' && to.backend !== 'keychain')
      await keychain.remove(from.storeId).catch(() => undefined);
  };

  return {
    async record() {
      const found = await readKeyFile(file);
      return (
        found && {
          storeId: found.storeId,
          backend: found.backend,
          createdAt: found.createdAt,
          hasRecovery: found.recovery !== null,
        }
      );
    },
    create(place, recovery) {
      const [key, storeId] = [randomBytes(32), randomUUID()];
      return establish(place, key, storeId, recovery && wrapForRecovery(recovery, key, storeId));
    },
    adopt: (place, { key, storeId, recovery }) => establish(place, key, storeId, recovery?.sealed ?? null),
    load,
    async changePassphrase(current, next) {
      const record = await existing();
      if (record.backend !== 'passphrase')
        throw new Refusal('CONFLICT', '这份数据没有使用启动口令，请先改用启动口令。', { link: 'state' });
      await put(record, (await load(current)).key, { backend: 'passphrase', passphrase: next }, 'replace');
    },
    async moveBackend(to, passphrase) {
      const { key } = await load(passphrase);
      const record = await existing();
      const moved = await put(record, key, to, 'replace');
      await leave(record, to);
      return moved;
    },
    async unlockWithRecovery(recovery, to) {
      const record = await existing();
      const opened = await put(record, await openWrappedKey(record, { recovery }, hasher), to, 'replace');
      await leave(record, to);
      return opened;
    },
    async renewRecovery(key, recovery) {
      const record = await existing();
      if (!isKeyOf(record, key)) throw keyOfAnother();
      await writeKeyFile(
        file,
        {
          ...record,
          recovery: { sealed: wrapForRecovery(recovery, key, record.storeId), createdAt: now().toISOString() },
        },
        'replace',
      );
      return () => writeKeyFile(file, record, 'replace');
    },
  };
}

async function asked<Result>(question: () => Promise<Result>): Promise<Result> {
  try {
    return await question();
  } catch (error) {
    throw error instanceof KeychainUnavailable ? keychainRefusal(error.fault) : error;
  }
}

function entryGone(): Refusal {
  return new Refusal(
    'KEYCHAIN_UNAVAILABLE',
    '系统钥匙串里没有这份数据的密钥，可能换了系统用户、重装过系统或移动过数据文件夹。数据没有改动，请用打印的恢复密钥打开。',
    { link: 'desk', whoCanMend: '保管恢复密钥的人' },
  );
}
