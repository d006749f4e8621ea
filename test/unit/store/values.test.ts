import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { putSetting, setting } from '../../../src-main/store/repositories/settings.ts';
import { testBureau } from '../bureau/fixture.ts';

describe('values of the domain', () => {
  it('go in as yes and no and as lists, and come out so; SQLite has numbers and text', async () => {
    const { store } = await testBureau();
    const { db } = store;
    await db
      .insertInto('function_set')
      .values({ id: 'two', functions: ['申报', '查询'] })
      .execute();
    const found = await db.selectFrom('function_set').selectAll().where('id', '=', 'two').executeTakeFirst();
    expect(found).toEqual({ id: 'two', functions: ['申报', '查询'] });
    const agencies = await db
      .selectFrom('enterprise')
      .select(['id', 'is_agency'])
      .where('is_agency', '=', true)
      .execute();
    expect(agencies.map((one) => one.is_agency)).toEqual(agencies.map(() => true));
    expect(agencies).not.toEqual([]);
    const { rows } =
      await sql`SELECT typeof(is_agency) AS flag, (SELECT typeof(functions) FROM function_set) AS list FROM enterprise LIMIT 1`.execute(
        db,
      );
    expect(rows).toEqual([{ flag: 'integer', list: 'text' }]);
  });

  it('of a row that an outer join did not find are null', async () => {
    const { store } = await testBureau();
    const { rows } = await sql`SELECT NULL AS is_agency, NULL AS functions`.execute(store.db);
    expect(rows).toEqual([{ is_agency: null, functions: null }]);
  });

  it.each(['not JSON', '{"a":1}', '[1]'])('that no version wrote are no list of functions: %s', async (text) => {
    const { store } = await testBureau();
    await expect(sql`SELECT ${text} AS functions`.execute(store.db)).rejects.toThrow();
  });

  it.each(['change', 'remembered', 'undo_result'])(
    'that no import wrote down are none of its journal: %s',
    async (name) => {
      const { store } = await testBureau();
      await expect(sql`SELECT '{"name":"甲"}' AS ${sql.ref(name)}`.execute(store.db)).rejects.toThrow('expected');
    },
  );

  it('of a setting are read by its schema, whatever stands there', async () => {
    const { store } = await testBureau();
    await putSetting(store.db, 'vault', { generation: 2, recovery: 'sealed' });
    expect(await setting(store.db, 'vault')).toEqual({ generation: 2, recovery: 'sealed' });
    await store.db.updateTable('setting').set({ value: '{"generation":"2","recovery":"sealed"}' }).execute();
    await expect(setting(store.db, 'vault')).rejects.toThrow('"expected": "number"');
  });
});
