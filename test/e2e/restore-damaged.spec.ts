import { copyFile, open, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Desk } from './flows/desk.ts';
import { expect, test } from './support/desk.ts';
import { callAs } from './support/engine.ts';
import { foundOffice, ownOffice } from './support/own-office.ts';

test.use({ world: null });
test.describe.configure({ timeout: 120_000 });

/** Spoils a page near the end of the store: an office opens over it, because nothing reads it. */
async function spoil(file: string): Promise<void> {
  const { size } = await stat(file);
  const handle = await open(file, 'r+');
  await handle.write(Buffer.alloc(64, 7), 0, 64, Math.floor(size / 4_096 - 3) * 4_096 + 500);
  await handle.close();
}

test('an office that opens over a damaged file says so, is closed for its backup, and goes on with what was backed up', async ({
  page,
  host,
  desk,
}) => {
  const recoveryKey = await foundOffice(host);
  await page.goto(host.url);
  await desk.signInOwn();
  const name = '沈阳华盛商贸有限公司';
  expect((await callAs(page, '/clients', { name, taxpayerId: '91110108551385082Q' })).status).toBe(200);
  await desk.frame.go('设置');
  await page.getByRole('link', { name: '备份', exact: true }).click();
  await page.getByRole('button', { name: '立即备份' }).click();
  await expect(page.getByText(/已备份到/)).toBeVisible();
  const saved = await host.savedBy(() => page.getByRole('button', { name: /^另存 / }).click());
  const backup = join(host.dataDir, saved.name);
  await copyFile(saved.path, backup);
  await host.stop();
  await spoil(join(host.dataDir, 'office/desk.sqlite'));

  page = await host.restart();
  desk = new Desk(page);
  const unlock = page.getByLabel('启动口令', { exact: true });
  await expect(unlock.or(desk.signIn.firmId).first()).toBeVisible();
  if (await unlock.isVisible()) {
    await unlock.fill(ownOffice.passphrase);
    await unlock.press('Enter');
  }
  await desk.signInOwn();
  await desk.frame.go('设置');
  await page.getByRole('link', { name: '备份', exact: true }).click();
  await page.getByRole('button', { name: '立即备份' }).click();
  // Told where it was found, in the status bar, and with the way back.
  await expect(page.getByText(/数据文件有损坏，没有生成备份/)).toBeVisible();
  await expect(desk.frame.status).toContainText('数据文件有损坏');
  await page.getByRole('button', { name: '关闭并恢复备份' }).click();
  const sheet = page.getByRole('dialog', { name: '关闭并恢复备份' });
  await expect(sheet).toContainText('所有窗口里的登录都会结束');
  await sheet.getByRole('button', { name: '关闭并恢复备份' }).click();

  await expect(page.getByRole('heading', { name: '数据文件已损坏' })).toBeVisible();
  await page.getByRole('button', { name: '恢复备份', exact: true }).click();
  await page.locator('input[type="file"]').setInputFiles(backup);
  const choice = page.getByRole('radio', { name: /使用启动口令/ });
  if ((await choice.count()) > 0) await choice.check();
  await page.getByLabel('启动口令', { exact: true }).fill('brand-new-machine-7');
  await page.getByLabel('再输一次启动口令').fill('brand-new-machine-7');
  await page.getByLabel('恢复密钥', { exact: true }).fill(recoveryKey);
  await page.getByRole('button', { name: '开始恢复' }).click();
  await expect(page).toHaveURL(/#\/sign-in/);
  await desk.signInOwn();
  await expect(desk.list.row(name)).toHaveCount(1);
  await expect(desk.frame.status).not.toContainText('损坏');
});
