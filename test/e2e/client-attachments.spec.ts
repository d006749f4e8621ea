import { expect, test } from './support/desk.ts';
import { callAs } from './support/engine.ts';
import { foundOffice } from './support/own-office.ts';
import { pdf, png } from '../unit/office/attachment-files.ts';

test.use({ world: null });

test('files of a client are added, seen as pictures, and removed with a reason', async ({ page, host, desk }, info) => {
  await foundOffice(host);
  await page.goto(host.url);
  await desk.signInOwn();
  await callAs(page, '/clients', { name: '沈阳华盛商贸有限公司', taxpayerId: '91110108551385082Q' });
  const { body } = await callAs(page, '/clients/search', {});
  const { clientId } = (body as { rows: { clientId: string }[] }).rows[0]!;
  await page.evaluate((id) => (location.hash = `#/clients/${id}/edit`), clientId);
  const section = page.getByRole('region', { name: '附件', exact: true });
  const field = section.getByLabel('选择附件文件');
  await field.setInputFiles({ name: '营业执照.png', mimeType: 'image/png', buffer: png(600, 400) });
  await expect(section.getByRole('listitem')).toHaveCount(1);
  await field.setInputFiles({ name: '协议.pdf', mimeType: 'application/pdf', buffer: await pdf(['one', 'two']) });
  await expect(section.getByRole('listitem')).toHaveCount(2);
  await expect(section.locator('li img')).toHaveCount(2);
  await field.setInputFiles({ name: '坏.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7 cut') });
  await expect(section).toContainText('文件已损坏');
  await section.getByRole('button', { name: '查看 协议.pdf' }).press('Enter');
  await expect(page.getByRole('img', { name: '第 2 页，共 2 页' })).toBeVisible();
  for (const size of [
    { width: 1440, height: 900 },
    { width: 1024, height: 700 },
  ]) {
    await page.setViewportSize(size);
    await page.screenshot({ path: info.outputPath(`viewer-${size.width}.png`) });
  }
  const viewer = page.getByRole('dialog', { name: '协议.pdf' });
  await viewer.getByLabel('名称').fill('代理协议.pdf');
  await viewer.getByLabel('类别').selectOption({ label: '代理协议' });
  await viewer.getByRole('button', { name: '保存修改' }).click();
  await expect(section.getByRole('listitem').filter({ hasText: '代理协议.pdf' })).toContainText('代理协议');
  await section.scrollIntoViewIfNeeded();
  await page.screenshot({ path: info.outputPath('list-1024.png') });
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.screenshot({ path: info.outputPath('list-dark.png') });
  await section.getByRole('button', { name: '删除 代理协议.pdf' }).press('Enter');
  await page.getByLabel('删除原因').fill('扫描有误');
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /^删除附件/ })
    .click();
  await expect(section.getByRole('listitem')).toHaveCount(1);
});
