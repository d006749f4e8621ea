import { Workbook } from '@cj-tech-master/excelts';
import { describe, expect, it } from 'vitest';
import { looksLikeAddress } from '../../../src-main/office/imports/column-values.ts';
import { agencyId, testOffice } from './fixture.ts';
import { lookAt, pasted } from './import-sheets.ts';
import { sampleId } from './sample-sheets.ts';
import { officeWithVault } from './vault-fixture.ts';

/* What was found by reading the import as somebody would be hurt by it. */

describe('what is remembered of columns', () => {
  const table = `名称,税号,起始日,到期日,密码,密码\n沈阳子商贸有限公司,${sampleId(1)},2026-01-01,2027-12-31,Xieyi-2026,Geshui-2026`;

  it('is remembered by column: the second of one heading does not take the place of the first', async () => {
    const test = await testOffice();
    const chosen = ['firstDay', 'lastDay', 'agreementPassword'].map((field, at) => ({ column: at + 2, field }));
    const first = await lookAt(test, table, { columns: chosen });
    expect((await first.run()).rows).toMatchObject([{ result: 'added' }]);
    const again = await lookAt(test, table);
    expect(again.columns.map(({ field }) => field)).toEqual([
      'name',
      'taxpayerId',
      'firstDay',
      'lastDay',
      'agreementPassword',
      null,
    ]);
  });

  it('also that one is not to be used', async () => {
    const test = await testOffice();
    const text = `名称,税号,备注\n沈阳丑商贸有限公司,${sampleId(2)},写着玩`;
    await (await lookAt(test, text, { columns: [{ column: 2, field: 'none' }] })).run();
    expect((await lookAt(test, text)).columns[2]).toMatchObject({ field: null });
  });
});

describe('names of staff members', () => {
  it('are one name where two characters stand apart to fill the width of three', async () => {
    const test = await testOffice();
    const look = await lookAt(
      test,
      `名称,税号,记账会计\n沈阳寅商贸有限公司,${sampleId(3)},孙 悦\n沈阳卯商贸有限公司,${sampleId(4)},孙　悦、李 想`,
    );
    expect(look.unknownStaff).toEqual([]);
    await look.run();
    const { assigned } = await look.client('沈阳卯商贸有限公司');
    expect(assigned.map(({ handlerId }) => handlerId).toSorted()).toEqual(['li', 'sun']);
  });
});

describe('a row that cannot be imported', () => {
  it('tells first what stands in the way', async () => {
    const test = await testOffice();
    const look = await lookAt(
      test,
      `名称,税号,记账会计,协议起始日,协议到期日\n沈阳寅商贸有限公司,${sampleId(3)},无此人,2026-01-01,2027-12-31`,
    );
    expect(look.rows[0]).toMatchObject({ verdict: 'refused' });
    expect(look.rows[0]!.problems.map(({ warning }) => warning === true)).toEqual([false, true]);
  });
});

it('a client’s row taken for the headings keeps its password to itself', async () => {
  const test = await testOffice();
  const rows = `沈阳寅商贸有限公司,${sampleId(3)},Mima2026\n沈阳卯商贸有限公司,${sampleId(4)},Kouling9#`;
  const look = await lookAt(test, `名称,税号,密码\n${rows}`);
  for (const layout of [{ heading: 2 }, { heading: 1, headingRows: 2 as const }])
    expect(JSON.stringify((await look.again(layout)).columns)).not.toContain('Mima2026');
});

