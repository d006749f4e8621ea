import { createHash, randomBytes } from 'node:crypto';
import { copyFile, mkdir, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type DatabaseKeys, type OpenedKey, createDatabaseKeys } from '../../../src-main/keys/database-key.ts';
import { createKeychain } from '../../../src-main/keys/keychain.ts';
import { createPasswordHasher, testParameters } from '../../../src-main/keys/password.ts';
import { createRecoverySecret } from '../../../src-main/keys/recovery-key.ts';
import { clearUnfinishedBackups, createBackup, describeBackup } from '../../../src-main/store/backup/backup.ts';
import { holdLock } from '../../../src-main/store/sqlite/lock.sqlite.ts';
import { type Store, openStore } from '../../../src-main/store/open.ts';
import { finishReplacement } from '../../../src-main/store/backup/replace.ts';
import { type RestoreOptions, restoreBackup } from '../../../src-main/store/backup/restore.ts';
import { type StoreFiles, storeFiles } from '../../../src-main/store/store-files.ts';
import { type NoteSchema, addNotes, countNotes, digestOf, notes, temporaryFolder } from './fixture.ts';

const hasher = createPasswordHasher(testParameters, { belowFloor: 'tests' });
const keychain = createKeychain({ load: () => Promise.reject(new Error('no libsecret')) });
const refused = (code: string) => expect.objectContaining({ name: 'Refusal', code });
const passphrase = '沈阳的雨下了一整夜 2020';
const place = { backend: 'passphrase', passphrase: '新电脑上的启动口令 2021' } as const;
const recovery = createRecoverySecret();

interface Office {
  files: StoreFiles;
  store: Store<NoteSchema>;
  keys: DatabaseKeys;
  opened: OpenedKey;
}

const keysOf = (files: StoreFiles): DatabaseKeys => createDatabaseKeys({ file: files.keyFile, keychain, hasher });

/** An office with some notes, open. */
async function office(count = 500): Promise<Office> {
  const files = storeFiles(await temporaryFolder());
  const keys = keysOf(files);
  const opened = await keys.create({ backend: 'passphrase', passphrase }, recovery);
  const store = await openStore<NoteSchema>({
    file: files.database,
    key: opened.key,
    migrations: [notes],
    create: true,
  });
  onTestFinished(() => store.close());
  await addNotes(store, count, 'SECRET-MARK');
  return { files, store, keys, opened };
}

async function backUp({ files, store, opened }: Office, target: string, more: { signal?: AbortSignal } = {}) {
  return createBackup({
    store,
    opened,
    keyFile: files.keyFile,
    target,
    agencyName: '沈阳示范代理记账有限公司',
    programVersion: '0.1.0',
    ...more,
  });
}

async function backedUp(count?: number) {
  const made = await office(count);
  const target = join(await temporaryFolder(), '备份.deskbackup');
  await backUp(made, target);
  return { ...made, target };
}

const restore = (backup: string, folder: string, more: Partial<RestoreOptions> = {}) =>
  restoreBackup({ backup, folder, secret: { recovery }, place, keychain, hasher, migrations: [notes], ...more });

async function countIn(folder: string, phrase: string): Promise<number> {
  const files = storeFiles(folder);
  const { key } = await keysOf(files).load(phrase);
  const store = await openStore<NoteSchema>({ file: files.database, key, migrations: [notes], keyProven: true });
  try {
    return await countNotes(store);
  } finally {
    await store.close();
  }
}

