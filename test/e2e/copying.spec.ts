import { expect, test } from './support/desk.ts';

test('text that is no secret is copied, whatever a permission is said to be; a copy that fails says so', async ({ desk, page, context }) => {
  const origin = new URL(page.url()).origin;
  await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin });
  // The desktop says `denied` and copies all the same.
  await page.addInitScript(() => { navigator.permissions.query = () => Promise.resolve({ state: 'denied', addEventListener() {}, removeEventListener() {} } as unknown as PermissionStatus); });
  await page.reload();
  await desk.signInAs();
  const [client] = await desk.clients({ remembered: true }, 1);
  await desk.openByPalette(client!);
  const copy = page.getByRole('button', { name: '复制纳税人识别号' }).first();
  await copy.click();
  await expect(page.getByRole('button', { name: '已复制' }).first()).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(client!.taxpayerId);

  await page.evaluate(() => { navigator.clipboard.writeText = () => Promise.reject(new Error('denied')); });
  await expect(page.getByRole('button', { name: '已复制' })).toHaveCount(0);
  await copy.click();
  await expect(page.getByText('没有复制成功，请选中文字后按 Ctrl C')).toBeVisible();
});
