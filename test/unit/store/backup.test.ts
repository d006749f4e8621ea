import { copyFile, readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { clearUnfinishedBackups, createBackup, describeBackup } from '../../../src-main/store/backup/backup.ts';
import { storeFiles } from '../../../src-main/store/store-files.ts';
import { addNotes, countNotes, digestOf, temporaryFolder } from './fixture.ts';
import {
  refused,
  passphrase,
  place,
  recovery,
  keysOf,
  office,
  backUp,
  backedUp,
  restore,
  countIn,
} from './backup-fixture.ts';

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
