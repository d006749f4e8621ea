import { EnterpriseSignIn } from './pages/enterprise-sign-in.ts';
import { expectReachable } from './support/accessibility.ts';
import { expect, test } from './support/desk.ts';
import { answered } from './support/engine.ts';
import { foundOffice } from './support/own-office.ts';

test('A1, A4: the bureau’s home before the login, with its name in the title; 登录 leads to the login page, and after it the home is the enterprise’s', async ({
  desk,
  page,
  host,
}) => {
  await expect(desk.signIn.firmId).toBeVisible();
  const bureau = page.getByRole('navigation', { name: '辽宁省电子税务局（演示）' });
  await expect(bureau.getByRole('link', { name: '登录' })).toHaveAttribute('aria-current', 'page');
  await bureau.getByRole('link', { name: '首页' }).click();
  const heading = page.getByRole('heading', { name: '辽宁省电子税务局（演示）首页' });
  await expect(heading).toBeVisible();
  await expect(page).toHaveTitle('首页 · 辽宁省电子税务局（演示） · 代理机构工作台');
  await page.getByRole('main').getByRole('button', { name: '登录', exact: true }).click();
  await expect(desk.signIn.firmId).toBeVisible();
  await page.goto(host.at('/home'));
  await expect(heading).toBeVisible();

  const enterprise = new EnterpriseSignIn(page);
  await page.getByRole('link', { name: '登录', exact: true }).click();
  await enterprise.byPassword('法定代表人可用个人密码', '法定代表人');
  await expect(heading).toBeVisible();
  await expect(page.getByRole('region', { name: '可在本程序办理' })).toBeVisible();
  await expect(page).toHaveTitle('首页 · 辽宁省电子税务局（演示） · 代理机构工作台');
  await page
    .getByRole('region', { name: '可在本程序办理' })
    .getByRole('link', { name: /企业人员维护/ })
    .click();
  await expect(bureau.getByRole('link')).toHaveCount(1);
  await bureau.getByRole('link', { name: '首页' }).click();
  await expect(heading).toBeVisible();
});

test('A1, A2, A5, D1, D5: each login, way and help on the home leads where its name says', async ({
  page,
  host,
  desk,
}) => {
  const enterprise = new EnterpriseSignIn(page);
  await expect(desk.signIn.firmId).toBeVisible();
  for (const [link, heading] of [
    ['企业登录：快捷登录', '快捷登录'],
    ['企业登录：普通登录', '企业账号登录'],
    ['企业登录：注册企业', '企业注册'],
    ['企业登录：忘记密码', '找回企业密码'],
    ['自然人登录：注册自然人', '自然人注册'],
    ['自然人登录：忘记密码', '找回自然人密码'],
    ['代理机构登录：忘记密码', '找回企业密码'],
    ['代理机构登录', '代理机构账号登录'],
  ] as const) {
    await page.goto(host.at('/home'));
    await page.getByRole('main').getByRole('link', { name: link, exact: true }).click();
    await expect(enterprise.heading(heading)).toBeVisible();
  }
  await page.goto(host.at('/home'));
  await page.getByRole('button', { name: /^代理机构操作指引/ }).click();
  await expect(page.getByRole('heading', { name: '一、登录' })).toBeVisible();
  await page.keyboard.press('Escape');
  const items = page.locator('.group li');
  await expect(items).not.toHaveCount(0);
  await expect(items.filter({ hasNot: page.locator('a, button') })).toHaveCount(0);
  await page.getByRole('link', { name: '代理机构认定管理' }).first().click();
  await expect(page.getByRole('tab', { name: /^企业登录/ })).toHaveAttribute('aria-selected', 'true');
  await page.goto(host.at('/home'));
  await page.locator('button.guide').first().click();
  await expect(page.getByRole('dialog', { name: '办理指引' })).toContainText('请按指引在电子税务局办理');
  await page.keyboard.press('Escape');
  await page.setViewportSize({ width: 960, height: 560 });
  await expectReachable(page, 'home of the bureau');
});

test('G1, G2: a login left for the home page is given up, here and at the engine', async ({ desk, page }) => {
  await desk.giveFirm();
  await expect(page.getByRole('radiogroup', { name: '选择待办人员' })).toBeVisible();
  await answered(page, 'signIn/cancel', () => page.getByRole('link', { name: '首页' }).click());
  await page.getByRole('link', { name: '登录', exact: true }).click();
  await expect(desk.signIn.firmPassword).toHaveValue('');
});

test.describe('an own office', () => {
  test.use({ world: null });

  test('has no bureau: no home page, by link or by address', async ({ page, host, desk }) => {
    await foundOffice(host);
    await page.reload();
    await expect(desk.signIn.firmId).toBeVisible();
    await expect(page.getByRole('link', { name: '首页' })).toHaveCount(0);
    await expect(page).toHaveTitle('登录 · 代理机构工作台');
    await page.goto(host.at('/home'));
    await expect(desk.signIn.firmId).toBeVisible();
    await expect(page).toHaveURL(/#\/sign-in$/);
  });
});