describe('a backup', () => {
  it('restores the office on a new machine with the recovery key alone', async () => {
    const { target, opened } = await backedUp();
    const folder = await temporaryFolder();
    const { head } = await restore(target, folder);
    expect(head).toMatchObject({ storeId: opened.storeId, agencyName: '沈阳示范代理记账有限公司', schemaVersion: 1 });
    expect(await countIn(folder, place.passphrase)).toBe(500);
    expect((await readdir(folder)).sort()).toEqual(['desk.key.json', 'desk.sqlite', 'desk.sqlite.lock']);
    // The recovery key goes on working there.
    expect((await keysOf(storeFiles(folder)).unlockWithRecovery(recovery, place)).key).toEqual(opened.key);
  });

  it('restores with the passphrase of its day too', async () => {
    const { target } = await backedUp();
    const folder = await temporaryFolder();
    await expect(restore(target, folder, { secret: { passphrase: '不是这个启动口令 2020' } })).rejects.toEqual(
      refused('PASSPHRASE_WRONG'),
    );
    await restore(target, folder, { secret: { passphrase } });
    expect(await countIn(folder, place.passphrase)).toBe(500);
  });

  it('says what it is without a secret, and holds none', async () => {
    const { target, opened } = await backedUp();
    expect(await describeBackup(target)).toMatchObject({
      storeId: opened.storeId,
      agencyName: '沈阳示范代理记账有限公司',
      programVersion: '0.1.0',
    });
    const bytes = await readFile(target);
    for (const secret of ['SECRET-MARK', passphrase, opened.key.toString('base64'), opened.key.toString('hex')])
      expect(bytes.includes(secret)).toBe(false);
    expect(bytes.includes(opened.key)).toBe(false);
    expect(bytes.includes(recovery)).toBe(false);
  });

  it('is of one moment, while work goes on', async () => {
    const made = await office(3_000);
    const target = join(made.files.folder, 'a.deskbackup');
    let writing = true;
    const writer = (async () => {
      // Pairs in one transaction: a copy in which the count is odd is torn.
      while (writing) {
        await addNotes(made.store, 2);
        await new Promise((resolve) => setImmediate(resolve));
      }
    })();
    for (let round = 0; round < 3; round += 1) {
      await backUp(made, target);
      const folder = await temporaryFolder();
      await restore(target, folder);
      const count = await countIn(folder, place.passphrase);
      expect(count).toBeGreaterThanOrEqual(3_000);
      expect(count % 2).toBe(0);
    }
    writing = false;
    await writer;
    expect(await countNotes(made.store)).toBeGreaterThan(3_000);
    // No reader of a copy was left to hold the log back.
    expect(made.store.sqlite.pragma('wal_checkpoint(TRUNCATE)')).toEqual([{ busy: 0, log: 0, checkpointed: 0 }]);
  });

  it('waits for a transaction in hand and holds what was committed only', async () => {
    const made = await office(10);
    const target = join(made.files.folder, 'a.deskbackup');
    let release: () => void = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    const work = made.store.db.transaction().execute(async (transaction) => {
      await transaction.deleteFrom('note').execute();
      await held;
      throw new Error('undone');
    });
    const saved = backUp(made, target);
    release();
    await expect(work).rejects.toThrow('undone');
    await saved;
    const folder = await temporaryFolder();
    await restore(target, folder);
    expect(await countIn(folder, place.passphrase)).toBe(10);
  });

  it('tells its progress, can be cancelled, and leaves nothing then; the older backup stands', async () => {
    const made = await office(30_000);
    const target = join(made.files.folder, 'a.deskbackup');
    await backUp(made, target);
    const before = await digestOf(target);
    const cancel = new AbortController();
    const seen: number[] = [];
    await expect(
      createBackup({
        store: made.store,
        opened: made.opened,
        keyFile: made.files.keyFile,
        target,
        agencyName: '',
        programVersion: '',
        signal: cancel.signal,
        onProgress: ({ done, total }) => {
          seen.push(done / total);
          cancel.abort(new Error('cancelled'));
        },
      }),
    ).rejects.toThrow('cancelled');
    expect(seen).toHaveLength(1);
    expect(seen[0]).toBeGreaterThan(0);
    expect(await digestOf(target)).toBe(before);
    expect(await readdir(made.files.folder)).not.toContain('a.deskbackup.part');
  });

  it('that a killed process left unfinished is cleared, whole ones stay', async () => {
    const folder = await temporaryFolder();
    for (const name of ['a.deskbackup', 'b.deskbackup.part']) await writeFile(join(folder, name), 'x');
    await clearUnfinishedBackups(folder);
    expect(await readdir(folder)).toEqual(['a.deskbackup']);
  });

  it('ends when the store closes', async () => {
    const made = await office(30_000);
    const saved = backUp(made, join(made.files.folder, 'a.deskbackup'));
    const failed = expect(saved).rejects.toThrow('closing');
    await made.store.close();
    await failed;
  });

  it('of a store whose key file is another one is refused: it could never be opened', async () => {
    const [made, other] = [await office(1), await office(1)];
    await copyFile(other.files.keyFile, made.files.keyFile);
    await expect(backUp(made, join(made.files.folder, 'a.deskbackup'))).rejects.toEqual(refused('STORE_WRONG_KEY'));
  });
});

