import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { readFile, readdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { createDatabaseKeys } from '../../src-main/keys/database-key.ts';
import { createKeychain } from '../../src-main/keys/keychain.ts';
import { createPasswordHasher, testParameters } from '../../src-main/keys/password.ts';
import { createRecoverySecret } from '../../src-main/keys/recovery-key.ts';
import { createBackup } from '../../src-main/store/backup/backup.ts';
import { asStoreRefusal } from '../../src-main/store/sqlite/refusals.ts';
import { storeFiles } from '../../src-main/store/store-files.ts';
import { addNotes, countNotes, newStoreOptions, openNotes } from '../unit/store/fixture.ts';

const refused = (code: string) => expect.objectContaining({ name: 'Refusal', code });
const passphrase = '沈阳的雨下了一整夜 2020';

/** A disk of 4 MB, where this user may mount one. */
function mountSmallDisk(): string | null {
  const folder = mkdtempSync(join(tmpdir(), 'desk-disk-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=4m', 'tmpfs', folder], { stdio: 'ignore' });
    return folder;
  } catch {
    rmSync(folder, { recursive: true });
    return null;
  }
}
const disk = process.platform === 'linux' ? mountSmallDisk() : null;
afterAll(() => {
  if (disk === null) return;
  execFileSync('umount', [disk]);
  rmSync(disk, { recursive: true });
});

describe('a full disk', () => {
  it("by the store's own limit: refused as such, undone wholly, and work goes on when there is room", async () => {
    const store = await openNotes(await newStoreOptions());
    await addNotes(store, 100);
    store.sqlite.pragma('max_page_count = 20');
    const failure = await addNotes(store, 5_000).catch((error: unknown) => error);
    expect(asStoreRefusal(failure)).toEqual(refused('STORE_FULL'));
    expect(await countNotes(store)).toBe(100);
    store.sqlite.pragma('max_page_count = 100000');
    await addNotes(store, 5_000);
    expect(await countNotes(store)).toBe(5_100);
  });

  it.runIf(disk !== null)(
    'for real: nothing acknowledged is lost, nothing is left of a backup, and the store closes and opens',
    async () => {
      const folder = disk ?? '';
      const files = storeFiles(folder);
      const reserve = join(folder, 'reserve');
      await writeFile(reserve, Buffer.alloc(512 * 1024));
      const keys = createDatabaseKeys({
        file: files.keyFile,
        keychain: createKeychain(),
        hasher: createPasswordHasher(testParameters, { belowFloor: 'tests' }),
      });
      const opened = await keys.create({ backend: 'passphrase', passphrase }, createRecoverySecret());
      const { migrations } = await newStoreOptions();
      const options = { file: files.database, key: opened.key, migrations, create: true };
      const store = await openNotes(options);
      let acknowledged = 0;
      const failure = await (async () => {
        for (;;) {
          await addNotes(store, 500);
          acknowledged += 500;
        }
      })().catch((error: unknown) => error);
      expect(asStoreRefusal(failure)).toEqual(refused('STORE_FULL'));
      expect(acknowledged).toBeGreaterThan(500);
      expect(await countNotes(store)).toBe(acknowledged);

      const backup = {
        store,
        opened,
        keyFile: files.keyFile,
        target: join(folder, 'a.deskbackup'),
        agencyName: '',
        programVersion: '',
      };
      await expect(createBackup(backup)).rejects.toEqual(refused('STORE_FULL'));
      expect((await readdir(folder)).filter((name) => name.includes('deskbackup'))).toEqual([]);

      await fill(join(folder, 'ballast'));
      const keyFile = await readFile(files.keyFile);
      const refusal = await keys
        .changePassphrase(passphrase, '鞍山的雪下了一整夜 2020')
        .then(() => null, asStoreRefusal);
      expect(refusal).toEqual(refused('STORE_FULL'));
      expect(await readFile(files.keyFile)).toEqual(keyFile);

      await store.close();
      const again = await openNotes({ ...options, create: false });
      expect(await countNotes(again)).toBe(acknowledged);
      rmSync(reserve);
      await addNotes(again, 10);
      expect(await countNotes(again)).toBe(acknowledged + 10);
      await again.close();
    },
  );
});

/** Writes until nothing more fits, down to the last byte. */
async function fill(file: string): Promise<void> {
  for (const size of [1 << 20, 1 << 16, 1 << 12, 1 << 8, 1]) {
    try {
      for (;;) await writeFile(file, Buffer.alloc(size), { flag: 'a' });
    } catch (error) {
      expect((error as NodeJS.ErrnoException).code).toBe('ENOSPC');
    }
  }
}
