import { cp, mkdtemp, open, readdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { createDesk } from '../../src-main/desk/create-desk.ts';
import type { Desk } from '../../src-main/desk/desk.ts';
import { backupFolder, Backups } from '../../src-main/desk/backups.ts';
import { createKeychain } from '../../src-main/keys/keychain.ts';
import { Refusal } from '../../src-preload/contract/refusal.ts';
import { tmpdir } from 'node:os';
import { temporaryFolder } from '../unit/store/fixture.ts';
import { waysOf } from '../../src-renderer/pages/unlock/failure.ts';
import { adminOf, newOffice, officePassphrase } from './new-office.ts';

const page = 4_096;
const pieceBytes = 300_000;
const newPassphrase = '换了一个 新的 口令 6';

async function deskOn(dataDir: string): Promise<Desk> {
  return createDesk({
    dataDir,
    world: null,
    host: 'test',
    version: '0.1.0',
    keychain: createKeychain({ load: () => Promise.reject(new Error('no libsecret')) }),
  });
}

/** An office with a trail, its backup and its recovery key; closed. */
let office = { folder: '', backup: '', recoveryKey: '' };
beforeAll(async () => {
  const folder = await mkdtemp(join(tmpdir(), 'desk-damaged-'));
  const desk = await deskOn(folder);
  const { recoveryKey } = await desk.createOffice(newOffice, officePassphrase);
  const staff = await adminOf(desk);
  for (let index = 0; index < 300; index += 1)
    await desk
      .engine()
      .acts.run(null, (act) =>
        act.record({ act: 'test', text: `${index} ${'账'.repeat(600)}`, by: staff, origin: staff.origin }),
      );
  const work = new Backups(desk.opened(), backupFolder(folder), '0.1.0').start(staff);
  const state = () =>
    desk
      .engine()
      .office.work.list('w')
      .find((piece) => piece.work === work)?.state;
  await vi.waitUntil(() => state() !== 'running', { timeout: 20_000 });
  expect(state()).toBe('finished');
  const [made] = await new Backups(desk.opened(), backupFolder(folder), '').list();
  await desk.close();
  office = { folder, backup: join(backupFolder(folder), made?.name ?? ''), recoveryKey };
  return () => rm(folder, { recursive: true, force: true });
}, 60_000);

/** Flips a bit of the byte at a place. */
async function flip(file: string, at: number): Promise<void> {
  const handle = await open(file, 'r+');
  const { buffer } = await handle.read(Buffer.alloc(1), 0, 1, at);
  buffer[0] = (buffer[0] ?? 0) ^ 16;
  await handle.write(buffer, 0, 1, at);
  await handle.close();
}

type Damage = (folder: string) => Promise<void>;
const store = (folder: string): string => join(folder, 'office/desk.sqlite');
const sized = async (folder: string): Promise<number> => (await stat(store(folder))).size;
const kinds: readonly (readonly [string, Damage])[] = [
  ['a bit of the header, in the salt', (folder) => flip(store(folder), 3)],
  ['a bit of the header page', (folder) => flip(store(folder), 200)],
  ['a bit of the second page', (folder) => flip(store(folder), page + 700)],
  [
    'a bit of an interior page that nobody reads at the start',
    async (folder) => flip(store(folder), (await sized(folder)) - page * 20 + 100),
  ],
  ['a bit of the last page', async (folder) => flip(store(folder), (await sized(folder)) - 50)],
  [
    'a file cut to half',
    async (folder) => truncate(store(folder), Math.floor((await sized(folder)) / 2 / page) * page),
  ],
  ['a file cut within a page', async (folder) => truncate(store(folder), page * 9 + 17)],
  ['an empty file', (folder) => truncate(store(folder), 0)],
  ['a missing file', (folder) => rm(store(folder))],
  ['a file of something else', (folder) => writeFile(store(folder), Buffer.alloc(page * 4, 'nothing of ours '))],
  [
    'a lost note of what was open last, over a damaged file',
    async (folder) => {
      await rm(join(folder, 'desk.json'));
      await flip(store(folder), 200);
    },
  ],
  ['a lost key file', (folder) => rm(join(folder, 'office/desk.key.json'))],
  ['a key file of something else', (folder) => writeFile(join(folder, 'office/desk.key.json'), '{"half":')],
];

async function uploaded(desk: Desk, file: string): Promise<string> {
  const bytes = await readFile(file);
  let upload: string | null = null;
  for (let at = 0; upload === null || at < bytes.length; at += pieceBytes)
    upload = await desk.takeBackupPiece('w', {
      upload,
      at,
      total: bytes.length,
      bytes: bytes.subarray(at, at + pieceBytes),
    });
  return upload;
}

describe('a damaged office', () => {
  it.each(kinds)(
    '%s: the backup takes its place, without the office having been opened cleanly',
    async (_kind, damage) => {
      const folder = await temporaryFolder();
      await cp(office.folder, folder, { recursive: true, preserveTimestamps: true });
      await damage(folder);
      const desk = await deskOn(folder);
      onTestFinished(() => desk.close());
      let refused: unknown = null;
      if ((await desk.status()).phase === 'passphrase') {
        const unlocked = await desk.unlock(officePassphrase).catch((error: unknown) => error);
        refused = unlocked;
        if (unlocked instanceof Refusal) expect(unlocked.code).toBe('STORE_DAMAGED');
        // It opens, because nothing reads that page: told by whoever looks, and closed for the backup.
        else expect(await desk.closeDamaged()).toMatchObject({ phase: 'failed', failure: { code: 'STORE_DAMAGED' } });
      }
      const before = await desk.status();
      expect(before.phase).not.toBe('open');
      // Whatever page stands there now offers the restore: the first page, or that of failures.
      const code = before.failure?.code ?? (refused instanceof Refusal ? refused.code : null);
      expect(before.phase === 'setup' || (code !== null && waysOf(code).backup), `${before.phase} ${code}`).toBe(true);
      const status = await desk.restore('w', await uploaded(desk, office.backup), office.recoveryKey, newPassphrase);
      expect(status).toMatchObject({ phase: 'open', profile: { kind: 'office' }, damage: null });
      expect(await desk.engine().bureau.trail.verify()).toMatchObject({ brokenAt: null });
      expect((await adminOf(desk, 'again')).handlerId).not.toBe('');
      // What stood there is kept aside, and nothing of the upload is left.
      const names = await readdir(join(folder, 'office'));
      expect((await readdir(folder)).filter((name) => name.endsWith('.part'))).toEqual([]);
      expect(names.filter((name) => /^restore/.test(name))).toEqual([]);
      // And it is what the next start opens.
      await desk.close();
      const next = await deskOn(folder);
      onTestFinished(() => next.close());
      expect(await next.unlock(newPassphrase)).toMatchObject({ phase: 'open' });
    },
    60_000,
  );

  it('an office that is sound is not closed for a backup, and keeps who is signed in', async () => {
    const folder = await temporaryFolder();
    await cp(office.folder, folder, { recursive: true, preserveTimestamps: true });
    const desk = await deskOn(folder);
    onTestFinished(() => desk.close());
    await desk.unlock(officePassphrase);
    await adminOf(desk);
    await expect(desk.closeDamaged()).rejects.toMatchObject({ code: 'CONFLICT' });
    await expect(
      desk.takeBackupPiece('w', { upload: null, at: 0, total: 1, bytes: Buffer.from('x') }),
    ).rejects.toMatchObject({ code: 'CONFLICT' });
    expect(await desk.engine().bureau.sessions.staffOf('w')).toMatchObject({ window: 'w' });
  }, 60_000);

  it('damage that a call comes upon is told to every window, with the way back', async () => {
    const folder = await temporaryFolder();
    await cp(office.folder, folder, { recursive: true, preserveTimestamps: true });
    await flip(store(folder), (await sized(folder)) - page * 20 + 100);
    const desk = await deskOn(folder);
    onTestFinished(() => desk.close());
    await desk.unlock(officePassphrase);
    expect((await desk.status()).damage).toBeNull();
    desk.suspectDamage();
    await expect.poll(async () => (await desk.status()).damage).toContain('关闭并恢复备份');
  }, 60_000);
});
