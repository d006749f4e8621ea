import { readFile } from 'node:fs/promises';
import { Workbook } from '@cj-tech-master/excelts';
import type { Page } from '@playwright/test';
import { codeOf } from './support/codes.ts';
import { demo } from './support/demo.ts';
import { expect, test } from './support/desk.ts';
import { foundOffice } from './support/own-office.ts';

const read = (page: Page) => page.getByRole('button', { name: '读取', exact: true }).click();
const toRows = (page: Page) => page.getByTestId('import-rows').click();
const columnRow = (page: Page, heading: string) =>
  page.getByRole('region', { name: '每一列是什么' }).getByRole('row', { name: heading });

const table = (page: Page) => page.getByRole('table', { name: '批量导入客户' });

const headings =
  '企业名称 归属地 记账会计 统一社会信用代码 注册地址 成立日期 开始日期 法人姓名 法人税务密码 税种 备注信息'.split(' ');
const cellOf = (heading: string, n: number): string =>
  ({
    企业名称: `沈阳试${n}号商贸有限公司`,
    记账会计: '钱会计',
    统一社会信用代码: codeOf(n),
    注册地址: `沈阳市和平区南京街${n}号`,
    成立日期: '2019-03-05',
    开始日期: '2026-01-01',
    法人税务密码: `Mima#${n}xy`,
  })[heading] ?? `${heading}${n}`;

