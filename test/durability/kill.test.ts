import { randomBytes } from 'node:crypto';
import { readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createDatabaseKeys } from '../../src-main/keys/database-key.ts';
import { createKeychain } from '../../src-main/keys/keychain.ts';
import { createPasswordHasher, testParameters } from '../../src-main/keys/password.ts';
import { createRecoverySecret } from '../../src-main/keys/recovery-key.ts';
import { createBackup } from '../../src-main/store/backup/backup.ts';
import { Trail } from '../../src-main/bureau/trail/trail.ts';
import { migrations } from '../../src-main/store/migrations/index.ts';
import { openStore } from '../../src-main/store/open.ts';
import type { Schema } from '../../src-main/store/schema/index.ts';
import { finishReplacement } from '../../src-main/store/backup/replace.ts';
import { storeFiles } from '../../src-main/store/store-files.ts';
import { addNotes, digestsOf, countNotes, newStoreOptions, openNotes, temporaryFolder } from '../unit/store/fixture.ts';
import { startChild } from './child.ts';
import { notes } from './notes.ts';

const refused = (code: string) => expect.objectContaining({ name: 'Refusal', code });

describe('kill -9', () => {
  it.each([1, 40])(
    'in the middle of writing %i at a time loses nothing that was acknowledged, again and again',
    async (each) => {
      const options = await newStoreOptions();
      let acknowledged = 0;
      for (let round = 0; round < 4; round += 1) {
        const child = startChild('write-notes.ts', [options.file, options.key.toString('hex'), String(each)]);
        await child.hasWritten(10 + round * 10);
        await delay(Math.random() * 30);
        await child.kill();
        const last = Number(child.lines.at(-1));
        expect(last).toBeGreaterThan(acknowledged);
        acknowledged = last;
        const store = await openNotes({ ...options, create: false, keyProven: true });
        const ids = (await store.db.selectFrom('note').select('id').orderBy('id').execute()).map(({ id }) => id);
        // One more commit may have been made and not yet said.
        expect([acknowledged, acknowledged + each]).toContain(ids.length);
        acknowledged = ids.length;
        expect(ids.at(-1)).toBe(ids.length);
        const texts = await store.db.selectFrom('note').select(['id', 'text']).execute();
        expect(texts.every(({ id, text }) => text.startsWith(`${id}:`) && text.length === 3_000)).toBe(true);
        await store.close();
      }
    },
    90_000,
  );

  it('in the middle of submitting returns keeps every receipt that was given, the series without a gap, and act and record together (J4)', async () => {
    const folder = await temporaryFolder();
    const [file, key] = [join(folder, 'desk.sqlite'), randomBytes(32)];
    const given: string[] = [];
    for (let round = 0; round < 4; round += 1) {
      const child = startChild('submit-returns.ts', [file, key.toString('hex')]);
      await child.hasWritten(5 + round * 5);
      await delay(Math.random() * 20);
      await child.kill();
      given.push(...child.lines.filter((line) => /^演示-20261123-\d{6}$/.test(line)));
      const store = await openStore<Schema>({ file, key, migrations, keyProven: true });
      const filings = await store.db
        .selectFrom('filing')
        .select(['client_id', 'receipt_number'])
        .where('state', '=', 'submitted')
        .orderBy('receipt_number')
        .execute();
      const receipts = filings.map((filing) => filing.receipt_number);
      expect(receipts).toEqual(expect.arrayContaining(given));
      expect(receipts).toEqual(receipts.map((_, index) => `演示-20261123-${String(index + 1).padStart(6, '0')}`));
      const acts = await store.db
        .selectFrom('audit')
        .select('client_id')
        .where('act', '=', 'vat.submit')
        .orderBy('seq')
        .execute();
      expect(acts.map((act) => act.client_id)).toEqual(filings.map((filing) => filing.client_id));
      expect((await new Trail(store.db, { now: Date.now }).verify()).brokenAt).toBeNull();
      await store.close();
    }
    expect(given.length).toBeGreaterThanOrEqual(50);
  }, 90_000);

  it('leaves no lock behind, while a living process holds it', async () => {
    const options = await newStoreOptions();
    const child = startChild('write-notes.ts', [options.file, options.key.toString('hex')]);
    await child.hasWritten(1);
    const before = performance.now();
    await expect(openStore(options)).rejects.toEqual(refused('DESK_BUSY'));
    expect(performance.now() - before).toBeLessThan(3_000);
    await child.kill();
    expect(await countNotes(await openNotes(options))).toBeGreaterThan(0);
  }, 30_000);

  it('leaves a log with which a damaged file is still told, and neither is overwritten', async () => {
    const options = await newStoreOptions();
    const child = startChild('write-notes.ts', [options.file, options.key.toString('hex'), '100']);
    await child.hasWritten(15);
    await child.kill();
    const bytes = await readFile(options.file);
    // Every page of the file that the log does not hold anew is a candidate; the middle of a file that was checkpointed is one.
    for (let page = 2; page < bytes.length / 4_096; page += 7) {
      const at = page * 4_096 + 50;
      bytes[at] = (bytes[at] ?? 0) ^ 1;
    }
    await writeFile(options.file, bytes);
    const before = await digestsOf(options.file);
    expect(before.log).not.toBeNull();
    await expect(openStore({ ...options, create: false, keyProven: true })).rejects.toEqual(refused('STORE_DAMAGED'));
    expect(await digestsOf(options.file)).toEqual(before);
  }, 30_000);

  it('in the middle of a restore leaves the old office or the new one, whole', async () => {
    const hasher = createPasswordHasher(testParameters, { belowFloor: 'tests' });
    const keychain = createKeychain();
    const recovery = createRecoverySecret();
    const [oldPhrase, newPhrase] = ['沈阳的雨下了一整夜 2020', '新电脑上的启动口令 2021'];
    const make = async (folder: string, count: number) => {
      const files = storeFiles(folder);
      const opened = await createDatabaseKeys({ file: files.keyFile, keychain, hasher }).create(
        { backend: 'passphrase', passphrase: oldPhrase },
        recovery,
      );
      const store = await openStore<{ note: { id: number; text: string } }>({
        file: files.database,
        key: opened.key,
        migrations: [notes],
        create: true,
      });
      onTestFinished(() => store.close());
      await addNotes(store, count);
      return { files, opened, store };
    };
    const source = await make(await temporaryFolder(), 20_000);
    const backup = join(source.files.folder, 'a.deskbackup');
    await createBackup({
      store: source.store,
      opened: source.opened,
      keyFile: source.files.keyFile,
      target: backup,
      agencyName: '',
      programVersion: '',
    });
    const outcomes = new Set<number>();
    const measure = startChild('restore-backup.ts', [
      backup,
      await temporaryFolder(),
      recovery.toString('hex'),
      newPhrase,
    ]);
    await measure.hasWritten(1);
    const begun = performance.now();
    await measure.hasWritten(2);
    const whole = performance.now() - begun;
    for (let round = 0; round < 5; round += 1) {
      const present = await make(await temporaryFolder(), 7);
      await present.store.close();
      const { folder } = present.files;
      const child = startChild('restore-backup.ts', [backup, folder, recovery.toString('hex'), newPhrase]);
      await child.hasWritten(1);
      await delay((whole * (round + 1)) / 5);
      await child.kill();
      await finishReplacement(folder);
      const keys = createDatabaseKeys({ file: present.files.keyFile, keychain, hasher });
      const { key } = await keys.load(newPhrase).catch(() => keys.load(oldPhrase));
      const store = await openStore<{ note: { id: number; text: string } }>({
        file: present.files.database,
        key,
        migrations: [notes],
        keyProven: true,
      });
      const count = await countNotes(store);
      await store.close();
      expect([7, 20_000]).toContain(count);
      outcomes.add(count);
      expect((await readdir(folder)).filter((name) => name.startsWith('restore'))).toEqual([]);
    }
    expect(outcomes).toContain(7);
  }, 90_000);
});

it('random bytes in the place of a log are not taken for one', async () => {
  const options = await newStoreOptions();
  const store = await openNotes(options);
  await addNotes(store, 10);
  await store.close();
  await writeFile(`${options.file}-wal`, randomBytes(10_000));
  expect(await countNotes(await openNotes({ ...options, create: false }))).toBe(10);
});
