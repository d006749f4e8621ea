import { mkdir, open, readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { pieceBytes } from '@contract/shell.ts';
import { Acts } from '../../../src-main/bureau/act/acts.ts';
import { createDesk } from '../../../src-main/desk/create-desk.ts';
import { backupFolder, Backups } from '../../../src-main/desk/backups.ts';
import { Recovery } from '../../../src-main/office/recovery.ts';
import type { Database, DatabaseTransaction } from '../../../src-main/store/schema/index.ts';
import { passphrase, office, noKeychain, newFolder, desk, uploaded, login } from './own-office-fixture.ts';

describe('an own office', () => {
  it('starts with agency, first admin, rule set and recovery key, and lets the admin in with an open vault (A3)', async () => {
    const first = await desk(await newFolder());
    expect(await first.status()).toMatchObject({ phase: 'setup', profile: null, keys: { keychainAvailable: false } });
    const { recoveryKey, status } = await first.createOffice(office, passphrase);
    expect(recoveryKey.replaceAll('-', '')).toHaveLength(40);
    expect(status).toMatchObject({
      phase: 'open',
      profile: { kind: 'office', agencyName: office.agency.name },
      ruleSet: 'liaoning-2020',
      keys: { recorded: 'passphrase' },
    });
    const { wrapKey } = await login(first);
    const staff = await first.engine().bureau.sessions.staffOf('w');
    await first.engine().office.vault.unlockWith(staff, wrapKey ?? Buffer.alloc(32));
    expect(await first.engine().office.vault.status(staff)).toEqual({
      state: 'open',
      entries: 0,
      recoveryKeyKept: false,
    });
    expect(await first.engine().office.members.roleOf(staff.handlerId)).toBe('admin');
  });

  it('K2, B6: refuses bad numbers and passwords by name of the field, and writes nothing', async () => {
    const folder = await newFolder();
    const first = await desk(folder);
    const bad = {
      ...office,
      admin: { ...office.admin, idNumber: '110105194912310021', personalPassword: 'password1' },
    };
    await expect(first.createOffice(bad, passphrase)).rejects.toMatchObject({
      fields: [{ field: 'admin.idNumber' }, { field: 'admin.personalPassword' }],
    });
    expect((await readdir(join(folder, 'office')).catch(() => [])).filter((name) => name.startsWith('desk'))).toEqual(
      [],
    );
    expect(await first.createOffice(office, passphrase)).toMatchObject({ status: { phase: 'open' } });
  });

  it('without a keychain and without a passphrase is refused, saying what to do; a second office in one folder, too', async () => {
    const first = await desk(await newFolder());
    await expect(first.createOffice(office, undefined)).rejects.toMatchObject({ code: 'KEYCHAIN_UNAVAILABLE' });
    await first.createOffice(office, passphrase);
    await expect(first.createOffice(office, passphrase)).rejects.toMatchObject({ code: 'CONFLICT' });
  });

  it('waits for the passphrase after a restart; a wrong one opens nothing', async () => {
    const folder = await newFolder();
    const first = await desk(folder);
    await first.createOffice(office, passphrase);
    await first.close();
    const again = await desk(folder);
    expect(await again.status()).toMatchObject({ phase: 'passphrase' });
    expect(() => again.engine()).toThrow(expect.objectContaining({ code: 'DESK_NOT_OPEN' }));
    await expect(again.unlock('falsch falsch falsch')).rejects.toMatchObject({ code: 'PASSPHRASE_WRONG' });
    expect(await again.unlock(passphrase)).toMatchObject({ phase: 'open' });
    await expect(login(again)).resolves.toMatchObject({ handlerId: expect.any(String) });
  });

  it('a forgotten passphrase is mended with the recovery key; a mistyped one is told by its group', async () => {
    const folder = await newFolder();
    const first = await desk(folder);
    const { recoveryKey } = await first.createOffice(office, passphrase);
    await first.close();
    const again = await desk(folder);
    const mistyped = `${recoveryKey.slice(0, 2)}${recoveryKey[2] === 'A' ? 'B' : 'A'}${recoveryKey.slice(3)}`;
    await expect(again.unlockWithRecoveryKey(mistyped, passphrase)).rejects.toMatchObject({
      code: 'RECOVERY_KEY_WRONG',
      message: expect.stringContaining('组'),
    });
    expect(await again.unlockWithRecoveryKey(recoveryKey.toLowerCase(), '另一个 机构 口令 9')).toMatchObject({
      phase: 'open',
    });
    await again.close();
    const third = await desk(folder);
    expect(await third.unlock('另一个 机构 口令 9')).toMatchObject({ phase: 'open' });
  });

  it('is backed up to one encrypted file and restored on a new machine with the recovery key', async () => {
    const [here, there] = [await newFolder(), await newFolder()];
    const first = await desk(here);
    const { recoveryKey } = await first.createOffice(office, passphrase);
    await login(first);
    const staff = await first.engine().bureau.sessions.staffOf('w');
    const backups = new Backups(first.opened(), backupFolder(here), '0.1.0');
    backups.start(staff);
    await expect.poll(() => first.engine().office.work.list('w')[0]?.state).toBe('finished');
    const [made] = await backups.list();
    const file = new Uint8Array(await readFile(join(backupFolder(here), made?.name ?? '')));
    expect(Buffer.from(file).includes(office.agency.taxpayerId)).toBe(false);
    const second = await desk(there);
    const cut = await uploaded(second, file.slice(0, file.length - 100));
    await expect(second.restore('w', cut, recoveryKey, passphrase)).rejects.toMatchObject({
      code: 'BACKUP_UNREADABLE',
    });
    const upload = await uploaded(second, file);
    const wrongKey = recoveryKey.replaceAll(/[^-]/g, '1');
    await expect(second.restore('w', upload, wrongKey, passphrase)).rejects.toMatchObject({
      code: 'RECOVERY_KEY_WRONG',
    });
    // A wrong key costs no second upload; another window has nothing of it.
    await expect(second.restore('other', upload, recoveryKey, passphrase)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(await second.restore('w', upload, recoveryKey, '新机器 上的 口令 7')).toMatchObject({
      phase: 'open',
      profile: { agencyName: office.agency.name },
    });
    expect((await readdir(there)).filter((name) => name.endsWith('.part'))).toEqual([]);
    await expect(login(second)).resolves.toMatchObject({ handlerId: staff.handlerId });
    expect(await second.engine().bureau.trail.verify()).toMatchObject({ brokenAt: null });
  });

  it('of a very long name is backed up, too; a second click on backup is told that one runs', async () => {
    const folder = await newFolder();
    const first = await desk(folder);
    await first.createOffice({ ...office, agency: { ...office.agency, name: '沈/阳'.repeat(33) } }, passphrase);
    await login(first);
    const staff = await first.engine().bureau.sessions.staffOf('w');
    const backups = new Backups(first.opened(), backupFolder(folder), '0.1.0');
    backups.start(staff);
    expect(() => backups.start(staff)).toThrow(expect.objectContaining({ code: 'DESK_BUSY' }));
    await expect.poll(() => first.engine().office.work.list('w')[0]?.state).toBe('finished');
    const [made] = await backups.list();
    expect(made?.name.length).toBeLessThanOrEqual(100);
    expect((await backups.fetch(made?.name ?? '', 0)).size).toBe(Math.min(made?.bytes ?? 0, pieceBytes));
    await expect(backups.fetch('../desk.json', 0)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('a backup of any size is given out in pieces, so that memory stays as it is', async () => {
    const folder = await newFolder();
    const first = await desk(folder);
    await first.createOffice(office, passphrase);
    const backups = new Backups(first.opened(), backupFolder(folder), '0.1.0');
    const name = 'gross.deskbackup';
    const size = 60 * pieceBytes + 7;
    await mkdir(backupFolder(folder), { recursive: true });
    const sparse = await open(join(backupFolder(folder), name), 'w');
    await sparse.truncate(size - 1);
    await sparse.write('x', size - 1);
    await sparse.close();
    const before = process.memoryUsage().rss;
    let [at, most, last] = [0, 0, ''];
    while (at < size) {
      const piece = await backups.fetch(name, at);
      most = Math.max(most, process.memoryUsage().rss - before);
      expect(piece.size).toBe(Math.min(pieceBytes, size - at));
      at += piece.size;
      if (at === size) last = (await piece.text()).at(-1) ?? '';
    }
    expect(last).toBe('x');
    // 240 MB went through.
    expect(most).toBeLessThan(160 * 1024 * 1024);
    await expect(backups.fetch(name, size)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('the recovery key opens the vault for a member whose key pair is gone (ADR-0015)', async () => {
    const first = await desk(await newFolder());
    const { recoveryKey } = await first.createOffice(office, passphrase);
    await login(first);
    const { engine, keys, key } = first.opened();
    const staff = await engine.bureau.sessions.staffOf('w');
    await engine.bureau.passwords.replace(staff.handlerId, 'Zurueck-Gesetzt-4', null);
    const recovery = new Recovery({
      acts: engine.acts,
      vault: engine.office.vault,
      passwords: engine.bureau.passwords,
      keys,
      key,
    });
    expect(await engine.office.vault.status(staff)).toMatchObject({ state: 'none' });
    expect(await recovery.recover(staff, { recoveryKey, personalPassword: 'Zurueck-Gesetzt-4' })).toMatchObject({
      state: 'open',
    });
    const renewed = await recovery.renew(staff, 'Zurueck-Gesetzt-4');
    await expect(recovery.recover(staff, { recoveryKey, personalPassword: 'Zurueck-Gesetzt-4' })).rejects.toMatchObject(
      { code: 'RECOVERY_KEY_WRONG' },
    );
    expect(
      await recovery.recover(staff, { recoveryKey: renewed, personalPassword: 'Zurueck-Gesetzt-4' }),
    ).toMatchObject({ state: 'open' });
  });
});

it('a recovery key counts as kept once it was typed back, and a new one not before that again', async () => {
  const first = await desk(await newFolder());
  const { recoveryKey } = await first.createOffice(office, passphrase);
  const { wrapKey } = await login(first);
  const { engine, keys, key } = first.opened();
  const staff = await engine.bureau.sessions.staffOf('w');
  await engine.office.vault.unlockWith(staff, wrapKey ?? Buffer.alloc(32));
  const recovery = new Recovery({
    acts: engine.acts,
    vault: engine.office.vault,
    passwords: engine.bureau.passwords,
    keys,
    key,
  });
  const isKept = async (): Promise<boolean> => (await engine.office.vault.status(staff)).recoveryKeyKept;
  expect(await isKept()).toBe(false);
  await recovery.kept(recoveryKey, 'test');
  expect(await isKept()).toBe(true);
  const renewed = await recovery.renew(staff, office.admin.personalPassword);
  expect(await isKept()).toBe(false);
  await expect(recovery.kept(recoveryKey, 'test')).rejects.toMatchObject({ code: 'RECOVERY_KEY_WRONG' });
  expect(await isKept()).toBe(false);
  await recovery.kept(renewed, 'test');
  expect(await isKept()).toBe(true);
  expect(
    (await engine.bureau.trail.list({ query: '确认已保管恢复密钥', limit: 5 })).map(({ result }) => result),
  ).toEqual(['done', 'done']);
});

it('a new recovery key that could not be kept leaves the printed one good for vault and database', async () => {
  const folder = await newFolder();
  const first = await desk(folder);
  const { recoveryKey } = await first.createOffice(office, passphrase);
  const { wrapKey } = await login(first);
  const { engine, keys, key } = first.opened();
  const staff = await engine.bureau.sessions.staffOf('w');
  await engine.office.vault.unlockWith(staff, wrapKey ?? Buffer.alloc(32));
  // The commit itself fails, after everything in it was done.
  const full = {
    transaction: () => ({
      execute: (work: (db: DatabaseTransaction) => Promise<unknown>) =>
        engine.db.transaction().execute(async (db) => {
          await work(db);
          throw Object.assign(new Error('no room'), { code: 'SQLITE_FULL' });
        }),
    }),
  } as unknown as Database;
  const deps = { vault: engine.office.vault, passwords: engine.bureau.passwords, keys, key };
  await expect(
    new Recovery({
      ...deps,
      acts: new Acts({ db: full, trail: engine.bureau.trail, events: engine.domainEvents }),
    }).renew(staff, office.admin.personalPassword),
  ).rejects.toThrow('no room');
  expect(
    await new Recovery({ ...deps, acts: engine.acts }).recover(staff, {
      recoveryKey,
      personalPassword: office.admin.personalPassword,
    }),
  ).toMatchObject({ state: 'open' });
  await first.close();
  expect(await (await desk(folder)).unlockWithRecoveryKey(recoveryKey, passphrase)).toMatchObject({ phase: 'open' });
});

it('J2: after five wrong office passphrases even the right one waits a quarter of an hour', async () => {
  const folder = await newFolder();
  const first = await desk(folder);
  await first.createOffice(office, passphrase);
  await first.close();
  let now = Date.now();
  const again = await createDesk({
    dataDir: folder,
    world: null,
    host: 'test',
    version: '0.1.0',
    keychain: noKeychain(),
    clock: { now: () => now },
  });
  onTestFinished(() => again.close());
  for (let guess = 0; guess < 5; guess += 1)
    await expect(again.unlock(`geraten geraten ${guess}`)).rejects.toMatchObject({ code: 'PASSPHRASE_WRONG' });
  await expect(again.unlock(passphrase)).rejects.toMatchObject({ code: 'LOCKED_OUT' });
  now += 15 * 60_000;
  expect(await again.unlock(passphrase)).toMatchObject({ phase: 'open' });
});
