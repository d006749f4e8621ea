import { expect, test } from './support/desk.ts';

test('text that is no secret is copied, whatever a permission is said to be; a copy that fails says so', async ({
  desk,
  page,
}) => {
  // As the desktop: the permission is said to be denied, and the clipboard takes it all the same. Pages may not read it back.
  await page.addInitScript(() => {
    navigator.permissions.query = () =>
      Promise.resolve({
        state: 'denied',
        addEventListener() {},
        removeEventListener() {},
      } as unknown as PermissionStatus);
    navigator.clipboard.writeText = (text) => {
      document.documentElement.dataset['copied'] = text;
      return document.documentElement.dataset['full'] ? Promise.reject(new Error('denied')) : Promise.resolve();
    };
  });
  await page.reload();
  await desk.signInAs();
  const [client] = await desk.clients({ remembered: true }, 1);
  if (!client) throw new Error('No client in the sample.');
  await desk.openByPalette(client);
  const copy = page.getByRole('button', { name: '复制纳税人识别号' }).first();
  await copy.click();
  await expect(page.getByRole('button', { name: '已复制' }).first()).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('data-copied', client.taxpayerId);

  await expect(page.getByRole('button', { name: '已复制' })).toHaveCount(0);
  await page.evaluate(() => {
    document.documentElement.dataset['full'] = 'yes';
  });
  await copy.click();
  await expect(page.getByText('没有复制成功，请选中文字后按 Ctrl C')).toBeVisible();
  await expect(page.getByRole('button', { name: '已复制' })).toHaveCount(0);
});
