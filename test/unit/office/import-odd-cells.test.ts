import { Workbook } from '@cj-tech-master/excelts';
import { describe, expect, it } from 'vitest';
import { accountInputSchema } from '@contract/client-secrets.ts';
import { clientInputSchema } from '@contract/clients.ts';
import { isFormulaText } from '@contract/validators/formula-text.ts';
import { oddInSecret, plainSecret } from '@contract/validators/odd-secret.ts';
import { withoutSpread } from '@contract/validators/person-name.ts';
import { testOffice } from './fixture.ts';
import { lookAt, pasted } from './import-sheets.ts';
import { sampleId } from './sample-sheets.ts';
import { officeWithVault } from './vault-fixture.ts';

const formulas = [
  '=HYPERLINK("http://example.invalid","沈阳甲商贸有限公司")',
  "=cmd|' /C calc'!A0",
  '=A2&B2',
  '=A2',
  '＝VLOOKUP(A2,B:C,2,0)',
  '@SUM(A1:A3)',
  '+HYPERLINK("x")',
];

describe('the text of a formula', () => {
  it.each(formulas)('%s is no name of a client, and the row says what to do', async (text) => {
    const cell = `"${text.replaceAll('"', '""')}"`;
    const look = await lookAt(await testOffice(), `企业名称,税号,备注\n${cell},${sampleId(1)},${cell}`);
    expect(look.rows).toMatchObject([{ verdict: 'refused' }]);
    expect(look.rows[0]?.problems.map(({ field, warning }) => [field, warning === true])).toEqual([
      ['name', false],
      ['note', true],
    ]);
    expect(look.rows[0]?.problems[0]?.message).toContain('粘贴为数值');
    const mended = await look.mend(2, [{ column: 0, value: '沈阳甲商贸有限公司' }]);
    expect(mended.rows).toMatchObject([{ verdict: 'new', name: '沈阳甲商贸有限公司' }]);
    expect(clientInputSchema.shape.name.safeParse(text).success).toBe(false);
  });

  it.each(['沈阳A=B设计有限公司', '@家设计工作室', '+1咖啡店', '-18℃冷饮店', 'A(集团)公司'])('%s is a name', (text) => {
    expect(isFormulaText(text)).toBe(false);
    expect(clientInputSchema.shape.name.safeParse(text).success).toBe(true);
  });

  it('="…" is no formula that anybody loses: it is how a text is kept a text', async () => {
    const look = await lookAt(await testOffice(), `企业名称,税号\n="沈阳甲商贸有限公司",="${sampleId(1)}"`);
    expect(look.rows).toMatchObject([{ name: '沈阳甲商贸有限公司', taxpayerId: sampleId(1), verdict: 'new' }]);
  });
});

describe('what nobody sees in a secret', () => {
  it.each([
    [' Mima#1', { blanks: true, codes: [] }],
    ['Mima#1\u3000', { blanks: true, codes: [] }],
    ['Mima#1\u00a0', { blanks: true, codes: [] }],
    ['Mi\u200bma#1', { blanks: false, codes: ['U+200B'] }],
    ['\ufeffMima\u202e#1\u202e', { blanks: true, codes: ['U+FEFF', 'U+202E'] }],
    ['Mi ma#1', { blanks: false, codes: [] }],
  ])('%j is told, and goes when somebody says so', (text, odd) => {
    expect(oddInSecret(text)).toEqual(odd);
    expect(oddInSecret(plainSecret(text))).toEqual({ blanks: false, codes: [] });
  });

  it('of an account in a table is told with its row', async () => {
    const { test, zhao } = await officeWithVault();
    const layout = { columns: [{ column: 2, field: 'accountSecret' }] };
    const look = await lookAt(
      test,
      `企业名称,税号,社保密码\n沈阳甲商贸有限公司,${sampleId(1)},Mi\u200bma#1`,
      layout,
      zhao,
    );
    expect(look.rows[0]?.problems).toMatchObject([{ field: 'accounts', message: expect.stringContaining('U+200B') }]);
    const mended = await look.mend(2, [{ column: 2, value: ' Mima#1\u3000' }]);
    expect(mended.rows[0]?.problems).toMatchObject([{ field: 'accounts', message: expect.stringContaining('空格') }]);
    expect(JSON.stringify(mended)).not.toContain('Mima#1');
  });
});

