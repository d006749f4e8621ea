import { Workbook } from '@cj-tech-master/excelts';
import { describe, expect, it } from 'vitest';
import { InvalidInput } from '@contract/errors.ts';
import { fileKindOf } from '../../../src-main/office/imports/file-kind.ts';
import { LyingDirectory, entriesOf, unpackedEntries } from '../../../src-main/office/imports/packed-entries.ts';
import { readBook } from '../../../src-main/office/imports/table.ts';
import { testOffice } from './fixture.ts';
import { chosen, lookAt, pasted } from './import-sheets.ts';
import { sampleId } from './sample-sheets.ts';
import { directoryOf, packedZeros, zipOf } from './zip-of.ts';

const saved = async (workbook: Workbook): Promise<Buffer> => Buffer.from(await workbook.xlsx.writeBuffer());
const refusalOf = (bytes: Uint8Array): Promise<string | undefined> =>
  readBook(chosen(bytes)).then(
    () => 'read',
    (error: unknown) => (error instanceof InvalidInput ? error.fields[0]?.message : String(error)),
  );

describe('a workbook', () => {
  it('gives dates by the type of the cell, numbers as digits, and what a formula had as its result', async () => {
    const workbook = new Workbook();
    const sheet = workbook.addWorksheet('客户');
    sheet.addRow([
      new Date(Date.UTC(2026, 8, 1)),
      46_000,
      13_900_000_001,
      20_260_901,
      912_101_020_000_000_000,
      { formula: 'A1&"x"', result: '结果' },
      { formula: 'A1' },
      { richText: [{ text: '粗' }, { text: '体' }] },
      { text: '链接', hyperlink: 'https://example.com' },
      { error: '#N/A' },
      0.1 + 0.2,
      12,
      true,
      'a\r\nb',
    ]);
    sheet.getCell('L1').numFmt = '000000';
    const { sheets } = await readBook(chosen(await saved(workbook)));
    expect(sheets[0]?.records[0]?.cells).toEqual([
      '2026-09-01',
      '46000',
      '13900000001',
      '20260901',
      '9.12101E+17',
      '结果',
      '',
      '粗体',
      '链接',
      '#N/A',
      '0.3',
      '000012',
      '是',
      'a\nb',
    ]);
    expect(sheets[0]?.notes.join()).toMatch(/1个数字超过15位.*1个公式没有保存结果/u);
  });

  it('of a Mac counts its days from 1904', async () => {
    const workbook = new Workbook();
    workbook.properties.date1904 = true;
    workbook.addWorksheet('客户').addRow([new Date(Date.UTC(2026, 8, 1))]);
    const { sheets } = await readBook(chosen(await saved(workbook)));
    expect(sheets[0]?.records[0]?.cells).toEqual(['2026-09-01']);
  });

  it('merged cells, hidden rows, columns and sheets, and a filter are said and handled', async () => {
    const workbook = new Workbook();
    const sheet = workbook.addWorksheet('客户');
    sheet.addRow(['企业名称', '税号', '会计']);
    for (const n of [1, 2, 3]) sheet.addRow([`沈阳第${n}商贸有限公司`, sampleId(n), n === 1 ? '孙悦' : '']);
    sheet.mergeCells('C2:C3');
    sheet.getRow(4).hidden = true;
    sheet.getColumn(2).hidden = true;
    sheet.autoFilter = 'A1:C4';
    workbook.addWorksheet('旧表', { state: 'hidden' }).addRow(['x']);
    workbook.addWorksheet('空表');
    const look = await lookAt(await testOffice(), { name: '客户.xlsx', bytes: await saved(workbook) });
    expect(look.sheets.map(({ name, hidden, records }) => [name, hidden, records])).toEqual([
      ['客户', false, 4],
      ['旧表', true, 1],
    ]);
    expect(look.sheets[0]?.notes.join()).toMatch(/1行被隐藏（表上有筛选）.*1列被隐藏.*1处合并单元格/u);
    expect(look.rows.map(({ line }) => line)).toEqual([2, 3]);
    expect(await look.cells(3)).toEqual(['沈阳第2商贸有限公司', sampleId(2), '孙悦']);
    expect(look.aside).toContainEqual({ line: 4, reason: 'hidden', text: expect.stringContaining('第3') });
    expect((await look.again({ takenIn: [4] })).rows.map(({ line }) => line)).toEqual([2, 3, 4]);
  });

  it('two rows of headings, title rows, an example, repeated headings and a total are found, and can be told otherwise', async () => {
    const workbook = new Workbook();
    const sheet = workbook.addWorksheet('客户');
    sheet.addRow(['2026年客户一览表']);
    sheet.mergeCells('A1:E1');
    sheet.addRow(['填表说明：带*的必填']);
    sheet.addRow([]);
    sheet.addRow(['企业信息', '', '法定代表人', '', '备注']);
    sheet.mergeCells('A4:B4');
    sheet.mergeCells('C4:D4');
    const second = ['*企业名称', '*统一社会信用代码', '姓名', '电话', ''];
    sheet.addRow(second);
    sheet.addRow(['示例公司', '91210102MA00000000', '张三', '13900000000', '']);
    sheet.getCell('A6').value = '示例：某某公司';
    sheet.addRow(['沈阳甲商贸有限公司', sampleId(1), '李四', '13900000001', '好']);
    sheet.addRow(['企业名称', '统一社会信用代码', '法定代表人姓名', '法定代表人电话', '备注']);
    sheet.getRow(8).values = ['*企业名称', '*统一社会信用代码', '姓名', '电话', '备注'];
    sheet.addRow(['沈阳乙商贸有限公司', sampleId(2), '王五', '13900000002', '']);
    sheet.addRow(['合计', '2户']);
    const look = await lookAt(await testOffice(), { name: '客户.xlsx', bytes: await saved(workbook) });
    expect(look.heading).toEqual({ line: 4, rows: 2 });
    expect(look.columns.map(({ field, known }) => field ?? known)).toEqual([
      'name',
      'taxpayerId',
      'legalName',
      'legalMobile',
      'note',
    ]);
    expect(look.rows.map(({ name }) => name)).toEqual(['沈阳甲商贸有限公司', '沈阳乙商贸有限公司']);
    expect(look.aside.map(({ line, reason }) => [line, reason])).toEqual([
      [1, 'above'],
      [2, 'above'],
      [4, 'heading'],
      [5, 'heading'],
      [6, 'example'],
      [8, 'repeated'],
      [10, 'total'],
    ]);
    const other = await look.again({ heading: 5 });
    expect(other.heading).toEqual({ line: 5, rows: 1 });
    expect((await look.again({ heading: null })).columns[0]?.heading).toBe('');
  });
});

