import { randomInt } from 'node:crypto';
import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createDesk } from '../../src-main/desk/create-desk.ts';
import type { Desk } from '../../src-main/desk/desk.ts';
import { backupFolder, Backups } from '../../src-main/desk/backups.ts';
import { StoreHealth } from '../../src-main/desk/store-health.ts';
import { Refusal } from '../../src-preload/contract/refusal.ts';
import { createKeychain } from '../../src-main/keys/keychain.ts';
import { isGoodBackup } from '../../src-main/store/backup/backup.ts';
import { setting } from '../../src-main/store/repositories/settings.ts';
import { temporaryFolder } from '../unit/store/fixture.ts';
import { adminOf, newOffice, officePassphrase } from './new-office.ts';

/** `npm run trust` flips twenty. */
const flips = Number(process.env.DESK_TRUST_FLIPS ?? 4);

async function open(dataDir: string): Promise<Desk> {
  const desk = await createDesk({
    dataDir,
    world: null,
    host: 'test',
    version: '0.1.0',
    keychain: createKeychain({ load: () => Promise.reject(new Error('no libsecret')) }),
  });
  onTestFinished(() => desk.close());
  return desk;
}

async function backUp(desk: Desk): Promise<{ state: string; message: string }> {
  const backups = new Backups(desk.opened(), backupFolder(desk.dataDir), '0.1.0');
  const { office } = desk.engine();
  const work = backups.start(await adminOf(desk));
  const known = () => office.work.list('w').find((piece) => piece.work === work);
  await expect.poll(() => known()?.state, { timeout: 10_000 }).not.toBe('running');
  return { state: known()?.state ?? '', message: known()?.message ?? '' };
}

/** An office with a trail of some hundred pages, pages that were given back, one good backup, closed. */
async function existingOffice(): Promise<{ folder: string; good: string }> {
  const folder = await temporaryFolder();
  const desk = await open(folder);
  await desk.createOffice(newOffice, officePassphrase);
  const { bureau, db } = desk.engine();
  await db.transaction().execute(async (transaction) => {
    for (let index = 0; index < 300; index += 1)
      await bureau.trail.record(
        {
          act: 'test',
          text: `${index} ${'备'.repeat(index % 50 === 0 ? 5_000 : 400)}`,
          result: 'done',
          origin: 'test',
        },
        transaction,
      );
    for (let index = 0; index < 200; index += 1)
      await transaction
        .insertInto('setting')
        .values({ key: `free${index}`, value: 'x'.repeat(3_000) })
        .execute();
  });
  await db.deleteFrom('setting').where('key', 'like', 'free%').execute();
  expect(await backUp(desk)).toMatchObject({ state: 'finished' });
  const good = (await new Backups(desk.opened(), backupFolder(folder), '').list())[0]?.name ?? '';
  await desk.close();
  return { folder, good };
}

async function flipped(from: string, at: (size: number) => number): Promise<{ folder: string; place: number }> {
  const folder = await temporaryFolder();
  await cp(from, folder, { recursive: true, preserveTimestamps: true });
  const file = join(folder, 'office/desk.sqlite');
  const bytes = await readFile(file);
  const place = at(bytes.length);
  bytes[place] = (bytes[place] ?? 0) ^ (1 << randomInt(8));
  await writeFile(file, bytes);
  return { folder, place };
}

describe('one flipped bit', () => {
  it(
    `is told when the office opens, or when it is backed up: no backup that is made cannot be restored (${flips} places)`,
    async () => {
      const { folder, good } = await existingOffice();
      const outcomes = { refused: 0, reported: 0, healed: 0 };
      for (let round = 0; round < flips; round += 1) {
        const damaged = await flipped(folder, (size) => randomInt(4_096, size));
        const desk = await open(damaged.folder);
        const unlocked = await desk.unlock(officePassphrase).catch((error: unknown) => error);
        if (unlocked instanceof Refusal) {
          outcomes.refused += 1;
          expect(unlocked.code).toBe('STORE_DAMAGED');
          continue;
        }
        const made = await backUp(desk).catch((error: unknown) => ({
          state: 'failed',
          message: error instanceof Error ? error.message : '',
        }));
        const { key } = desk.opened();
        const list = await new Backups(desk.opened(), backupFolder(damaged.folder), '').list();
        for (const { name } of list)
          expect(
            await isGoodBackup(join(backupFolder(damaged.folder), name), key),
            `a flip at byte ${damaged.place}`,
          ).toBe(true);
        if (made.state === 'finished') outcomes.healed += 1;
        else {
          outcomes.reported += 1;
          expect(made.message).toMatch(/损坏|malformed/);
          if (made.message.includes('没有生成备份')) expect(made.message).toContain(good);
        }
        await desk.close();
      }
      expect(outcomes.refused + outcomes.reported + outcomes.healed).toBe(flips);
    },
    60_000 + flips * 6_000,
  );

  it('in a page that nobody reads is found by the daily look through the file, and told with the newest backup that is good', async () => {
    const { folder, good } = await existingOffice();
    // The office was backed up once more, and that backup was spoilt on the disk: it is not the way back.
    const damaged = await flipped(folder, (size) => size - 4_096 * 20 + 100);
    const spoilt = join(backupFolder(damaged.folder), 'later.deskbackup');
    await cp(join(backupFolder(damaged.folder), good), spoilt);
    const bytes = await readFile(spoilt);
    bytes[bytes.length - 5_000] = (bytes[bytes.length - 5_000] ?? 0) ^ 1;
    await writeFile(spoilt, bytes);
    const desk = await open(damaged.folder);
    await desk.unlock(officePassphrase);
    let reported = 0;
    const health = new StoreHealth({
      opened: desk.opened(),
      folder: backupFolder(damaged.folder),
      clock: { now: Date.now },
      damageChanged: () => {
        reported += 1;
      },
    });
    await health.checkWhenDue();
    expect(health.damage).toContain(`最近一份完好的备份是“${good}”`);
    expect(health.damage).toContain('恢复备份');
    expect(reported).toBe(1);
    expect(await setting(desk.engine().db, 'storeCheck')).toMatchObject({ damaged: true });
    await health.stop();
  }, 60_000);

  it('a sound office is read through once a day and not more often', async () => {
    const { folder } = await existingOffice();
    const desk = await open(folder);
    await desk.unlock(officePassphrase);
    let now = Date.now();
    const health = new StoreHealth({
      opened: desk.opened(),
      folder: backupFolder(folder),
      clock: { now: () => now },
      damageChanged: () => {},
    });
    const checkedAt = async () => (await setting(desk.engine().db, 'storeCheck'))?.at;
    await health.checkWhenDue();
    const first = await checkedAt();
    now += 3_600_000;
    await health.checkWhenDue();
    expect(await checkedAt()).toBe(first);
    now += 24 * 3_600_000;
    await health.checkWhenDue();
    expect(await checkedAt()).toBe(now);
    expect(health.damage).toBeNull();
    await health.stop();
  }, 60_000);
});
