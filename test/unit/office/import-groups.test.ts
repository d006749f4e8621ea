import { Workbook } from '@cj-tech-master/excelts';
import { describe, expect, it } from 'vitest';
import { testOffice } from './fixture.ts';
import { lookAt } from './import-sheets.ts';
import { sampleId } from './sample-sheets.ts';

type Look = Awaited<ReturnType<typeof lookAt>>;
const saysOf = (look: Look) =>
  Object.fromEntries(look.columns.map(({ heading, field, suggestion }) => [heading, field ?? suggestion]));
const kindsOf = (look: Look) => look.columns.map(({ account }) => account?.kind ?? null);
const row = (n: number, ...cells: string[]): string => [`沈阳第${n}商贸有限公司`, sampleId(n), ...cells].join(',');

describe('a line of groups above the names', () => {
  const groups = ',,合同,,电子税务局,';
  const names = '企业名称,纳税人识别号,有效期起,有效期止,密码,手机号';
  const rows = [1, 2].map((n) => row(n, '2026-01-01', '2027-12-31', `Mima#${n}abc`, '13900000001')).join('\n');
  const wanted = {
    企业名称: 'name',
    纳税人识别号: 'taxpayerId',
    合同有效期起: 'firstDay',
    合同有效期止: 'lastDay',
    电子税务局密码: 'accountSecret',
    电子税务局手机号: null,
  };

  it.each([
    ['alone', `${groups}\n${names}\n${rows}`, 1],
    ['below a title', `代账客户一览表,,,,,\n${groups}\n${names}\n${rows}`, 2],
    [
      'below a title of several words',
      `沈阳某代理记账公司客户资料,,,,制表：张三,2026年11月\n${groups}\n${names}\n${rows}`,
      2,
    ],
  ])('%s: it says what the columns under it are, and takes no record', async (_how, text, line) => {
    const look = await lookAt(await testOffice(), text);
    expect(look.heading).toEqual({ line, rows: 2 });
    expect(saysOf(look)).toEqual(wanted);
    expect(look.rows).toHaveLength(2);
    // The days of a contract are no agreement before somebody says so; nor is a password of the bureau's the agreement's.
    expect(look.columns.map(({ field }) => field)).toEqual(['name', 'taxpayerId', null, null, null, null]);
    expect(JSON.stringify(look)).not.toContain('Mima#');
  });

  it('with the names of the first columns in its own line, as merged cells are written', async () => {
    const look = await lookAt(
      await testOffice(),
      `企业名称,纳税人识别号,法人,,电子税务局,,备注\n,,姓名,身份证号,账号,密码,\n${row(1, '张三', '210102198001010018', 'zhang3', 'Mima#1abc', '老客户')}`,
    );
    expect(look.heading).toEqual({ line: 1, rows: 2 });
    expect(look.columns.map(({ heading }) => heading)).toEqual([
      '企业名称',
      '纳税人识别号',
      '法人姓名',
      '法人身份证号',
      '电子税务局账号',
      '电子税务局密码',
      '备注',
    ]);
    expect(look.columns[6]).toMatchObject({ field: 'note' });
    expect(look.columns[5]?.account).toMatchObject({ loginColumn: 4 });
  });

  it('the last group reaches to the end of its line', async () => {
    const look = await lookAt(await testOffice(), `企业名称,税号,法人,\n,,姓名,电话\n${row(1, '张三', '13900000001')}`);
    expect(look.columns.map(({ heading }) => heading)).toEqual(['企业名称', '税号', '法人姓名', '法人电话']);
    expect(look.rows).toMatchObject([{ verdict: 'new' }]);
  });

  it('one group alone over a part of the columns is one', async () => {
    const look = await lookAt(await testOffice(), `,,个税,\n企业名称,税号,账号,密码\n${row(1, 'zhang3', 'Mima#1abc')}`);
    expect(look.heading).toEqual({ line: 1, rows: 2 });
    expect(kindsOf(look)).toEqual([null, null, null, 'personIncomeTax']);
  });

  it('merged cells of a workbook end where they end', async () => {
    const book = new Workbook();
    const sheet = book.addWorksheet('客户');
    sheet.addRow(['', '', '执照', '', '', '社保', '']);
    sheet.addRow(['企业名称', '税号', '有效期起', '有效期止', '备注', '账号', '密码']);
    sheet.addRow(['沈阳第1商贸有限公司', sampleId(1), '2019-01-01', '2039-01-01', '老客户', 'she1', 'Mima#1abc']);
    sheet.mergeCells('C1:D1');
    sheet.mergeCells('F1:G1');
    const look = await lookAt(await testOffice(), {
      name: '客户.xlsx',
      bytes: new Uint8Array(await book.xlsx.writeBuffer()),
    });
    expect(look.columns.map(({ heading }) => heading)).toEqual([
      '企业名称',
      '税号',
      '执照有效期起',
      '执照有效期止',
      '备注',
      '社保账号',
      '社保密码',
    ]);
    // The licence's days are no agreement's, and not even asked about.
    expect(look.columns.map(({ suggestion }) => suggestion)).toEqual([
      null,
      null,
      null,
      null,
      null,
      null,
      'accountSecret',
    ]);
  });

  it.each([
    ['a title', '客户资料,,,,,'],
    ['a title over all columns', '客户资料,客户资料,客户资料,客户资料,客户资料,客户资料'],
    ['who made it', '制表：张三,,,,单位：沈阳某公司,'],
    ['a date', ',,2026年11月,,,'],
  ])('%s is no group', async (_what, line) => {
    const look = await lookAt(await testOffice(), `${line}\n${names}\n${rows}`);
    expect(look.heading).toEqual({ line: 2, rows: 1 });
    expect(look.columns[0]).toMatchObject({ field: 'name' });
  });

  it('headings above a first client with nothing but words are one line', async () => {
    const look = await lookAt(
      await testOffice(),
      `企业名称,税号,法人,类型\n老王面馆,,张三,个体户\n${row(2, '李四', '小规模')}`,
    );
    expect(look.heading).toEqual({ line: 1, rows: 1 });
    expect(look.rows).toHaveLength(2);
  });

  it('somebody says which lines are the headings: either, both, and what was chosen of the columns stays', async () => {
    const test = await testOffice();
    const columns = [{ column: 5, field: 'note' }];
    const text = `${groups}\n${names}\n${rows}`;
    const look = await lookAt(test, text, { columns });
    const byName = await look.again({ columns, heading: 2, headingRows: 'look' });
    expect([byName.heading, byName.columns[5]?.field]).toEqual([{ line: 1, rows: 2 }, 'note']);
    const onlyNames = await look.again({ columns, heading: 2, headingRows: 1 });
    expect(onlyNames.heading).toEqual({ line: 2, rows: 1 });
    expect(onlyNames.columns.map(({ heading }) => heading)).toEqual(names.split(','));
    expect(onlyNames.columns[5]?.field).toBe('note');
    expect(onlyNames.rows).toHaveLength(2);
    const both = await look.again({ columns, heading: 1, headingRows: 2 });
    expect(both.columns.map(({ heading }) => heading)).toEqual(look.columns.map(({ heading }) => heading));
  });
});