describe('what is no table is told by name, with what to do', () => {
  const ole = (stream: string): Buffer =>
    Buffer.concat([Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]), Buffer.from(stream, 'utf16le')]);
  it.each([
    ['旧.xls', ole('Workbook'), /旧版 Excel 工作簿.*另存为/u],
    ['旧.et', ole('ET_Root'), /旧格式的表格文件.*另存为/u],
    ['锁.xlsx', ole('EncryptedPackage'), /打开密码.*去掉密码/u],
    ['导出.xls', Buffer.from('<html><table><tr><td>1</td></tr></table></html>'), /网页格式.*另存为/u],
    [
      '导出.xls',
      Buffer.from('\ufeff<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">'),
      /XML 表格 2003/u,
    ],
    ['a.pdf', Buffer.from('%PDF-1.7'), /PDF/u],
    ['a.png', Buffer.from([0x89, 0x50, 0x4e, 0x47]), /图片/u],
    ['a.xlsx', Buffer.from([0x50, 0x4b, 0x03, 0x04, 0x14]), /已损坏或不完整/u],
    ['a.csv', Buffer.alloc(0), /空的/u],
  ])('%s', async (_name, bytes, message) => {
    expect(await refusalOf(bytes)).toMatch(message);
  });

  it('a book that was cut off, and one whose parts are damaged', async () => {
    const workbook = new Workbook();
    workbook.addWorksheet('客户').addRow(['名称']);
    const bytes = await saved(workbook);
    expect(await refusalOf(bytes.subarray(0, bytes.length - 100))).toMatch(/已损坏或不完整/u);
    const damaged = Buffer.from(bytes);
    const directory = damaged.indexOf(Buffer.from('PK\u0001\u0002', 'latin1'));
    damaged.fill(0xaa, 200, directory - 200);
    expect(await refusalOf(damaged)).toMatch(/已损坏或不完整/u);
  });

  it('a bomb is told before anything of it is unpacked', async () => {
    const workbook = new Workbook();
    workbook.addWorksheet('客户').addRow(['名称']);
    const bytes = await saved(workbook);
    // Its directory says that one part is half a gigabyte.
    const directory = bytes.indexOf(Buffer.from('PK\u0001\u0002', 'latin1'));
    bytes.writeUInt32LE(512 * 1024 * 1024, directory + 24);
    expect(fileKindOf(bytes)).toBe('bomb');
    expect(await refusalOf(bytes)).toMatch(/解开后过大/u);
  });

  it('a book whose directory lies about a size is not unpacked further than that, and told as what it is', async () => {
    const workbook = new Workbook();
    const sheet = workbook.addWorksheet('客户');
    for (let n = 0; n < 2_000; n += 1) sheet.addRow([`名称${n}`]);
    for (const said of [10, 0, 50_000_000]) {
      const bytes = await saved(workbook);
      for (const at of directoryOf(bytes)) bytes.writeUInt32LE(said, at + 24);
      const known = entriesOf(bytes) ?? [];
      expect(() => unpackedEntries(bytes, known)).toThrow(LyingDirectory);
      // With many parts of 50 MB the directory itself says that they are too much.
      expect(await refusalOf(bytes)).toMatch(said === 50_000_000 ? /解开后过大/u : /目录与内容不符/u);
    }
  });

  it('a bomb that says it is small is stopped at what it says: two gigabytes of nothing take no memory', async () => {
    const zeros = await packedZeros(2_000);
    const bytes = zipOf([
      { name: 'xl/workbook.xml', body: Buffer.from('<workbook/>'), size: 11 },
      { name: 'xl/worksheets/sheet1.xml', packed: zeros, size: 1_000 },
    ]);
    expect(bytes.length).toBeLessThan(4 * 1024 * 1024);
    expect(fileKindOf(bytes)).toBe('workbook');
    const before = process.memoryUsage().arrayBuffers;
    expect(() => unpackedEntries(bytes, entriesOf(bytes) ?? [])).toThrow(LyingDirectory);
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(16 * 1024 * 1024);
    expect(await refusalOf(bytes)).toMatch(/目录与内容不符/u);
  });

  it('an honest bomb is told by its directory, also where its sizes stand in the field of ZIP64 or parts lie over each other', async () => {
    const zeros = await packedZeros(500);
    const part = { name: 'xl/worksheets/sheet1.xml', packed: zeros, size: 500 * 1024 * 1024 };
    const head = { name: 'xl/workbook.xml', body: Buffer.from('<workbook/>'), size: 11 };
    expect(await refusalOf(zipOf([head, part]))).toMatch(/解开后过大/u);
    expect(await refusalOf(zipOf([head, part], true))).toMatch(/解开后过大/u);
    const small = await packedZeros(50);
    const over = Array.from({ length: 9 }, (_, n) => ({
      name: `xl/worksheets/sheet${n}.xml`,
      packed: small,
      size: 50 * 1024 * 1024,
      same: true,
    }));
    expect(await refusalOf(zipOf([head, ...over]))).toMatch(/解开后过大/u);
  });

  it('a book as programs write it that stream their parts (sizes in the field of ZIP64) is read', async () => {
    const workbook = new Workbook();
    workbook.addWorksheet('客户').addRow(['企业名称', '沈阳甲商贸有限公司']);
    const plain = await saved(workbook);
    const entries = Object.entries(unpackedEntries(plain, entriesOf(plain) ?? []));
    const wide = zipOf(
      entries.map(([name, body]) => ({ name, body: Buffer.from(body), size: body.length })),
      true,
    );
    const { sheets } = await readBook(chosen(wide));
    expect(sheets[0]?.records[0]?.cells).toEqual(['企业名称', '沈阳甲商贸有限公司']);
  });
});