describe('a name that is spread out', () => {
  it.each([
    ['王　丽', '王丽'],
    ['王 丽', '王丽'],
    ['王\u00a0\u00a0丽', '王丽'],
    ['欧 阳 丽', '欧阳丽'],
    ['张三 李四', '张三 李四'],
    ['张三　李四', '张三 李四'],
    ['Anna Li', 'Anna Li'],
  ])('%j is %j', (typed, name) => {
    expect(withoutSpread(typed)).toBe(name);
    expect(accountInputSchema.parse({ kind: 'bank', secret: 'x', person: typed }).person).toBe(name);
  });

  it('is the same person’s account when the table comes again', async () => {
    const { test, zhao } = await officeWithVault();
    const sheet = (name: string) =>
      `企业名称,税号,法人姓名,法人税务密码\n沈阳甲商贸有限公司,${sampleId(1)},${name},Mima#1abc`;
    const layout = { columns: [{ column: 3, field: 'accountSecret' }] };
    await (await lookAt(test, sheet('王　丽'), layout, zhao)).run();
    const again = await lookAt(test, sheet('王丽'), layout, zhao);
    expect(again.rows).toMatchObject([{ verdict: 'same', accounts: { same: 1, new: 0 } }]);
    const { clientId } = await again.client('沈阳甲商贸有限公司');
    expect((await test.engine.office.secrets.list(zhao, clientId)).map(({ person }) => person)).toEqual(['王丽']);
  });
});

describe('blanks around a secret', () => {
  const head = ['企业名称', '税号', '协议密码', '社保密码', '协议起始日', '协议到期日'];
  const row = (agreement: string, secret: string): string[] => [
    '沈阳甲商贸有限公司',
    sampleId(1),
    agreement,
    secret,
    '2026-01-01',
    '2027-12-31',
  ];
  const layout = { columns: [{ column: 3, field: 'accountSecret' }] };
  const said = [
    ['agreementPassword', '协议密码前后有空格，已去掉，请核对密码是否正确', true],
    ['accounts', '「社保密码」前后有空格，已去掉，请核对密码是否正确', true],
  ];
  const csv = (rows: string[][]): string => rows.map((cells) => cells.map((cell) => `"${cell}"`).join(',')).join('\n');
  async function problems(from: Parameters<typeof lookAt>[1]) {
    const { test, zhao } = await officeWithVault();
    const look = await lookAt(test, from, layout, zhao);
    expect(JSON.stringify(look)).not.toContain('Mima#');
    return { look, found: look.rows[0]?.problems.map(({ field, message, warning }) => [field, message, warning]) };
  }

  it('are told at the row, in a .csv, a pasted text and the clipboard table, and no more when the cell is mended', async () => {
    const rows = [head, row('Mima#1 ', '\u3000Mima#2')];
    expect((await problems(csv(rows))).found).toEqual(said);
    const { look, found } = await problems(rows.map((cells) => cells.join('\t')).join('\n'));
    expect(found).toEqual(said);
    const mended = await look.mend(2, [
      { column: 2, value: 'Mima#1' },
      { column: 3, value: 'Mima#2' },
    ]);
    expect(mended.rows[0]?.problems).toEqual([]);
    expect((await mended.unmend()).rows[0]?.problems).toHaveLength(2);
    const cells = (of: string[]): string => of.map((cell) => `<td>${cell}</td>`).join('');
    const html = `<table><tr>${cells(head)}</tr>\n<tr>${cells(row('Mima#1&nbsp;', '&nbsp; Mima#2'))}</tr></table>`;
    expect((await problems(pasted('x', html))).found).toEqual(said);
    const plain = `<table><tr>${cells(head)}</tr>\n<tr>${cells(row('\n Mima#1\n', ' Mima#2 '))}</tr></table>`;
    expect((await problems(pasted('x', plain))).found).toEqual([]);
  });

  it('are told of a workbook', async () => {
    const workbook = new Workbook();
    const sheet = workbook.addWorksheet('客户');
    for (const cells of [head, row('Mima#1 ', ' Mima#2')]) sheet.addRow(cells);
    const bytes = new Uint8Array(await workbook.xlsx.writeBuffer());
    expect((await problems({ name: '客户.xlsx', bytes })).found).toEqual(said);
  });

  it('are none where every cell of the file follows a blank', async () => {
    const text = [head, row('Mima#1', 'Mima#2')].map((cells) => cells.join(', ')).join('\n');
    expect((await problems(text)).found).toEqual([]);
  });
});
