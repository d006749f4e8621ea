import { Workbook } from '@cj-tech-master/excelts';
import type { Page } from '@playwright/test';
import { codeOf } from './support/codes.ts';
import { expect, test } from './support/desk.ts';
import { callAs } from './support/engine.ts';
import { foundOffice } from './support/own-office.ts';

const headings =
  '企业名称 统一社会信用代码 注册地址 法人姓名 法人税务密码 财务负责人 财务负责人税务密码 办税员 办税员税务密码 个税账号 个税密码 社保账号 社保密码 工商公示密码 开票密码 UKey密码 CA证书密码 网银密码 备注'.split(
    ' ',
  );
const secretOf = (heading: string, n: number): string => `Geheim#${n}${headings.indexOf(heading)}zq`;
const cellOf = (heading: string, n: number): string =>
  ({
    企业名称: `沈阳密${n}号商贸有限公司`,
    统一社会信用代码: codeOf(n),
    注册地址: `沈阳市和平区南京街${n}号`,
    法人姓名: '王一',
    财务负责人: '李二',
    办税员: '孙三',
    个税账号: `1390000${1000 + n}`,
    社保账号: `21010${n}`,
    备注: '',
  })[heading] ?? secretOf(heading, n);
const columnRow = (page: Page, heading: string) =>
  page.getByRole('region', { name: '每一列是什么' }).getByRole('row', { name: heading });
const table = (page: Page) => page.getByRole('table', { name: '批量导入客户' });

/** Looked at in both themes and both sizes. */
async function pictures(page: Page, path: (name: string) => string, name: string): Promise<void> {
  for (const [width, height] of [
    [1440, 900],
    [1024, 700],
  ] as const) {
    await page.setViewportSize({ width, height });
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      await page.screenshot({ path: path(`${name}-${width}-${colorScheme}.png`), animations: 'disabled' });
    }
  }
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.emulateMedia({ colorScheme: 'light' });
}

