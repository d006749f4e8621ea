import { randomBytes } from 'node:crypto';
import { copyFile, readFile, truncate, writeFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { openStore } from '../../../src-main/store/open.ts';
import { addNotes, digestsOf, countNotes, newStoreOptions, notes, openNotes } from './fixture.ts';

const refused = (code: string) => expect.objectContaining({ name: 'Refusal', code });

describe('opening the store', () => {
  it('keeps what was written, encrypted, with the settings that promise it', async () => {
    const options = await newStoreOptions();
    const store = await openNotes(options);
    await addNotes(store, 10, 'SECRET-MARK');
    const setting = (name: string): unknown => store.sqlite.pragma(name, { simple: true });
    expect([
      setting('journal_mode'),
      setting('synchronous'),
      setting('foreign_keys'),
      setting('cache_size'),
      setting('temp_store'),
    ]).toEqual(['wal', 2, 1, -16_384, 2]);
    const log = await readFile(`${options.file}-wal`);
    expect(log.includes('SECRET-MARK')).toBe(false);
    await store.close();
    const file = await readFile(options.file);
    expect(file.includes('SECRET-MARK')).toBe(false);
    expect(file.includes('SQLite format')).toBe(false);
    expect((await digestsOf(options.file)).log).toBeNull();
    const again = await openNotes({ ...options, create: false });
    expect(await countNotes(again)).toBe(10);
  });

  it('refuses a missing or empty file unless it may make one', async () => {
    const options = await newStoreOptions();
    await expect(openStore({ ...options, create: false })).rejects.toEqual(refused('STORE_DAMAGED'));
    await writeFile(options.file, '');
    await expect(openStore({ ...options, create: false })).rejects.toEqual(refused('STORE_DAMAGED'));
    expect(await countNotes(await openNotes(options))).toBe(0);
  });

  it('refuses another key and touches nothing, not even with a log left over', async () => {
    const options = await newStoreOptions();
    const store = await openNotes(options);
    await addNotes(store, 10);
    const left = `${options.file}.left`;
    await copyFile(options.file, left);
    await copyFile(`${options.file}-wal`, `${left}-wal`);
    const before = await digestsOf(left);
    expect(before.log).not.toBeNull();
    await expect(openStore({ ...options, file: left, key: randomBytes(32) })).rejects.toEqual(
      refused('STORE_WRONG_KEY'),
    );
    await expect(openStore({ ...options, file: left, key: randomBytes(32), keyProven: true })).rejects.toEqual(
      refused('STORE_DAMAGED'),
    );
    expect(await digestsOf(left)).toEqual(before);
    expect(await countNotes(await openNotes({ ...options, file: left }))).toBe(10);
  });

  it('refuses what is no store of ours', async () => {
    const options = await newStoreOptions();
    for (const content of [Buffer.from('hello'), randomBytes(8192)]) {
      await writeFile(options.file, content);
      await expect(openStore(options)).rejects.toEqual(refused('STORE_WRONG_KEY'));
      expect(await readFile(options.file)).toEqual(content);
    }
  });

  it('tells a second opener that the store is busy, and lets the next one in after a close', async () => {
    const options = await newStoreOptions();
    const store = await openNotes(options);
    await addNotes(store, 1);
    await expect(openStore(options)).rejects.toEqual(refused('DESK_BUSY'));
    const reader = await openNotes({ ...options, readOnly: true });
    expect(await countNotes(reader)).toBe(1);
    await expect(addNotes(reader, 1)).rejects.toMatchObject({ code: 'SQLITE_READONLY' });
    await reader.close();
    await store.close();
    expect(await countNotes(await openNotes(options))).toBe(1);
  });

  it('closes after the transaction in hand, and may be closed twice', async () => {
    const options = await newStoreOptions();
    const store = await openNotes(options);
    const work = addNotes(store, 200);
    await Promise.all([work, store.close(), store.close()]);
    expect(await countNotes(await openNotes(options))).toBe(200);
  });
});

describe('damage', () => {
  /** A store of many pages, closed. */
  async function written() {
    const options = await newStoreOptions();
    const store = await openNotes(options);
    await addNotes(store, 2_000);
    await store.close();
    return options;
  }

  it.each([
    ['the salt', 3],
    ['the header', 20],
    ['page 1', 200],
    ['the mark of page 1', 4_095],
  ])('a flipped bit in %s is told, nothing is overwritten', async (_, at) => {
    const options = await written();
    const bytes = await readFile(options.file);
    bytes[at] = (bytes[at] ?? 0) ^ 4;
    await writeFile(options.file, bytes);
    const before = await digestsOf(options.file);
    await expect(openStore({ ...options, keyProven: true })).rejects.toEqual(refused('STORE_DAMAGED'));
    expect(await digestsOf(options.file)).toEqual(before);
  });

  it.each([1, 4_096, 40_960 + 77, 100_000])(
    'a file cut short by %i bytes is told, nothing is overwritten',
    async (missing) => {
      const options = await written();
      const { length } = await readFile(options.file);
      await truncate(options.file, length - missing);
      const before = await digestsOf(options.file);
      await expect(openStore({ ...options, keyProven: true })).rejects.toEqual(refused('STORE_DAMAGED'));
      expect(await digestsOf(options.file)).toEqual(before);
    },
  );

  it('a damaged page is found where it is read, and by a full check after an unclean end', async () => {
    const options = await written();
    const bytes = await readFile(options.file);
    const at = bytes.length - 3 * 4_096;
    bytes[at] = (bytes[at] ?? 0) ^ 1;
    await writeFile(options.file, bytes);
    await writeFile(`${options.file}-wal`, randomBytes(100));
    const before = await digestsOf(options.file);
    await expect(openStore(options)).rejects.toEqual(refused('STORE_DAMAGED'));
    expect(await digestsOf(options.file)).toEqual(before);
  });

  it('a database of a right key but without its last migration cannot be read only', async () => {
    const options = await written();
    const second = { number: 2, name: 'second', up: async () => {} };
    await expect(openStore({ ...options, migrations: [notes, second], readOnly: true })).rejects.toEqual(
      refused('STORE_DAMAGED'),
    );
  });
});
