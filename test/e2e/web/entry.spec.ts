import { expect, test } from '../support/web.ts';

test('the printed address lets one browser in, once; another one is told how to come in, and does', async ({
  page,
  loopback: host,
  browser,
}) => {
  await page.goto(host.url);
  await expect(page.getByText('代理机构工作台').first()).toBeVisible();
  // The same browser may use it again.
  await page.goto(host.url);
  await expect(page.getByText('代理机构工作台').first()).toBeVisible();
  await expect(page).toHaveURL(new RegExp(`^${new URL(host.url).origin}/#`));

  const other = await (await browser.newContext()).newPage();
  await other.goto(host.url);
  await expect(other.getByRole('heading')).toHaveText('代理机构工作台：这个地址已经用过');
  await expect(other.getByText('按回车键')).toBeVisible();
  await other.goto(await host.anotherBrowser());
  await expect(other.getByText('代理机构工作台').first()).toBeVisible();
  await expect(other).not.toHaveURL(/token/);
});