test.describe('in the own office', () => {
  test.use({ world: null });

  test('passwords of a sheet: the yes, the run, the accounts at the client, the undo', async ({
    page,
    host,
    desk,
  }, info) => {
    test.slow();
    await foundOffice(host);
    await page.goto(host.url);
    await desk.signInOwn();
    await page.getByRole('button', { name: '批量导入' }).first().click();
    const workbook = new Workbook();
    const sheet = workbook.addWorksheet('客户');
    sheet.addRow(headings);
    for (const n of [1, 2, 3]) sheet.addRow(headings.map((heading) => cellOf(heading, n)));
    await page.locator('input[type="file"]').setInputFiles({
      name: '客户密码表.xlsx',
      mimeType: 'application/octet-stream',
      buffer: Buffer.from(await workbook.xlsx.writeBuffer()),
    });
    await expect(columnRow(page, '法人税务密码')).toContainText('等您确认');
    await expect(columnRow(page, '个税密码')).toContainText('登录名：个税账号');
    await pictures(page, (name) => info.outputPath(name), 'columns');

    // One is told apart by hand, one is refused, the rest is taken as it seems to be.
    await columnRow(page, '网银密码').getByRole('button', { name: '修改「网银密码」是什么账号' }).click();
    await page.getByRole('dialog').getByLabel('网址或软件').fill('工商银行网银');
    await pictures(page, (name) => info.outputPath(name), 'account-column');
    await page.getByRole('button', { name: '存为银行' }).click();
    await expect(columnRow(page, '网银密码')).toContainText('您选择');
    await columnRow(page, '开票密码').getByRole('button', { name: '不是', exact: true }).click();
    await page.getByRole('button', { name: '8 列密码都按建议存为账号' }).click();
    await expect(page.getByRole('row', { name: /^J 个税账号/ })).toContainText('已配对');
    await page.getByTestId('import-rows').click();
    await expect(table(page)).toContainText('新增9');
    await expect(page.getByText('有 27 个账号会存进保险库')).toBeVisible();
    await pictures(page, (name) => info.outputPath(name), 'rows');
    await expect(page.locator('body')).not.toContainText('Geheim#');

    await page.getByTestId('import-run').click();
    await expect(page.getByText('导入完成：新增 3，更新 0，无变化 0，未导入 0')).toBeVisible();
    await pictures(page, (name) => info.outputPath(name), 'result');
    await page.getByRole('button', { name: '查看客户' }).click();
    await expect(desk.list.count).toHaveText('共 3 户');
    const { body } = await callAs(page, '/clients/search', { query: '沈阳密1号' });
    const { rows } = body as { rows: { clientId: string }[] };
    await page.evaluate((id) => {
      location.hash = `#/clients/${id}/edit`;
    }, rows[0]?.clientId);
    const accounts = page.getByRole('region', { name: /^账号与密码/ });
    await expect(accounts).toContainText('共 9 个');
    const tax = accounts.getByRole('listitem', { name: /个税扣缴端/ });
    await expect(tax).toContainText('13900001001');
    await tax.getByRole('button', { name: /^显示/ }).click();
    await expect(tax.getByTestId('account-secret')).toHaveText(secretOf('个税密码', 1));
    await tax.getByRole('button', { name: /^隐藏/ }).click();

    // 撤销: the client whose secret was looked at stays, the others are gone.
    await desk.frame.go('客户');
    await page.getByRole('button', { name: '批量导入' }).first().click();
    await page.getByRole('button', { name: '再导入一批' }).click();
    await pictures(page, (name) => info.outputPath(name), 'past');
    await page.getByRole('button', { name: '撤销导入：客户密码表.xlsx' }).click();
    const dialog = page.getByRole('dialog', { name: '撤销导入：客户密码表.xlsx' });
    await expect(dialog).toContainText('移除这次新增的 2 户');
    await expect(dialog).toContainText('沈阳密1号商贸有限公司');
    await expect(dialog).toContainText('显示账号密码：个税扣缴端');
    await pictures(page, (name) => info.outputPath(name), 'undo');
    await page.getByTestId('import-undo').click();
    await expect(page.getByText('已撤销：移除 2 户，恢复 0 户，保留 1 户').first()).toBeVisible();
    await page.getByRole('button', { name: '查看已撤销的导入：客户密码表.xlsx' }).click();
    await expect(dialog).toContainText('保留了 1 户');
    await dialog.getByRole('button', { name: '关闭' }).click();
    await desk.frame.go('客户');
    await expect(desk.list.count).toHaveText('共 1 户');
  });

  test('the vault must be open: the rows say so, and it is opened there', async ({ page, host, desk }) => {
    await foundOffice(host);
    await page.goto(host.url);
    await desk.signInOwn();
    await desk.frame.go('设置');
    await page.getByRole('button', { name: '关闭保险库' }).click();
    await desk.frame.go('客户');
    await page.getByRole('button', { name: '批量导入' }).first().click();
    await page
      .getByLabel('粘贴的内容')
      .fill(`企业名称\t纳税人识别号\t社保密码\n沈阳甲商贸有限公司\t${codeOf(1)}\tGeheim#1`);
    await page.getByRole('button', { name: '读取', exact: true }).click();
    await columnRow(page, '社保密码').getByRole('button', { name: '是', exact: true }).click();
    await page.getByTestId('import-rows').click();
    await expect(page.getByText('密码要存进保险库。请先打开保险库，再导入。')).toBeVisible();
    await expect(page.getByTestId('import-run')).toBeDisabled();
    await page.getByRole('button', { name: '打开保险库' }).click();
    await page.getByRole('dialog').getByLabel('个人密码', { exact: true }).fill('Lanse#73qm');
    await page.keyboard.press('Enter');
    await expect(page.getByTestId('import-run')).toBeEnabled();
    await page.getByTestId('import-run').click();
    await expect(page.getByText('导入完成：新增 1，更新 0，无变化 0，未导入 0')).toBeVisible();
    // From the result page the way back is one click.
    await page.getByRole('button', { name: '撤销本次导入' }).click();
    await page.getByTestId('import-undo').click();
    await expect(page.getByText('已撤销：移除 1 户，恢复 0 户，保留 0 户').first()).toBeVisible();
  });
});
