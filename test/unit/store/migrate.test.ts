import { copyFile, mkdir, readFile, readdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import type { Migration } from '../../../src-main/store/migrations/migrate.ts';
import { openStore } from '../../../src-main/store/open.ts';
import { addNotes, digestsOf, countNotes, newStoreOptions, notes, openNotes } from './fixture.ts';

const refused = (code: string) => expect.objectContaining({ name: 'Refusal', code });
const step = (number: number, name: string, up: Migration['up'] = async () => {}): Migration => ({ number, name, up });
const addColumn: Migration = step(2, 'colour', async (db) => {
  await db.schema.alterTable('note').addColumn('colour', 'text').execute();
});

describe('migrations', () => {
  it('are applied once, in order, and the version is that of the last', async () => {
    const options = await newStoreOptions();
    const first = await openNotes(options);
    expect(first.version).toBe(1);
    await addNotes(first, 3);
    await first.close();
    for (let start = 0; start < 2; start += 1) {
      const next = await openNotes({ ...options, migrations: [notes, addColumn] });
      expect(next.version).toBe(2);
      expect(await next.db.selectFrom('note').selectAll().execute()).toHaveLength(3);
      expect(await next.db.introspection.getTables()).toEqual(
        expect.arrayContaining([
          expect.objectContaining({
            name: 'note',
            columns: expect.arrayContaining([expect.objectContaining({ name: 'colour' })]),
          }),
        ]),
      );
      await next.close();
    }
  });

  it.each([
    [[step(2, 'a')]],
    [[step(1, 'a'), step(3, 'b')]],
    [[step(1, 'a'), step(1, 'b')]],
    [[step(1, 'a'), step(2, 'a')]],
    [[step(0, 'a')]],
  ])('out of order are a mistake found before a file is touched', async (migrations) => {
    const options = await newStoreOptions();
    await expect(openStore({ ...options, migrations })).rejects.toThrow(RangeError);
    expect(await readdir(dirname(options.file))).toEqual([]);
  });

  it('of a later program refuse the database, and nothing is written', async () => {
    const options = await newStoreOptions();
    await (await openNotes({ ...options, migrations: [notes, addColumn] })).close();
    const before = await digestsOf(options.file);
    await expect(openStore(options)).rejects.toEqual(refused('STORE_FROM_FUTURE'));
    expect(await digestsOf(options.file)).toEqual(before);
    expect((await openNotes({ ...options, migrations: [notes, addColumn] })).version).toBe(2);
  });

  it('of another lineage refuse the database, and nothing is written', async () => {
    const options = await newStoreOptions();
    await (await openNotes(options)).close();
    const before = await digestsOf(options.file);
    await expect(openStore({ ...options, migrations: [step(1, 'other'), step(2, 'more')] })).rejects.toEqual(
      refused('STORE_DAMAGED'),
    );
    expect(await digestsOf(options.file)).toEqual(before);
  });

  it('that fail are undone wholly; those before stand, and a copy of what was is kept', async () => {
    const options = await newStoreOptions();
    const first = await openNotes(options);
    await addNotes(first, 5);
    await first.close();
    const failing = step(3, 'fails', async (db) => {
      await db.schema.createTable('half').addColumn('id', 'integer').execute();
      throw new Error('step fails');
    });
    await expect(openStore({ ...options, migrations: [notes, addColumn, failing] })).rejects.toThrow('step fails');
    const store = await openNotes({ ...options, migrations: [notes, addColumn] });
    expect(store.version).toBe(2);
    expect((await store.db.introspection.getTables()).map(({ name }) => name)).not.toContain('half');
    await store.close();
    const copy = `${options.file}.before-v1`;
    const old = await openNotes({ ...options, file: copy });
    expect([old.version, await countNotes(old)]).toEqual([1, 5]);
  });

  it('may rebuild a table that others point at, but leave no pointer to nowhere', async () => {
    const options = await newStoreOptions();
    const parts = step(2, 'parts', async (db) => {
      await sql`CREATE TABLE part (id INTEGER PRIMARY KEY, note_id INTEGER NOT NULL REFERENCES note (id)) STRICT`.execute(
        db,
      );
    });
    const store = await openNotes({ ...options, migrations: [notes, parts] });
    await addNotes(store, 2);
    store.sqlite.exec('INSERT INTO part VALUES (1, 1), (2, 2)');
    expect(() => store.sqlite.exec('INSERT INTO part VALUES (3, 99)')).toThrow('FOREIGN KEY');
    await store.close();
    const rebuild = step(3, 'rebuild', async (db) => {
      for (const text of [
        'CREATE TABLE note_new (id INTEGER PRIMARY KEY, text TEXT) STRICT',
        'INSERT INTO note_new SELECT id, text FROM note',
        'DROP TABLE note',
        'ALTER TABLE note_new RENAME TO note',
      ])
        await sql.raw(text).execute(db);
    });
    const losing = step(3, 'losing', async (db) => {
      await sql`DELETE FROM note WHERE id = 2`.execute(db);
    });
    await expect(openStore({ ...options, migrations: [notes, parts, losing] })).rejects.toThrow('point nowhere');
    const after = await openNotes({ ...options, migrations: [notes, parts, rebuild] });
    expect([after.version, await countNotes(after)]).toEqual([3, 2]);
    expect(() => after.sqlite.exec('INSERT INTO part VALUES (3, 99)')).toThrow('FOREIGN KEY');
  });

  it('keep the two newest copies, encrypted', async () => {
    const options = await newStoreOptions();
    const all = [notes, addColumn, step(3, 'c'), step(4, 'd'), step(5, 'e')];
    for (let version = 1; version <= 5; version += 1) {
      const store = await openNotes({ ...options, migrations: all.slice(0, version) });
      if (version === 1) await addNotes(store, 50, 'SECRET-MARK');
      await store.close();
    }
    expect((await readdir(dirname(options.file))).sort()).toEqual([
      'desk.sqlite',
      'desk.sqlite.before-v3',
      'desk.sqlite.before-v4',
      'desk.sqlite.lock',
    ]);
    expect((await readFile(`${options.file}.before-v4`)).includes('SECRET-MARK')).toBe(false);
  });

  it('do not begin when the copy cannot be kept', async () => {
    const options = await newStoreOptions();
    const store = await openNotes(options);
    await addNotes(store, 5);
    await store.close();
    const before = await digestsOf(options.file);
    // A folder in the place of the unfinished copy: it cannot be written.
    await mkdir(`${options.file}.before-v1.part`);
    await expect(openStore({ ...options, migrations: [notes, addColumn] })).rejects.toMatchObject({ code: 'EISDIR' });
    expect(await digestsOf(options.file)).toEqual(before);
  });

  it('bring a copy of an old database up without touching the original', async () => {
    const options = await newStoreOptions();
    await (await openNotes(options)).close();
    await copyFile(options.file, `${options.file}.copy`);
    const before = await digestsOf(options.file);
    expect(
      (await openNotes({ ...options, file: `${options.file}.copy`, migrations: [notes, addColumn] })).version,
    ).toBe(2);
    expect(await digestsOf(options.file)).toEqual(before);
  });
});
