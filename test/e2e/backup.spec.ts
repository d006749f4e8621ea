import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Desk } from './flows/desk.ts';
import { FirstRunPage } from './pages/first-run-page.ts';
import { expect, test } from './support/desk.ts';
import { callAs } from './support/engine.ts';
import { foundOffice, ownOffice } from './support/own-office.ts';

test.use({ world: null });

test('a backup saved to a file brings the office back on a new machine, with the recovery key only', async ({
  page,
  host,
  desk,
}) => {
  const recoveryKey = await foundOffice(host);
  await page.goto(host.url);
  await desk.signInOwn();
  const added = await callAs(page, '/clients', { name: '沈阳华盛商贸有限公司', taxpayerId: '91110108551385082Q' });
  expect(added.status).toBe(200);

  await desk.frame.go('设置');
  await page.getByRole('link', { name: '备份', exact: true }).click();
  await expect(page.getByText('还没有备份过')).toBeVisible();
  await page.getByRole('button', { name: '立即备份' }).click();
  await expect(page.getByText(/已备份到/)).toBeVisible();
  const rows = page.getByRole('row', { name: /\.deskbackup/ });
  await expect(rows).toHaveCount(1);
  await expect(desk.frame.status).toContainText('上次备份');
  const saved = await host.savedBy(() => page.getByRole('button', { name: /^另存 / }).click());
  expect(saved.name).toMatch(/\.deskbackup$/);
  const file = join(host.dataDir, saved.name);
  await copyFile(saved.path, file);

  // A new machine: another, empty data folder.
  page = await (await host.elsewhere()).open();
  desk = new Desk(page);
  await new FirstRunPage(page).restore.click();
  await page.locator('input[type="file"]').setInputFiles(file);
  await expect(page.getByText(saved.name)).toBeVisible();
  const choice = page.getByRole('radio', { name: /使用启动口令/ });
  if ((await choice.count()) > 0) await choice.check();
  await page.getByLabel('启动口令', { exact: true }).fill('brand-new-machine-7');
  await page.getByLabel('再输一次启动口令').fill('brand-new-machine-7');
  const key = page.getByLabel('恢复密钥', { exact: true });
  const act = page.getByRole('button', { name: '开始恢复' });
  // A slip in a group is told by its place; nothing is restored.
  await key.fill(recoveryKey.replace(/^./, (first) => (first === 'A' ? 'B' : 'A')));
  await act.click();
  await expect(page.getByText(/第一组有误/)).toBeVisible();
  await key.fill(recoveryKey);
  await act.click();
  await expect(page).toHaveURL(/#\/sign-in$/);
  await desk.signInOwn();
  await expect(desk.list.rows.filter({ hasText: '沈阳华盛商贸有限公司' })).toHaveCount(1);
});

test('a file that is no backup is refused at its field', async ({ page, host }) => {
  await page.goto(host.url);
  await new FirstRunPage(page).restore.click();
  await page.locator('input[type="file"]').setInputFiles({
    name: '不是备份.deskbackup',
    mimeType: 'application/octet-stream',
    buffer: Buffer.from('not a backup'),
  });
  // Well-formed, of nobody's office.
  await page.getByLabel('恢复密钥', { exact: true }).fill('APFFV-7RY5J-J9RVH-AC2VS-1489S-BB3FA-7B7YB-XHPGN');
  const choice = page.getByRole('radio', { name: /使用启动口令/ });
  if ((await choice.count()) > 0) await choice.check();
  await page.getByLabel('启动口令', { exact: true }).fill(ownOffice.passphrase);
  await page.getByLabel('再输一次启动口令').fill(ownOffice.passphrase);
  await page.getByRole('button', { name: '开始恢复' }).click();
  const field = page.getByRole('group', { name: '备份文件' });
  await expect(field).toContainText(/不是.*备份|备份文件.*(无法|不能|损坏|不完整)/);
  await expect(field.getByRole('button', { name: '换一个文件' })).toHaveAttribute('aria-invalid', 'true');
});
