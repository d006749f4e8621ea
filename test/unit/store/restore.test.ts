import { createHash, randomBytes } from 'node:crypto';
import { copyFile, mkdir, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRecoverySecret } from '../../../src-main/keys/recovery-key.ts';
import { describeBackup } from '../../../src-main/store/backup/backup.ts';
import { holdLock } from '../../../src-main/store/sqlite/lock.sqlite.ts';
import { finishReplacement } from '../../../src-main/store/backup/replace.ts';
import { storeFiles } from '../../../src-main/store/store-files.ts';
import { countNotes, digestOf, notes, temporaryFolder } from './fixture.ts';
import { refused, passphrase, place, office, backedUp, restore, countIn } from './backup-fixture.ts';

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
