import { readFile } from 'node:fs/promises';
import { codeOf } from './support/codes.ts';
import { expect, test } from './support/desk.ts';
import { callAs } from './support/engine.ts';
import { foundOffice } from './support/own-office.ts';

test.describe('in the own office', () => {
  test.use({ world: null });

  test('secrets as a KeePass file: the personal password again, a passphrase of its own, a reason; the file opens here', async ({
    page,
    host,
    desk,
  }, info) => {
    test.slow();
    await foundOffice(host);
    await page.goto(host.url);
    await desk.signInOwn();
    const added = await callAs(page, '/clients', { name: '沈阳甲商贸有限公司', taxpayerId: codeOf(1) });
    const { clientId } = added.body as { clientId: string };
    await callAs(page, `/clients/${clientId}/accounts`, { kind: 'bank', login: 'jia', secret: 'Geheim#1' });
    await desk.frame.go('客户');
    await page.getByRole('button', { name: '导出' }).click();
    await page.getByRole('button', { name: '改为导出账号密码（KeePass 文件）' }).click();
    const sheet = page.getByRole('dialog', { name: '导出账号密码' });
    await sheet.getByTestId('export-secrets').click();
    await expect(sheet).toContainText('请输入您的个人密码');
    await expect(sheet).toContainText('请输入文件的密码');
    for (const [width, height] of [
      [1440, 900],
      [1024, 700],
    ] as const) {
      await page.setViewportSize({ width, height });
      await page.screenshot({ path: info.outputPath(`export-${width}.png`), animations: 'disabled' });
    }
    await sheet.getByLabel('您的个人密码').fill('Falsch#73qm');
    await sheet.getByLabel('文件的密码', { exact: true }).fill('drei Worte Archiv');
    await sheet.getByLabel('再输入一次文件的密码').fill('drei Worte Archiv');
    await sheet.getByLabel('导出原因').fill('移交');
    await sheet.getByTestId('export-secrets').click();
    await expect(sheet).toContainText('个人密码不正确');
    await sheet.getByLabel('您的个人密码').fill('Lanse#73qm');
    const saved = await host.savedBy(() => sheet.getByTestId('export-secrets').click());
    await expect(page.getByText('已导出 1 户的 1 个账号').first()).toBeVisible();
    expect(saved.name).toMatch(/^客户账号密码-.+\.kdbx$/u);
    const bytes = await readFile(saved.path);
    expect(bytes.includes('Geheim')).toBe(false);

    await page.getByRole('button', { name: '批量导入' }).first().click();
    await page
      .locator('input[type="file"]')
      .first()
      .setInputFiles({ name: '账号.kdbx', mimeType: 'application/octet-stream', buffer: bytes });
    await page.getByLabel('密码库的密码').fill('drei Worte Archiv');
    await page.keyboard.press('Enter');
    await expect(page.getByText('KeePass（KDBX 4），共 1 条')).toBeVisible();
    await expect(page.getByRole('button', { name: /^无变化/ })).toContainText('1');
  });
});
