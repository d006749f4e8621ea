import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { addNotes, newStoreOptions, openNotes } from './fixture.ts';

it('a statement that was prepared before a change of the schema sees the change', async () => {
  const { db, ...store } = await openNotes(await newStoreOptions());
  await addNotes({ db, ...store }, 1, 'a');
  expect(await db.selectFrom('note').selectAll().execute()).toEqual([{ id: 1, text: 'a' }]);
  await db.schema
    .alterTable('note')
    .addColumn('colour', 'text', (column) => column.defaultTo('red'))
    .execute();
  expect(await db.selectFrom('note').selectAll().execute()).toEqual([{ id: 1, text: 'a', colour: 'red' }]);
});

it('a stream and a query of the same words do not disturb each other', async () => {
  const store = await openNotes(await newStoreOptions());
  await addNotes(store, 5, 'a');
  const query = store.db.selectFrom('note').select('id').orderBy('id');
  const streamed: number[] = [];
  for await (const { id } of query.stream()) streamed.push(id);
  for await (const { id } of query.stream()) {
    streamed.push(id);
    break;
  }
  expect(streamed).toEqual([1, 2, 3, 4, 5, 1]);
  expect(await query.execute()).toHaveLength(5);
});

it('more different statements than are kept all work', async () => {
  const { db } = await openNotes(await newStoreOptions());
  for (let number = 0; number < 600; number += 1) {
    const { rows } = await sql<{ answer: number }>`SELECT ${sql.raw(String(number))} AS answer`.execute(db);
    expect(rows).toEqual([{ answer: number }]);
  }
});

it('an error inside a transaction is the one that is thrown, also when SQLite has rolled back by itself', async () => {
  const { db } = await openNotes(await newStoreOptions());
  await expect(
    db
      .transaction()
      .execute((transaction) => sql`ROLLBACK`.execute(transaction).then(() => Promise.reject(new Error('mine')))),
  ).rejects.toThrow('mine');
  await db.transaction().execute(async (transaction) => {
    await transaction.insertInto('note').values({ id: 1, text: 'after' }).execute();
  });
  expect(await db.selectFrom('note').selectAll().execute()).toEqual([{ id: 1, text: 'after' }]);
});
