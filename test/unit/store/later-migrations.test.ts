import { expect, it, onTestFinished } from 'vitest';
import { sql } from 'kysely';
import { migrations } from '../../../src-main/store/migrations/index.ts';
import { openStore } from '../../../src-main/store/open.ts';
import type { Schema } from '../../../src-main/store/schema/index.ts';
import { newStoreOptions } from './fixture.ts';

/** A store as it was before a migration: an office with a member, a client and an account of it. */
async function officeBefore(number: number) {
  const options = await newStoreOptions(migrations.slice(0, number - 1));
  const store = await openStore<Schema>(options);
  const { db } = store;
  for (const id of ['agency', 'c'])
    await db
      .insertInto('enterprise')
      .values({
        id,
        taxpayer_id: id,
        name: id,
        kind: 'general',
        address: '',
        social_insurance_only: false,
        is_agency: id === 'agency',
        password_hash: null,
        handlers_synced_at: null,
        created_at: 1,
      })
      .execute();
  const client = { client_id: 'c', colour: 0, pinyin: '', initials: '', contact: '张三', note: '', revision: 3 };
  await db
    .insertInto('client')
    .values({ ...client, created_at: 1, address: '' })
    .execute();
  await db.insertInto('person').values({ id: 'p', id_type: 'i', id_number: '1', name: '甲', created_at: 1 }).execute();
  await db
    .insertInto('handler')
    .values({
      id: 'h',
      enterprise_id: 'agency',
      person_id: 'p',
      capacity: 'handler',
      state: 'active',
      password_hash: null,
      role_id: null,
      created_at: 1,
      removed_at: null,
    })
    .execute();
  await db
    .insertInto('member')
    .values({ handler_id: 'h', office_role: 'admin', team_id: null } as never)
    .execute();
  await store.close();
  return { options, client };
}
async function opened({ options, client }: Awaited<ReturnType<typeof officeBefore>>, upTo: number) {
  const store = await openStore<Schema>({ ...options, migrations: migrations.slice(0, upTo) });
  onTestFinished(() => store.close());
  // What the office held is as it was.
  expect(await store.db.selectFrom('client').selectAll().execute()).toMatchObject([client]);
  expect(await store.db.selectFrom('member').select('handler_id').execute()).toEqual([{ handler_id: 'h' }]);
  const { rows } = await sql`pragma foreign_key_check`.execute(store.db);
  expect(rows).toEqual([]);
  return store.db;
}

it('migration 20 gives members of an office lists and filters of their own, which go with the member', async () => {
  const db = await opened(await officeBefore(20), 20);
  await db
    .insertInto('list_layout')
    .values({ handler_id: 'h', list: 'clients', layout_columns: '[{"key":"name","width":null}]' } as never)
    .execute();
  const filter = { id: 'f', handler_id: 'h', name: '欠费', place: 0, filter_question: '{}' };
  await db
    .insertInto('saved_filter')
    .values(filter as never)
    .execute();
  await expect(
    db
      .insertInto('saved_filter')
      .values({ ...filter, id: 'g' } as never)
      .execute(),
  ).rejects.toThrow(/UNIQUE/);
  await db.deleteFrom('member').where('handler_id', '=', 'h').execute();
  expect(await db.selectFrom('list_layout').select('list').execute()).toEqual([]);
  expect(await db.selectFrom('saved_filter').select('id').execute()).toEqual([]);
});

it('migration 21 leaves every kind of account to everybody until the office says otherwise', async () => {
  const db = await opened(await officeBefore(21), 21);
  expect(await db.selectFrom('secret_right').selectAll().execute()).toEqual([]);
  const right = { kind: 'bank', own_kind: '', use_by: 'member', show_by: 'named', show_reason: 1, revision: 1 };
  await db
    .insertInto('secret_right')
    .values(right as never)
    .execute();
  await db
    .insertInto('secret_right_person')
    .values({ kind: 'bank', own_kind: '', handler_id: 'h', may: 'show' })
    .execute();
  await expect(
    db
      .insertInto('secret_right')
      .values({ ...right, kind: 'own', use_by: 'everybody' } as never)
      .execute(),
  ).rejects.toThrow(/CHECK/);
  await db.deleteFrom('secret_right').execute();
  expect(await db.selectFrom('secret_right_person').selectAll().execute()).toEqual([]);
});

it('migration 22 knows no leaver yet; the secrets of one stay when the client is gone, and go with the leaver', async () => {
  const db = await opened(await officeBefore(22), 22);
  expect(await db.selectFrom('leaver').selectAll().execute()).toEqual([]);
  await db.insertInto('leaver').values({ id: 'l', handler_id: 'h', name: '甲', at: 1, by_name: '乙' }).execute();
  const secret = {
    leaver_id: 'l',
    account_id: 'a',
    client_id: 'c',
    client_name: 'c',
    account_name: '社保',
    version: 1,
  };
  await db
    .insertInto('leaver_secret')
    .values(secret as never)
    .execute();
  await expect(
    db
      .insertInto('leaver_secret')
      .values({ ...secret, account_id: 'b', used_at: 1 } as never)
      .execute(),
  ).rejects.toThrow(/CHECK/);
  await db.deleteFrom('client').execute();
  expect(await db.selectFrom('leaver_secret').select('account_id').execute()).toEqual([{ account_id: 'a' }]);
  await db.deleteFrom('leaver').execute();
  expect(await db.selectFrom('leaver_secret').select('account_id').execute()).toEqual([]);
});
