import { describe, expect, it } from 'vitest';
import { unclaimedTaxpayerId } from '../../../src-main/training/sample/unclaimed-numbers.ts';
import { testOffice } from './fixture.ts';
import { lookAt } from './import-sheets.ts';

const id = (serial: number): string => unclaimedTaxpayerId(serial, '2101');
const bytes = (...parts: (string | number[])[]): Buffer =>
  Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : Buffer.from(part))));
const errorsOf = (row: { problems: { field: string; warning?: boolean | undefined }[] } | undefined): string[] =>
  (row?.problems ?? []).filter(({ warning }) => warning !== true).map(({ field }) => field);

describe('inputs that went wrong', () => {
  it('1: a title row above and dates of the licence give no agreement and no secret', async () => {
    const look = await lookAt(
      await testOffice(),
      `代账客户一览表,,,,,\n序号,客户名称,统一社会信用代码,成立日期,营业期限止,备注\n1,沈阳甲商贸有限公司,${id(1)},2019-03-05,2039-03-04,季度申报`,
    );
    expect(look.columns.map(({ field, known }) => field ?? known)).toEqual([
      '序号',
      'name',
      'taxpayerId',
      'founded',
      'licenceUntil',
      'note',
    ]);
    expect(look.heading).toEqual({ line: 2, rows: 1 });
    expect(look.rows).toMatchObject([
      { line: 3, verdict: 'new', firstDay: null, lastDay: null, hasPassword: false, problems: [] },
    ]);
    expect(look.aside.map(({ line, reason }) => [line, reason])).toEqual([
      [1, 'above'],
      [2, 'heading'],
    ]);
  });

  it('2: a quotation mark without its partner swallows no record', async () => {
    const look = await lookAt(
      await testOffice(),
      `企业名称\t纳税人识别号\t备注\n沈阳丁商贸有限公司\t${id(2)}\t"老板姓王\n沈阳戊商贸有限公司\t${id(3)}\t电话占线"\n沈阳己商贸有限公司\t${id(4)}\t无`,
    );
    expect(look.rows.map(({ name, verdict }) => [name, verdict]).toSorted()).toEqual([
      ['沈阳丁商贸有限公司', 'new'],
      ['沈阳己商贸有限公司', 'new'],
      ['沈阳戊商贸有限公司', 'new'],
    ]);
    expect(look.rows[0]?.problems).toEqual([
      { field: 'record', warning: true, message: expect.stringContaining('引号不成对') },
    ]);
  });

  it('3: marks inside a name turn no quoting off for other rows', async () => {
    const { cells } = await lookAt(
      await testOffice(),
      `企业名称,纳税人识别号,地址,联系方式\n沈阳"老边"饺子馆,${id(5)},沈阳市沈河区,13900000001\n沈阳丙商贸有限公司,${id(6)},"沈阳市和平区南京街1号, 3楼",13900000002`,
    );
    expect(await cells(2)).toEqual(['沈阳"老边"饺子馆', id(5), '沈阳市沈河区', '13900000001']);
    expect(await cells(3)).toEqual(['沈阳丙商贸有限公司', id(6), '沈阳市和平区南京街1号, 3楼', '13900000002']);
  });

  it('4: without headings nobody is called after an address', async () => {
    const look = await lookAt(
      await testOffice(),
      `老王面馆,${id(7)},沈阳市和平区南京街1号\n小卖部,${id(8)},沈阳市和平区南京街2号`,
    );
    expect(look.columns.map(({ field }) => field)).toEqual(['name', 'taxpayerId', 'address']);
    expect(look.rows.map(({ name }) => name)).toEqual(['老王面馆', '小卖部']);
  });

  it.each([
    ['社会信用代码（纳税人识别号）', 'taxpayerId'],
    ['企业全称', 'name'],
    ['单位全称', 'name'],
    ['客户名称（必填）', 'name'],
    ['*客户名称', 'name'],
    ['企业税号', 'taxpayerId'],
    ['信用代码/税号', 'taxpayerId'],
    ['记账会计', 'staff'],
  ])('5: the heading %s is %s', async (heading, field) => {
    const other = field === 'name' ? '税号' : '名称';
    const look = await lookAt(await testOffice(), `${heading},${other},状态\n沈阳甲商贸有限公司,${id(1)},正常`);
    expect(look.columns[0]?.field).toBe(field);
  });

  it('5: what may be an agreement waits for a yes; a password without an agreement and a type that is none refuse no row', async () => {
    const test = await testOffice();
    const look = await lookAt(
      test,
      `名称,税号,合同开始,服务期限起,负责人,类型,密码,联系人,联系电话\n沈阳甲商贸有限公司,${id(1)},2026-01-01,2026-01-01,张三,有限责任公司,Mima#2026,李四,13900000001`,
    );
    expect(look.columns.map(({ field }) => field)).toEqual([
      'name',
      'taxpayerId',
      null,
      null,
      null,
      null,
      null,
      'contact',
      'contact',
    ]);
    expect(look.columns.map(({ suggestion }) => suggestion)).toEqual([
      null,
      null,
      'firstDay',
      'firstDay',
      null,
      null,
      'agreementPassword',
      null,
      null,
    ]);
    expect(look.rows).toMatchObject([{ verdict: 'new', problems: [] }]);
    expect(JSON.stringify(look)).not.toContain('Mima');
    await look.run();
    const found = await look.client('沈阳甲商贸有限公司');
    expect(found).toMatchObject({ contact: '李四 13900000001', agreement: { state: 'none' } });
  });

  it('6: one bad byte spoils its cell and nothing else, with and without a mark', async () => {
    const line = (n: number, note: string): string => `沈阳第${n}商贸有限公司,${id(n)},${note}\n`;
    for (const [mark, bad] of [
      [[], [0x80]],
      [[0xef, 0xbb, 0xbf], [0xe6]],
    ] as const) {
      const file = bytes(
        [...mark],
        '企业名称,纳税人识别号,备注\n',
        line(1, '好'),
        `沈阳第2商贸有限公司,${id(2)},`,
        [...bad],
        '\n',
      );
      const look = await lookAt(await testOffice(), { name: '客户.csv', bytes: file });
      expect(look).toMatchObject({ encoding: 'utf-8', replaced: 1 });
      expect(look.rows.map(({ name, verdict }) => [name, verdict])).toEqual([
        ['沈阳第1商贸有限公司', 'new'],
        ['沈阳第2商贸有限公司', 'new'],
      ]);
      expect(look.rows[1]?.problems).toEqual([{ field: 'note', warning: true, message: expect.stringContaining('�') }]);
    }
  });

  it('7: what is left out is the whole record, not one of its lines', async () => {
    const look = await lookAt(
      await testOffice(),
      `企业名称,纳税人识别号,备注\n沈阳甲商贸有限公司,91210102MAY000018T,"上午来\n下午走"\n沈阳乙商贸有限公司,${id(2)},无`,
    );
    expect(look.rows.map(({ line, verdict }) => [line, verdict])).toEqual([
      [2, 'refused'],
      [4, 'new'],
    ]);
    const after = await look.mend(2, [], true);
    expect(after.rows.map(({ name }) => name)).toEqual(['沈阳乙商贸有限公司']);
    expect(after.total).toBe(1);
    expect((await after.unmend()).rows.map(({ line }) => line)).toEqual([2, 4]);
  });

  it('8: ="…" and a leading apostrophe are how spreadsheets keep a number a text', async () => {
    const look = await lookAt(
      await testOffice(),
      `名称,税号\n沈阳甲商贸有限公司,="${id(1)}"\n沈阳乙商贸有限公司,'${id(2)}\n沈阳丙商贸有限公司,"\t${id(3)}"`,
    );
    expect(look.rows.map(({ taxpayerId }) => taxpayerId)).toEqual([id(1), id(2), id(3)]);
    expect(look.counts).toMatchObject({ new: 3, refused: 0 });
  });

  it('9: what nobody sees in a password is taken away and told; from names and numbers it goes silently', async () => {
    const test = await testOffice();
    const look = await lookAt(
      test,
      `企业名称,纳税人识别号,协议开始,协议到期,协议密码\n沈阳\u200b甲商贸有限公司,\ufeff${id(1)}\u200b,2026-01-01,2030-12-31,Hetong#71ab\u200b`,
    );
    expect(look.rows).toMatchObject([
      {
        name: '沈阳甲商贸有限公司',
        taxpayerId: id(1),
        verdict: 'new',
        problems: [{ field: 'agreementPassword', warning: true, message: expect.stringContaining('U+200B') }],
      },
    ]);
    await look.run();
    const { clientId } = await look.client('沈阳甲商贸有限公司');
    const zhao = await test.signIn('zhao');
    await expect(
      test.engine.office.enter.enter(zhao, clientId, {
        kind: 'password',
        agreementPassword: 'Hetong#71ab',
        remember: false,
      }),
    ).resolves.toMatchObject({ agreement: { recordedByAgency: true } });
  });

  it('12: another width of a bracket is no other name', async () => {
    const test = await testOffice();
    await test.addClient('geng', { name: '沈阳庚商贸（集团）有限公司', taxpayerId: id(9), agreements: [] });
    const look = await lookAt(test, `名称,税号\n沈阳庚商贸(集团)有限公司,${id(9)}`);
    expect(look.rows).toMatchObject([{ name: '沈阳庚商贸（集团）有限公司', verdict: 'same', problems: [] }]);
  });

  it('a second column of numbers stands in for one that was rounded, with a warning', async () => {
    const look = await lookAt(await testOffice(), `名称,统一社会信用代码,税号\n沈阳甲商贸有限公司,9.12E+17,${id(1)}`);
    expect(look.rows).toMatchObject([
      { taxpayerId: id(1), verdict: 'new', problems: [{ field: 'taxpayerId', warning: true }] },
    ]);
  });

  it('a number that a spreadsheet rounded is refused, never guessed', async () => {
    const look = await lookAt(await testOffice(), '名称,税号\n沈阳甲商贸有限公司,9.12101E+17');
    expect(look.rows).toMatchObject([{ verdict: 'refused' }]);
    expect(errorsOf(look.rows[0])).toEqual(['taxpayerId']);
  });
});