describe('H5: present assignments', () => {
  it.each(['无此人', '孙会计、无此人'])('stay when somebody in the cell is nobody: %s', async (staff) => {
    const test = await testOffice();
    await test.addClient('hua', { name: '沈阳寅商贸有限公司', taxpayerId: sampleId(3), assigned: ['sun', 'li'] });
    const look = await lookAt(test, `名称,税号,记账会计,备注\n沈阳寅商贸有限公司,${sampleId(3)},${staff},新的`);
    await look.run();
    const { assigned } = await look.client('沈阳寅商贸有限公司');
    expect(assigned.map(({ handlerId }) => handlerId).toSorted()).toEqual(['li', 'sun']);
  });

  it('stay when a name that is nobody’s is to be nobody', async () => {
    const test = await testOffice();
    await test.addClient('hua', { name: '沈阳寅商贸有限公司', taxpayerId: sampleId(3), assigned: ['sun'] });
    const look = await lookAt(test, `名称,税号,记账会计,备注\n沈阳寅商贸有限公司,${sampleId(3)},老钱,新的`, {
      staff: [{ name: '老钱', handlerId: null }],
    });
    await look.run();
    expect((await look.client('沈阳寅商贸有限公司')).assigned).toMatchObject([{ handlerId: 'sun' }]);
  });
});

it('a preview of before a change cannot be run, also when nothing is left to look at', async () => {
  const test = await testOffice();
  const look = await lookAt(test, `名称,税号\n沈阳卯商贸有限公司,${sampleId(4)}`);
  await expect(look.mend(2, [], true)).rejects.toMatchObject({ fields: [{ field: 'source' }] });
  await expect(look.run()).rejects.toMatchObject({ code: 'NOT_FOUND' });
});

it('J3: a book is forgotten with the session that opened it', async () => {
  const test = await testOffice();
  const zhao = await test.signIn('zhao');
  const { imports } = test.engine.office;
  const { book } = await imports.open(zhao, pasted(`名称,税号\n沈阳卯商贸有限公司,${sampleId(4)}`));
  await expect(imports.preview(zhao, book)).resolves.toMatchObject({ total: 1 });
  await test.engine.bureau.sessions.signOut('zhao');
  await expect(imports.preview(zhao, book)).rejects.toMatchObject({ code: 'NOT_FOUND' });
});

it('a later agreement leaves the remembered password of the one in force', async () => {
  const { test, zhao, remembered } = await officeWithVault();
  await test.store.db
    .updateTable('agreement')
    .set({ agency_id: agencyId, last_day: '2026-12-31' })
    .where('client_id', '=', 'hua')
    .execute();
  const taxpayerId = sampleId(6);
  await test.store.db.updateTable('enterprise').set({ taxpayer_id: taxpayerId }).where('id', '=', 'hua').execute();
  const { imports, vault } = test.engine.office;
  const text = `名称,税号,协议起始日,协议到期日,协议密码\nhua有限公司,${taxpayerId},2027-01-01,2027-12-31,Mingnian-2027`;
  const { book } = await imports.open(zhao, pasted(text));
  const { work } = imports.run(zhao, (await imports.preview(zhao, book)).preview);
  await expect.poll(() => imports.result(work).done, { timeout: 10_000 }).toBe(true);
  expect(imports.result(work).rows).toMatchObject([{ result: 'updated' }]);
  expect((await vault.remembered.recall(zhao, 'hua')).password).toBe(remembered['hua']);
});

describe('odd sheets', () => {
  it('a long cell is no address, whatever stands in it', () => {
    expect(looksLikeAddress('沈阳市和平区南京街1号')).toBe(true);
    expect(looksLikeAddress(`${'市'.repeat(60)}${'1'.repeat(2000)}号`)).toBe(false);
  });

  it('a sheet with borders far to the right is read', async () => {
    const book = new Workbook();
    const sheet = book.addWorksheet('客户');
    sheet.addRow(['名称', '税号']);
    sheet.addRow(['沈阳辰商贸有限公司', sampleId(5)]);
    for (let column = 3; column <= 300; column += 1)
      sheet.getCell(1, column).border = { bottom: { style: 'thin', color: { argb: 'FF000000' } } };
    const bytes = new Uint8Array(await book.xlsx.writeBuffer());
    const look = await lookAt(await testOffice(), { name: '客户.xlsx', bytes });
    expect(look.rows).toMatchObject([{ name: '沈阳辰商贸有限公司', verdict: 'new' }]);
  });
});
