import type { Page } from '@playwright/test';
import { keepassFile } from '../unit/office/keepass-file.ts';
import { codeOf } from './support/codes.ts';
import { expect, test } from './support/desk.ts';
import { callAs } from './support/engine.ts';
import { foundOffice } from './support/own-office.ts';

const passphrase = 'Geheim-Tresor-1';

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
const choose = (page: Page, name: string, buffer: Buffer) =>
  page.locator('input[type="file"]').first().setInputFiles({ name, mimeType: 'application/octet-stream', buffer });

test.describe('in the own office', () => {
  test.use({ world: null });

  test('a KeePass file: the password, the yes, one entry given by hand, the accounts, the undo', async ({
    page,
    host,
    desk,
  }, info) => {
    test.slow();
    await foundOffice(host);
    await page.goto(host.url);
    await desk.signInOwn();
    for (const [n, name] of ['沈阳甲商贸有限公司', '沈阳乙商贸有限公司'].entries())
      await callAs(page, '/clients', { name, taxpayerId: codeOf(n + 1) });
    await page.getByRole('button', { name: '批量导入' }).first().click();
    const bytes = await keepassFile([
      { group: '沈阳甲商贸有限公司', title: '个税', login: '13900001001', secret: 'Geheim#1', note: 'Geheim#n' },
      { title: `社保 ${codeOf(2)}`, login: '210101', secret: 'Geheim#2' },
      { title: '网银', login: 'yi-bank', secret: 'Geheim#3', hidden: { PIN: 'Geheim#4' } },
      { title: '沈阳甲商贸有限公司 年报', secret: '' },
    ]);
    await choose(page, '客户密码.kdbx', Buffer.from(bytes));
    await expect(page.getByRole('heading', { name: '密码库：客户密码.kdbx' })).toBeVisible();
    await pictures(page, (name) => info.outputPath(name), 'open');
    await page.getByLabel('密码库的密码').fill('falsch');
    await page.getByRole('button', { name: '打开密码库' }).click();
    await expect(page.getByText('密码不正确，请核对大小写')).toBeVisible();
    await page.getByLabel('密码库的密码').fill(passphrase);
    await page.keyboard.press('Enter');

    await expect(page.getByText('KeePass（KDBX 4），共 4 条')).toBeVisible();
    await expect(page.getByTestId('entries-run')).toBeDisabled();
    await page.getByTestId('entries-sure').click();
    await expect(page.getByTestId('entries-run')).toHaveText('导入 2 个账号');
    await page.getByRole('button', { name: '修改「网银」' }).click();
    const dialog = page.getByRole('dialog', { name: '这一条是什么账号' });
    await dialog.getByLabel('查找客户').fill('沈阳乙');
    await expect(dialog.getByLabel('客户', { exact: true })).toHaveValue(/.+/);
    await dialog.getByText('导入这一条', { exact: true }).click();
    await pictures(page, (name) => info.outputPath(name), 'edit');
    await dialog.getByRole('button', { name: '确定' }).click();
    await expect(page.getByTestId('entries-run')).toHaveText('导入 3 个账号');
    await pictures(page, (name) => info.outputPath(name), 'rows');
    await expect(page.locator('body')).not.toContainText('Geheim#');

    await page.getByTestId('entries-run').click();
    await expect(page.getByText('导入完成：新增账号 3 个，更换 0 个，无变化 0 个，涉及 2 户')).toBeVisible();
    await pictures(page, (name) => info.outputPath(name), 'result');
    const { body } = await callAs(page, '/clients/search', { query: '沈阳乙' });
    const { rows } = body as { rows: { clientId: string }[] };
    await page.evaluate((id) => {
      location.hash = `#/clients/${id}/edit`;
    }, rows[0]?.clientId);
    const accounts = page.getByRole('region', { name: /^账号与密码/ });
    await expect(accounts).toContainText('共 2 个');
    await expect(accounts.getByRole('listitem', { name: /银行/ })).toContainText('yi-bank');

    await desk.frame.go('客户');
    await page.getByRole('button', { name: '批量导入' }).first().click();
    await page.getByRole('button', { name: '撤销本次导入' }).click();
    await page.getByTestId('import-undo').click();
    await expect(page.getByText('已撤销：移除 0 户，恢复 2 户，保留 0 户').first()).toBeVisible();
  });

  test('a .csv of KeePassXC is read at once and named as not encrypted; a damaged one is told', async ({
    page,
    host,
    desk,
  }) => {
    await foundOffice(host);
    await page.goto(host.url);
    await desk.signInOwn();
    await callAs(page, '/clients', { name: '沈阳甲商贸有限公司', taxpayerId: codeOf(1) });
    await page.getByRole('button', { name: '批量导入' }).first().click();
    const head = '"Group","Title","Username","Password","URL","Notes"\n';
    await choose(page, 'keepassxc.csv', Buffer.from(`${head}"Root","沈阳甲商贸有限公司 社保","u","Geheim#1`));
    await expect(page.getByRole('alert')).toContainText('引号不成对');
    await page.getByRole('button', { name: '换一个文件' }).click();
    await choose(page, 'keepassxc.csv', Buffer.from(`${head}"Root","沈阳甲商贸有限公司 社保","u","Geheim#1","",""\n`));
    await expect(page.getByText('这个文件里的密码没有加密')).toBeVisible();
    await page.getByRole('checkbox', { name: '导入「沈阳甲商贸有限公司 社保」' }).check();
    await page.getByTestId('entries-run').click();
    await expect(page.getByText('导入完成：新增账号 1 个')).toBeVisible();
  });
});
