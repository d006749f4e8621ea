import { Workbook } from '@cj-tech-master/excelts';
import { describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { clientListColumns, type ClientListColumn } from '@contract/client-words.ts';
import { clientSearchSchema } from '@contract/clients.ts';
import type { ListFormat } from '@contract/list-files.ts';
import { testOffice, type TestOffice } from './fixture.ts';
import { lookAt } from './import-sheets.ts';
import { sampleId } from './sample-sheets.ts';

const every = Object.keys(clientListColumns) as ClientListColumn[];

interface Wanted {
  by?: string;
  columns?: readonly ClientListColumn[];
  format?: ListFormat;
  search?: z.input<typeof clientSearchSchema>;
}
async function exported(test: TestOffice, { by = 'zhao', columns = every, format = 'csv', search = {} }: Wanted = {}) {
  const { offset: _, limit: __, ...asked } = clientSearchSchema.parse({ sort: 'name', ...search });
  const staff = await test.signIn(by);
  return test.engine.office.clientList.file(staff, { ...asked, columns, format });
}
const csv = (base64: string): string[] =>
  Buffer.from(base64, 'base64').toString('utf8').replace('\ufeff', '').trimEnd().split('\r\n');

async function office(): Promise<TestOffice> {
  const test = await testOffice();
  await test.addClient('hua', { name: '沈阳华盛商贸有限公司', taxpayerId: sampleId(1), assigned: ['sun', 'li'] });
  await test.addClient('ke', { name: '辽宁科技有限公司', taxpayerId: sampleId(2), assigned: ['li'], agreements: [] });
  return test;
}

describe('the list of clients as a file', () => {
  it('H5: holds what whoever asks may see, as it is narrowed and sorted, and nothing else', async () => {
    const test = await office();
    expect(csv((await exported(test, { columns: ['name'] })).base64)).toEqual([
      '企业名称',
      '辽宁科技有限公司',
      '沈阳华盛商贸有限公司',
    ]);
    expect(
      csv((await exported(test, { columns: ['name'], search: { sort: 'name', descending: true } })).base64),
    ).toEqual(['企业名称', '沈阳华盛商贸有限公司', '辽宁科技有限公司']);
    expect(await exported(test, { by: 'sun' })).toMatchObject({ rows: 1 });
    expect(await exported(test, { search: { query: 'lnkj' } })).toMatchObject({ rows: 1 });
    expect(await exported(test, { search: { filter: { states: ['none'] } } })).toMatchObject({ rows: 1 });
  });

  it('has the columns that were chosen, always in the same order, with words for states', async () => {
    const test = await office();
    const { base64 } = await exported(test, { columns: ['assigned', 'agreement', 'name'], search: { query: '华盛' } });
    expect(csv(base64)).toEqual(['企业名称,委托协议,待办人员', '沈阳华盛商贸有限公司,有效,孙悦、李想']);
  });

  it('is more than one page of the list', async () => {
    const test = await testOffice();
    for (let at = 0; at < 510; at += 1)
      await test.addClient(`c${at}`, { name: `沈阳第${at}商贸有限公司`, taxpayerId: sampleId(at) });
    const { base64, rows } = await exported(test, { columns: ['name'] });
    expect(rows).toBe(510);
    expect(new Set(csv(base64)).size).toBe(511);
  });

  it.each(['xlsx', 'csv'] as const)(
    '.%s runs nothing, rounds nothing, and is read back by the import',
    async (format) => {
      const test = await office();
      const staff = await test.signIn('zhao');
      const note = '=HYPERLINK("http://example.com","点我")';
      await test.engine.office.records.edit(staff, {
        clientId: 'hua',
        revision: 1,
        address: '沈河区,1号',
        contact: '13900000001',
        note,
      });
      const { base64 } = await exported(test, { format });
      if (format === 'xlsx') {
        const workbook = new Workbook();
        await workbook.xlsx.load(Buffer.from(base64, 'base64'));
        const [headings, cells] = [1, 3].map((line) => workbook.worksheets[0]!.getRow(line));
        const under = (heading: string) => cells!.getCell((headings!.values as unknown[]).indexOf(heading));
        expect(under('备注').formula).toBeUndefined();
        expect([under('纳税人识别号').value, under('备注').value]).toEqual([sampleId(1), note]);
      } else expect(csv(base64)[2]).toContain(`"'=HYPERLINK(""http://example.com"",""点我"")"`);

      const file = { name: `客户名单.${format}`, bytes: Buffer.from(base64, 'base64') };
      const look = await lookAt(test, file);
      const fields = Object.fromEntries(look.columns.map(({ heading, field }) => [heading, field]));
      expect(fields).toMatchObject({
        企业名称: 'name',
        纳税人识别号: 'taxpayerId',
        纳税人类型: 'taxpayerKind',
        待办人员: 'staff',
        地址: 'address',
        备注: 'note',
      });
    },
  );

  it('J4: is in the trail with its size and columns; a list of nobody is refused, and that is in the trail too', async () => {
    const test = await office();
    await exported(test, { columns: ['name', 'taxpayerId'], format: 'xlsx' });
    await expect(exported(test, { search: { query: '没有这样的' } })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    const rows = await test.store.db
      .selectFrom('audit')
      .select(['act', 'text', 'result', 'detail'])
      .where('act', '=', 'clients.export')
      .execute();
    expect(rows).toMatchObject([
      {
        text: '导出客户名单2户（Excel）',
        result: 'done',
        detail: JSON.stringify({ lines: 2, columns: '企业名称、纳税人识别号' }),
      },
      { text: expect.stringContaining('没有符合条件的客户可以导出'), result: 'refused' },
    ]);
  });
});
