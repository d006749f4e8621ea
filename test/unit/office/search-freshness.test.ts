import { describe, expect, it } from 'vitest';
import { parseQuery } from '../../../src-main/office/search/query.ts';
import { searchText } from '../../../src-main/office/search/search-text.ts';
import { agencyId, testOffice, today, type TestOffice } from './fixture.ts';

const request = {
  today,
  scope: null,
  sort: 'name',
  descending: false,
  offset: 0,
  limit: 10,
  use: { favourites: new Set<string>(), entered: [] },
} as const;
const total = async (test: TestOffice, query: string): Promise<number> =>
  (await test.engine.office.search.find(agencyId, { ...request, query: parseQuery(query) })).total;
const id = (number: number): string => `c${String(number).padStart(5, '0')}`;

async function officeOf(clients: number): Promise<TestOffice> {
  const test = await testOffice();
  await test.store.db.transaction().execute(async (db) => {
    for (let number = 0; number < clients; number += 1) {
      await db
        .insertInto('enterprise')
        .values({
          id: id(number),
          taxpayer_id: `T${number}`,
          name: `旧名${number}号`,
          kind: 'smallScale',
          address: '',
          social_insurance_only: false,
          is_agency: false,
          password_hash: null,
          handlers_synced_at: null,
          created_at: 0,
        })
        .execute();
      await db
        .insertInto('client')
        .values({
          client_id: id(number),
          colour: 0,
          ...searchText(`旧名${number}号`),
          address: '',
          contact: '',
          note: '',
          revision: 1,
          created_at: 0,
        })
        .execute();
    }
  });
  return test;
}

async function rename(test: TestOffice, from: number, to: number): Promise<void> {
  await test.store.db.transaction().execute(async (db) => {
    for (let number = from; number < to; number += 1) {
      await db
        .updateTable('enterprise')
        .set({ name: `新名${number}号` })
        .where('id', '=', id(number))
        .execute();
      await db
        .updateTable('client')
        .set(searchText(`新名${number}号`))
        .where('client_id', '=', id(number))
        .execute();
    }
  });
  test.engine.office.search.changed(Array.from({ length: to - from }, (_, index) => id(from + index)));
}

describe('the index and the store', () => {
  it('a change told before a question is in its answer, also when many ask at once', async () => {
    const test = await officeOf(900);
    expect(await total(test, '旧名')).toBe(900);
    for (let from = 0; from < 900; from += 90) {
      await rename(test, from, from + 90);
      expect(await Promise.all([total(test, '新名'), total(test, '新名'), total(test, 'jiuming')])).toEqual([
        from + 90,
        from + 90,
        810 - from,
      ]);
    }
  });

  it('a change told while the index is being read is not lost', async () => {
    const test = await officeOf(900);
    const first = total(test, '旧名');
    await rename(test, 0, 10);
    await first;
    expect(await total(test, '新名')).toBe(10);
    expect(await total(test, '旧名')).toBe(890);
  });

  it('after very many changes everything is read again, with the same answers', async () => {
    const test = await officeOf(2300);
    const { search } = test.engine.office;
    const before = await search.indexOf(agencyId);
    await rename(test, 0, 2300);
    expect(await total(test, '新名')).toBe(2300);
    expect(await search.indexOf(agencyId)).not.toBe(before);
  });

  it('many small changes make a new index meanwhile, and none of them is lost', async () => {
    const test = await officeOf(700);
    const { search } = test.engine.office;
    const before = await search.indexOf(agencyId);
    for (let round = 0; round < 4; round += 1) {
      await rename(test, 0, 700);
      expect(await total(test, '新名')).toBe(700);
    }
    await test.store.db.updateTable('enterprise').set({ name: '最后的名字' }).where('id', '=', id(5)).execute();
    search.changed([id(5)]);
    expect(await total(test, '最后')).toBe(1);
    await expect.poll(async () => (await search.indexOf(agencyId)) === before).toBe(false);
    expect([await total(test, '新名'), await total(test, '最后')]).toEqual([699, 1]);
  });

  it('a client that is gone is no longer found', async () => {
    const test = await officeOf(3);
    expect(await total(test, '')).toBe(3);
    await test.store.db.deleteFrom('client').where('client_id', '=', id(1)).execute();
    test.engine.office.search.changed([id(1)]);
    expect(await total(test, '')).toBe(2);
  });
});