describe('a restore', () => {
  it('refuses another recovery key and makes nothing', async () => {
    const { target } = await backedUp(1);
    const folder = await temporaryFolder();
    await expect(restore(target, folder, { secret: { recovery: createRecoverySecret() } })).rejects.toEqual(
      refused('RECOVERY_KEY_WRONG'),
    );
    expect(await readdir(folder)).toEqual(['desk.sqlite.lock']);
  });

  it('refuses a file in which any one bit was flipped, or that is cut short, and leaves the present office as it was', async () => {
    const { target } = await backedUp(50);
    const present = await office(7);
    await present.store.close();
    const before = [await digestOf(present.files.database), await digestOf(present.files.keyFile)];
    const whole = await readFile(target);
    const damaged = join(await temporaryFolder(), 'damaged');
    await fc.assert(
      fc.asyncProperty(fc.nat(whole.length * 8 - 1), async (bit) => {
        const bytes = Buffer.from(whole);
        bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) ^ (1 << (bit & 7));
        await writeFile(damaged, bytes);
        await expect(restore(damaged, present.files.folder)).rejects.toEqual(refused('BACKUP_UNREADABLE'));
      }),
      { numRuns: 60 },
    );
    for (const length of [0, 5, 11, 60, 300, whole.length - 4_096, whole.length - 1]) {
      await writeFile(damaged, whole.subarray(0, length));
      await expect(restore(damaged, present.files.folder)).rejects.toEqual(refused('BACKUP_UNREADABLE'));
    }
    await expect(restore(`${damaged}-missing`, present.files.folder)).rejects.toEqual(refused('BACKUP_UNREADABLE'));
    expect([await digestOf(present.files.database), await digestOf(present.files.keyFile)]).toEqual(before);
    expect((await readdir(present.files.folder)).sort()).toEqual(['desk.key.json', 'desk.sqlite', 'desk.sqlite.lock']);
  });

  it('takes the place of the present office, which is kept aside once', async () => {
    const { target } = await backedUp(50);
    const present = await office(7);
    await present.store.close();
    const { folder } = present.files;
    const database = await digestOf(present.files.database);
    await restore(target, folder);
    expect(await countIn(folder, place.passphrase)).toBe(50);
    const aside = (await readdir(folder)).find((name) => name.startsWith('desk.sqlite.replaced-')) ?? '';
    expect(await digestOf(join(folder, aside))).toBe(database);
    await restore(target, folder, { now: () => new Date('2031-01-01T00:00:00Z') });
    const kept = (await readdir(folder)).filter((name) => name.includes('.replaced-')).sort();
    expect(kept).toEqual([
      'desk.key.json.replaced-2031-01-01T00-00-00-000Z',
      'desk.sqlite.replaced-2031-01-01T00-00-00-000Z',
    ]);
  });

  it('does not touch an office that is open', async () => {
    const { target } = await backedUp(50);
    const present = await office(7);
    await expect(restore(target, present.files.folder)).rejects.toEqual(refused('DESK_BUSY'));
    expect(await countNotes(present.store)).toBe(7);
    expect((await readdir(present.files.folder)).filter((name) => name.startsWith('restore'))).toEqual([]);
  });

  it('leaves the present office as it was when the key cannot be kept on this machine', async () => {
    const { target } = await backedUp(50);
    const present = await office(7);
    await present.store.close();
    await expect(restore(target, present.files.folder, { place: { backend: 'keychain' } })).rejects.toEqual(
      refused('KEYCHAIN_UNAVAILABLE'),
    );
    await expect(
      restore(target, present.files.folder, { place: { backend: 'passphrase', passphrase: '短' } }),
    ).rejects.toEqual(refused('PASSWORD_POLICY'));
    expect(await countIn(present.files.folder, passphrase)).toBe(7);
    expect((await readdir(present.files.folder)).filter((name) => name.startsWith('restore'))).toEqual([]);
  });

  it('refuses a backup of a later program and one of another lineage', async () => {
    const { target } = await backedUp(1);
    const folder = await temporaryFolder();
    await expect(restore(target, folder, { migrations: [] })).rejects.toEqual(refused('STORE_FROM_FUTURE'));
    await expect(restore(target, folder, { migrations: [{ ...notes, name: 'other' }] })).rejects.toEqual(
      refused('BACKUP_UNREADABLE'),
    );
    expect(await readdir(folder)).toEqual(['desk.sqlite.lock']);
  });

  it('can be cancelled', async () => {
    const { target } = await backedUp(1);
    const folder = await temporaryFolder();
    await expect(restore(target, folder, { signal: AbortSignal.abort(new Error('cancelled')) })).rejects.toThrow(
      'cancelled',
    );
    expect(await readdir(folder)).toEqual(['desk.sqlite.lock']);
  });

  it.each([0, 1, 2])('interrupted after %i of its renames is finished at the next start', async (renames) => {
    const { target } = await backedUp(50);
    const fresh = await temporaryFolder();
    await restore(target, fresh);
    const present = await office(7);
    await present.store.close();
    const { folder } = present.files;
    const prepared = storeFiles(join(folder, 'restore-0123456789ab'));
    await mkdir(prepared.folder);
    await copyFile(storeFiles(fresh).database, prepared.database);
    await copyFile(storeFiles(fresh).keyFile, prepared.keyFile);
    await writeFile(join(folder, 'restore.json'), JSON.stringify({ prepared: 'restore-0123456789ab', replaced: 'x' }));
    if (renames > 0) await rename(present.files.keyFile, `${present.files.keyFile}.replaced-x`);
    if (renames > 1) await rename(prepared.keyFile, present.files.keyFile);
    await finishReplacement(folder);
    expect(await countIn(folder, place.passphrase)).toBe(50);
    expect((await readdir(folder)).filter((name) => name.startsWith('restore'))).toEqual([]);
    await finishReplacement(folder);
    expect(await countIn(folder, place.passphrase)).toBe(50);
  });

  it('that another process has in hand is not taken for left over', async () => {
    const folder = await temporaryFolder();
    const lock = await holdLock(storeFiles(folder).lock);
    await mkdir(join(folder, 'restore-0123456789ab'));
    await finishReplacement(folder);
    expect(await readdir(folder)).toContain('restore-0123456789ab');
    lock.release();
    await finishReplacement(folder);
    expect(await readdir(folder)).not.toContain('restore-0123456789ab');
  });

  it('that failed half way through its renames is undone', async () => {
    const { target } = await backedUp(50);
    const present = await office(7);
    await present.store.close();
    const { folder } = present.files;
    // Something in the way of setting the old database aside: the key file has changed places by then.
    const now = new Date('2031-01-01T00:00:00Z');
    const obstacle = `${present.files.database}.replaced-2031-01-01T00-00-00-000Z`;
    await mkdir(join(obstacle, 'in-the-way'), { recursive: true });
    await expect(restore(target, folder, { now: () => now })).rejects.toMatchObject({ code: 'EISDIR' });
    await rm(obstacle, { recursive: true });
    expect(await countIn(folder, passphrase)).toBe(7);
    expect((await readdir(folder)).sort()).toEqual(['desk.key.json', 'desk.sqlite', 'desk.sqlite.lock']);
  });

  it('cannot be made to take another head for the same data', async () => {
    const { target } = await backedUp(5);
    const bytes = await readFile(target);
    const length = bytes.readUInt32BE(8);
    const head = JSON.parse(bytes.subarray(12, 12 + length).toString());
    const forged = Buffer.from(JSON.stringify({ ...head, agencyName: '别的机构' }));
    const size = Buffer.alloc(4);
    size.writeUInt32BE(forged.length);
    const body = Buffer.concat([bytes.subarray(0, 8), size, forged, bytes.subarray(12 + length, -64)]);
    await writeFile(target, Buffer.concat([body, createHash('sha256').update(body).digest(), randomBytes(32)]));
    expect(await describeBackup(target)).toMatchObject({ agencyName: '别的机构' });
    await expect(restore(target, await temporaryFolder())).rejects.toEqual(refused('BACKUP_UNREADABLE'));
  });
});
