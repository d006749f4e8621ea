import { describe, expect, it } from 'vitest';
import { clientSearchSchema, clientSortSchema, type ClientSort } from '@contract/clients.ts';
import { savedQuestionSchema } from '@contract/list-views.ts';
import { testOffice, type TestOffice } from './fixture.ts';
import { sampleId } from './sample-sheets.ts';

async function office(): Promise<TestOffice> {
  const test = await testOffice();
  await test.addClient('hua', { name: '沈阳华盛商贸有限公司', taxpayerId: sampleId(3), assigned: ['sun', 'li'] });
  await test.addClient('ke', { name: '辽宁科技有限公司', taxpayerId: sampleId(1), assigned: ['zhao'], agreements: [] });
  await test.addClient('bei', {
    name: '北方餐饮有限公司',
    taxpayerId: sampleId(2),
    agreements: [{ first_day: '2026-02-01', last_day: '2026-12-01' }],
  });
  return test;
}
async function sorted(test: TestOffice, sort: ClientSort, descending = false): Promise<string[]> {
  const staff = await test.signIn('zhao');
  const { rows } = await test.engine.office.clients.search(staff, clientSearchSchema.parse({ sort, descending }));
  return rows.map((row) => row.clientId);
}
async function edit(test: TestOffice, clientId: string, file: { address: string; contact: string; note: string }) {
  const staff = await test.signIn('zhao');
  const { revision } = await test.engine.office.clients.get(staff, clientId);
  await test.engine.office.records.edit(staff, { clientId, revision, ...file });
}

describe('the client list is sorted by each of its columns', () => {
  it('in both directions, with clients that have no value in it last', async () => {
    const test = await office();
    const ids = ['hua', 'ke', 'bei'].toSorted((a, b) => {
      const number = { hua: sampleId(3), ke: sampleId(1), bei: sampleId(2) } as Record<string, string>;
      return (number[a] as string) < (number[b] as string) ? -1 : 1;
    });
    expect(await sorted(test, 'taxpayerId')).toEqual(ids);
    expect(await sorted(test, 'taxpayerId', true)).toEqual(ids.toReversed());
    expect(await sorted(test, 'firstDay', true)).toEqual(expect.arrayContaining(['bei', 'hua', 'ke']));
    expect((await sorted(test, 'firstDay')).at(-1)).toBe('ke');
    expect((await sorted(test, 'firstDay', true)).at(-1)).toBe('ke');
    expect((await sorted(test, 'lastDay'))[0]).toBe('bei');
    expect((await sorted(test, 'agreement', true)).at(-1)).toBe('ke');
    // 李想 before 孙悦 before 赵敏 by pinyin; the client of nobody comes last, either way.
    expect(await sorted(test, 'assigned')).toEqual(['hua', 'ke', 'bei']);
    expect(await sorted(test, 'assigned', true)).toEqual(['ke', 'hua', 'bei']);
  });

  it('by what the office writes into its file, and anew when that changes', async () => {
    const test = await office();
    await edit(test, 'ke', { address: '安山路1号', contact: '', note: '' });
    await edit(test, 'hua', { address: '中山路1号', contact: '', note: '' });
    expect(await sorted(test, 'address')).toEqual(['ke', 'hua', 'bei']);
    await edit(test, 'hua', { address: '八经街1号', contact: '', note: '' });
    await edit(test, 'bei', { address: '安山路10号', contact: '', note: '' });
    expect(await sorted(test, 'address')).toEqual(['ke', 'bei', 'hua']);
    await edit(test, 'bei', { address: '安山路2号', contact: '', note: '' });
    expect(await sorted(test, 'address', true)).toEqual(['hua', 'bei', 'ke']);
  });

  it('answers every sort of the contract with every client once', async () => {
    const test = await office();
    for (const sort of clientSortSchema.options)
      for (const descending of [false, true])
        expect((await sorted(test, sort, descending)).toSorted(), sort).toEqual(['bei', 'hua', 'ke']);
  });

  it('has the office’s own file in a row only when it is asked for', async () => {
    const test = await office();
    await edit(test, 'ke', { address: '安山路1号', contact: '王会计', note: '季报' });
    const staff = await test.signIn('zhao');
    const ask = async (withFile: boolean) =>
      (await test.engine.office.clients.search(staff, clientSearchSchema.parse({ query: '科技', withFile }))).rows[0];
    expect((await ask(true))?.file).toEqual({ address: '安山路1号', contact: '王会计', note: '季报' });
    expect(await ask(false)).not.toHaveProperty('file');
  });
});

describe('how a person keeps the client list', () => {
  const columns = [
    { key: 'assigned' as const, width: 120 },
    { key: 'name' as const, width: null },
  ];
  const question = savedQuestionSchema.parse({ query: '沈阳', filter: { states: ['inForce'] }, sort: 'lastDay' });

  it('belongs to that person, also after a restart, and can be as the program has it again', async () => {
    const test = await testOffice();
    const [zhao, sun] = [await test.signIn('zhao'), await test.signIn('sun')];
    await test.engine.office.listViews.setColumns(zhao, columns);
    expect((await test.engine.office.listViews.of(sun)).columns).toBeNull();
    const again = await test.restarted();
    expect((await again.office.listViews.of(zhao)).columns).toEqual(columns);
    await again.office.listViews.setColumns(zhao, null);
    expect((await again.office.listViews.of(zhao)).columns).toBeNull();
  });

  it('has filters saved by name, renamed, changed, ordered and deleted by their person only', async () => {
    const test = await testOffice();
    const [zhao, sun] = [await test.signIn('zhao'), await test.signIn('sun')];
    const { listViews } = test.engine.office;
    const first = await listViews.addFilter(zhao, { name: '到期的', question });
    const second = await listViews.addFilter(zhao, { name: '我的', question });
    const names = async () => (await listViews.of(zhao)).filters.map(({ name }) => name);
    await expect(listViews.addFilter(zhao, { name: '我的', question })).rejects.toMatchObject({
      fields: [{ field: 'name' }],
    });
    await expect(listViews.changeFilter(zhao, { id: first.id, name: '我的' })).rejects.toMatchObject({
      fields: [{ field: 'name' }],
    });
    await listViews.orderFilters(zhao, [second.id, first.id]);
    expect(await names()).toEqual(['我的', '到期的']);
    await listViews.changeFilter(zhao, { id: first.id, name: '沈阳', question: { ...question, query: '辽宁' } });
    expect((await listViews.of(zhao)).filters[1]).toMatchObject({ name: '沈阳', question: { query: '辽宁' } });
    for (const refused of [
      () => listViews.removeFilter(sun, first.id),
      () => listViews.changeFilter(sun, { id: first.id, name: '别人的' }),
    ])
      await expect(refused()).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(listViews.orderFilters(zhao, [first.id])).rejects.toMatchObject({ code: 'CONFLICT' });
    await listViews.removeFilter(zhao, first.id);
    expect(await names()).toEqual(['我的']);
  });
});