describe('a pasted table', () => {
  const text = `名称\t税号\t备注\n沈阳甲商贸有限公司\t${sampleId(1)}\t"第一行\n第二行`;
  const html = `<html><head><style>td{}</style></head><body><table><tr><td>名称</td><td>税号</td><td>备注</td></tr>
    <tr><td>沈阳甲商贸
      有限公司</td><td>${sampleId(1)}</td><td>"第一行<br>第二行 &lt;b&gt;</td></tr>
    <tr><td rowspan="2">沈阳乙商贸有限公司</td><td>${sampleId(2)}</td><td>无</td></tr><tr><td>${sampleId(3)}</td></tr></table></body></html>`;

  it('is read by the cells of the clipboard, which are exact; spans fill their cells', async () => {
    const look = await lookAt(await testOffice(), pasted(text, html));
    expect(look.from).toBe('html');
    expect(await look.cells(2)).toEqual(['沈阳甲商贸 有限公司', sampleId(1), '"第一行\n第二行 <b>']);
    expect(look.rows.map(({ line, taxpayerId }) => [line, taxpayerId])).toEqual([
      [2, sampleId(1)],
      [3, sampleId(2)],
      [4, sampleId(3)],
    ]);
    expect((await look.cells(4))[0]).toBe('沈阳乙商贸有限公司');
  });

  it('falls back to the text when the clipboard has no table', async () => {
    const look = await lookAt(await testOffice(), pasted(text, '<p>没有表格</p>'));
    expect(look.from).toBe('text');
    expect(look.total).toBe(2);
  });
});
