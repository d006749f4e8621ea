import { randomBytes } from 'node:crypto';
import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { Refusal } from '@contract/errors.ts';
import { ruleSets } from '../bureau/rule-sets/rule-sets.ts';
import { createEngine } from './engine.ts';
import type { KeyPlace, OpenedKey } from '../keys/database-key.ts';
import { deriveKey } from '../keys/derive.ts';
import { createRecoverySecret, formatRecoveryKey } from '../keys/recovery-key.ts';
import { createOfficeContent, type NewOffice } from '../office/create-office.ts';
import { agencyOf } from '../store/repositories/identity.ts';
import { holdLock } from '../store/sqlite/lock.sqlite.ts';
import { replaceStore } from '../store/backup/replace.ts';
import { setting } from '../store/repositories/settings.ts';
import { openWith, storeFolder } from './open-store.ts';
import type { Opened } from './opened.ts';
import type { DeskDependencies } from './dependencies.ts';

/** The own office's folder. */
export const officeFolder = (dataDir: string): string => join(dataDir, 'office');

/** Whether the data folder holds an own office, intact or damaged; does not create the folder. */
export async function officeExists({
  dataDir,
  keychain,
  hasher,
}: Pick<DeskDependencies, 'dataDir' | 'keychain' | 'hasher'>): Promise<boolean> {
  const there = await access(officeFolder(dataDir)).then(
    () => true,
    () => false,
  );
  if (!there) return false;
  return (await storeFolder(officeFolder(dataDir), keychain, hasher)).keys.record().then(
    (record) => record !== null,
    () => true,
  );
}

/**
 * Opens the own office with what the machine has. @param unlock how to get the key; default: from where the key file
 * says it is
 * @throws Refusal DESK_NOT_OPEN if the office passphrase is needed, and the refusals of the keys and the store
 */
export async function openOffice(
  deps: DeskDependencies,
  unlock: (keys: Opened['keys']) => Promise<OpenedKey> = (keys) => keys.load(),
): Promise<Opened> {
  const { files, keys } = await storeFolder(officeFolder(deps.dataDir), deps.keychain, deps.hasher);
  const key = await unlock(keys);
  const store = await openWith(files, key, false);
  try {
    const office = await setting(store.db, 'office');
    if (!office)
      throw new Refusal(
        'STORE_DAMAGED',
        '机构数据不完整：建立机构时没有完成。请换一个数据文件夹重新建立，或用备份恢复。',
        { link: 'desk' },
      );
    const engine = createEngine({
      db: store.db,
      hub: deps.hub,
      hasher: deps.hasher,
      clock: deps.clock,
      ruleSet: ruleSets[office.ruleSet],
      codeKey: deriveKey(key.key, 'desk/codes'),
      training: null,
      report: deps.report,
    });
    await engine.start();
    const agency = await agencyOf(store.db);
    return {
      engine,
      store,
      files,
      keys,
      key,
      profile: { kind: 'office', world: null, name: office.name, agencyName: agency?.name ?? null },
    };
  } catch (error) {
    await store.close();
    throw error;
  }
}

/**
 * Creates the own office and leaves it closed. It is made in a separate folder and moved to its place only when
 * complete, so that a crash or a full disk leaves nothing half done. @returns the printed recovery key, shown only once
 */
export async function createOfficeStore(deps: DeskDependencies, office: NewOffice, place: KeyPlace): Promise<string> {
  const folder = officeFolder(deps.dataDir);
  const existing = await storeFolder(folder, deps.keychain, deps.hasher);
  if (await existing.keys.record()) {
    throw new Refusal('CONFLICT', '这个数据文件夹里已有本机构的数据，程序没有改动它。请打开它，或换一个文件夹。', {
      link: 'state',
    });
  }
  const content = await createOfficeContent(office, deps.hasher, deps.clock.now());
  const secret = createRecoverySecret();
  const prepared = `restore-${randomBytes(6).toString('hex')}`;
  const { files, keys } = await storeFolder(join(folder, prepared), deps.keychain, deps.hasher);
  const key = await keys.create(place, secret);
  const store = await openWith(files, key, true);
  try {
    await content.write(store.db, secret, key.storeId);
  } finally {
    await store.close();
    key.key.fill(0);
  }
  const lock = await holdLock(existing.files.lock);
  try {
    await replaceStore(folder, prepared, new Date(deps.clock.now()));
  } finally {
    await lock.release();
  }
  return formatRecoveryKey(secret);
}