test.describe('in the own office', () => {
  test.use({ world: null });

  test('a pasted table is looked at, mended line by line, imported, and told row by row', async ({
    page,
    host,
    desk,
  }) => {
    await foundOffice(host);
    await page.goto(host.url);
    await desk.signInOwn();
    await page.getByRole('button', { name: '批量导入' }).first().click();
    await read(page);
    await expect(page.getByText('请先粘贴内容或选择文件')).toBeVisible();

    const wrongCheck = `${codeOf(3).slice(0, 17)}${codeOf(3).endsWith('1') ? '2' : '1'}`;
    await page
      .getByLabel('粘贴的内容')
      .fill(
        [
          '企业名称\t纳税人识别号\t开始日期\t结束日期\t协议密码',
          `沈阳甲商贸有限公司\t${codeOf(1)}\t2026-01-01\t2030-12-31\tHetong#71ab`,
          `大连乙科技有限公司\t${codeOf(2)}\t\t\t`,
          `鞍山丙建材有限公司\t${wrongCheck}\t\t\t`,
          `沈阳丁餐饮有限公司\t${codeOf(4)}\t2027-01-01\t2026-01-01\tHetong#71ab`,
        ].join('\n'),
      );
    await read(page);
    for (const heading of ['企业名称', '纳税人识别号', '开始日期', '结束日期', '协议密码'])
      await expect(columnRow(page, heading)).toContainText('已识别');
    await expect(page.locator('body')).not.toContainText('Hetong#71ab');
    await toRows(page);
    // What cannot be imported is what there is to do.
    await expect(table(page).getByRole('row')).toHaveCount(3);
    await expect(table(page)).toContainText('第 18 位校验码');
    await expect(table(page)).not.toContainText('Hetong#71ab');
    await expect(page.getByTestId('import-run')).toHaveText('导入 2 户');

    await page.getByRole('button', { name: '修改第 4 行' }).click();
    await page.getByRole('dialog').getByLabel('纳税人识别号').fill(codeOf(3));
    await page.keyboard.press('Enter');
    await expect(page.getByRole('dialog')).toHaveCount(0);
    await expect(page.getByTestId('import-run')).toHaveText('导入 3 户');
    await expect(table(page).getByRole('row')).toHaveCount(2);

    await page.getByTestId('import-run').click();
    await expect(page.getByText('导入完成：新增 3，更新 0，无变化 0，未导入 1')).toBeVisible();
    const saved = await host.savedBy(() => page.getByRole('button', { name: '导出未导入的行' }).click());
    expect(saved.name).toMatch(/^未导入的客户-\d{4}-\d{2}-\d{2}\.xlsx$/);
    const report = new Workbook();
    await report.xlsx.load(await readFile(saved.path));
    const cells = JSON.stringify(report.worksheets[0]?.getSheetValues());
    expect(cells).toContain('原因');
    expect(cells).toContain('沈阳丁餐饮有限公司');
    expect(cells).not.toContain('Hetong');

    await page.getByRole('button', { name: '查看客户' }).click();
    await expect(desk.list.count).toHaveText('共 3 户');
    await expect(desk.list.rows.filter({ hasText: '沈阳甲商贸有限公司' })).toContainText('有效');
  });

  test('the sheet of an office goes in as .xlsx: title rows, what waits for a yes, what is not used, no secret anywhere', async ({
    page,
    host,
    desk,
  }) => {
    await foundOffice(host);
    await page.goto(host.url);
    await desk.signInOwn();
    await page.getByRole('button', { name: '批量导入' }).first().click();
    const workbook = new Workbook();
    workbook.addWorksheet('说明').addRow(['请按模板填写']);
    const sheet = workbook.addWorksheet('客户');
    sheet.addRow(['代账客户一览表']);
    sheet.mergeCells('A1:H1');
    sheet.addRow(headings);
    for (const n of [21, 22, 23]) sheet.addRow(headings.map((heading) => cellOf(heading, n)));
    sheet.addRow(['合计', '', '', '3户']);
    await page.locator('input[type="file"]').setInputFiles({
      name: '客户表.xlsx',
      mimeType: 'application/octet-stream',
      buffer: Buffer.from(await workbook.xlsx.writeBuffer()),
    });
    await page.getByLabel('工作表').selectOption({ label: '客户（6 行）' });
    await expect(columnRow(page, '统一社会信用代码')).toContainText('已识别');
    await expect(columnRow(page, '法人税务密码')).toContainText('账号密码');
    await expect(columnRow(page, '开始日期')).toContainText('等您确认');
    await expect(page.locator('body')).not.toContainText('Mima#');
    await columnRow(page, '开始日期').getByRole('button', { name: '不是', exact: true }).click();
    await expect(columnRow(page, '开始日期')).toContainText('未使用');
    await columnRow(page, '成立日期').getByRole('combobox').selectOption('备注');
    await toRows(page);
    await expect(page.getByText('有 1 个名字不是本机构的待办人员（钱会计）')).toBeVisible();
    await page.getByRole('button', { name: '指定是谁' }).click();
    await page.getByLabel('「钱会计」是谁').selectOption('王丽');
    await page.getByRole('button', { name: '确定' }).click();
    await expect(page.getByText('不是本机构的待办人员')).toHaveCount(0);
    await page.getByRole('button', { name: /放在一边/ }).click();
    await expect(page.getByRole('table', { name: '放在一边' })).toContainText('合计行');
    await page.getByTestId('import-run').click();
    await expect(page.getByText('导入完成：新增 3，更新 0，无变化 0，未导入 0')).toBeVisible();
    await page.getByRole('button', { name: '查看客户' }).click();
    await expect(desk.list.rows.filter({ hasText: '沈阳试21号商贸有限公司' })).toContainText('王丽');
  });

  test('a file of Chinese Windows (GB18030) is read; what is known already is no change', async ({
    page,
    host,
    desk,
  }) => {
    await foundOffice(host);
    await page.goto(host.url);
    await desk.signInOwn();
    await page.getByRole('button', { name: '批量导入' }).first().click();
    // 沈阳,<id> in GB18030: written by hand, because Node has no encoder for it.
    const bytes = Buffer.concat([
      Buffer.from([0xc9, 0xf2, 0xd1, 0xf4, 0xb4, 0xf3, 0xc1, 0xac]),
      Buffer.from(`,${codeOf(8)}\r\n`),
    ]);
    for (const expected of ['导入完成：新增 1，更新 0，无变化 0，未导入 0', null]) {
      await page.locator('input[type="file"]').setInputFiles({ name: '客户.csv', mimeType: 'text/csv', buffer: bytes });
      await expect(page.getByText('客户.csv · GB18030 · 读到 1 行')).toBeVisible();
      await toRows(page);
      await expect(table(page)).toContainText('沈阳大连');
      if (expected === null) break;
      await page.getByTestId('import-run').click();
      await expect(page.getByText(expected)).toBeVisible();
      await page.getByRole('button', { name: '再导入一批' }).click();
    }
    await expect(table(page)).toContainText('无变化');
    await expect(page.getByTestId('import-run')).toBeDisabled();
  });

  test('an import goes on when the page is left, and can be cancelled; a damaged workbook is told', async ({
    page,
    host,
    desk,
  }) => {
    await foundOffice(host);
    await page.goto(host.url);
    await desk.signInOwn();
    await page.getByRole('button', { name: '批量导入' }).first().click();
    await page.locator('input[type="file"]').setInputFiles({
      name: '客户.xlsx',
      mimeType: 'application/octet-stream',
      buffer: Buffer.from([0x50, 0x4b, 0x03, 0x04, 0x14]),
    });
    await expect(page.getByText(/这个工作簿已损坏或不完整/)).toBeVisible();

    const lines = Array.from(
      { length: 400 },
      (_, i) => `沈阳测试${i}号商贸有限公司\t${codeOf(i + 100)}\t2026-01-01\t2030-12-31\tHetong#71ab`,
    );
    await page
      .getByLabel('粘贴的内容')
      .fill(['企业名称\t纳税人识别号\t协议开始\t协议到期\t协议密码', ...lines].join('\n'));
    await read(page);
    await toRows(page);
    await expect(page.getByTestId('import-run')).toHaveText('导入 400 户');
    await page.getByTestId('import-run').click();
    await expect(page.getByRole('progressbar', { name: '导入客户' })).toBeVisible();
    await desk.frame.go('轨迹');
    await expect(desk.frame.status).toContainText('导入客户');
    await desk.frame.go('客户');
    await page.getByRole('button', { name: '批量导入' }).first().click();
    await page.getByRole('button', { name: '取消', exact: true }).click();
    await expect(page.getByText('已取消，没有写入任何数据', { exact: true })).toBeVisible();
  });
});

test('who is not an admin is told who can import', async ({ page, desk }) => {
  await desk.signInAs(demo.member);
  await page.evaluate(() => {
    location.hash = '#/import';
  });
  await expect(page.getByText('批量导入由机构管理员办理。需要导入时，请联系管理员。')).toBeVisible();
});
