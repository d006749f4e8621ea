import { EnterpriseSignIn } from './pages/enterprise-sign-in.ts';
import { StaffMaintenancePage } from './pages/staff-maintenance-page.ts';
import { expect, test } from './support/desk.ts';
import { foundOffice } from './support/own-office.ts';

test('A1, A2: names and order of the three logins are the manual’s, each with its 温馨提示', async ({ desk, page }) => {
  await expect(desk.signIn.firmId).toBeVisible();
  await expect(page.getByRole('tablist', { name: '登录方式' }).getByRole('tab')).toContainText([
    '企业登录',
    '自然人登录',
    '代理机构登录',
  ]);
  const tips = page.getByRole('complementary', { name: '温馨提示' });
  await expect(tips.getByRole('listitem')).toHaveCount(2);
  await tips.getByRole('button', { name: '代理机构操作指引' }).click();
  const help = page.getByRole('dialog', { name: '帮助' });
  await expect(help.getByRole('tab', { name: '代理机构操作指引' })).toHaveAttribute('aria-selected', 'true');
  await expect(help.getByRole('heading', { name: '一、登录' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(help).toBeHidden();

  const enterprise = new EnterpriseSignIn(page);
  await enterprise.open();
  await expect(tips.getByRole('listitem')).toHaveCount(5);
  await enterprise.way('快捷登录').click();
  await expect(tips.getByRole('listitem')).toHaveCount(4);
  await tips.getByRole('button', { name: '实名采集' }).click();
  await expect(help.locator('[data-rule="I1"]')).toBeInViewport();
  await page.keyboard.press('Escape');
  await tips.getByRole('button', { name: '普通登录' }).first().click();
  await expect(enterprise.heading('企业账号登录')).toBeVisible();
  await tips.getByRole('button', { name: '忘记密码' }).click();
  await expect(enterprise.heading('找回企业密码')).toBeVisible();
  await page.getByRole('tab', { name: /^自然人登录/ }).click();
  await tips.getByRole('button', { name: '忘记密码' }).click();
  await expect(enterprise.heading('找回自然人密码')).toBeVisible();
});

test('A4, E1: every service on the enterprise’s home leads to its page, its guide, or the reason why not', async ({
  page,
  desk: _,
}) => {
  const enterprise = new EnterpriseSignIn(page);
  await enterprise.byPassword('法定代表人可用个人密码', '法定代表人');
  await expect(enterprise.heading('辽宁省电子税务局（演示）首页')).toBeVisible();
  const items = page.locator('.group li');
  await expect(items).toHaveCount(114);
  await expect(items.filter({ hasNot: page.locator('a, button') })).toHaveCount(0);
  await page.locator('button.guide').first().click();
  await expect(page.getByRole('dialog', { name: '办理指引' })).toContainText('请按指引在电子税务局办理');
  await page.keyboard.press('Escape');
  await page
    .getByRole('region', { name: '可在本程序办理' })
    .getByRole('link', { name: /企业人员维护/ })
    .click();
  await expect(enterprise.heading('企业人员维护')).toBeVisible();
});

test('E2, E3, E5: 添加权限身份 leads on to 添加办税人, with the role chosen', async ({ page, desk: _ }) => {
  const enterprise = new EnterpriseSignIn(page);
  const staff = new StaffMaintenancePage(page);
  await enterprise.byPassword('法定代表人可用个人密码', '法定代表人');
  await staff.open();
  await staff.tab('身份维护').click();
  await staff.button('添加权限身份').first().click();
  const dialog = page.getByRole('dialog', { name: '添加权限身份' });
  await dialog.getByLabel('权限身份名称').fill('开票岗');
  await dialog.getByLabel(/^权限描述/).fill('开具发票');
  await dialog.getByRole('checkbox').first().check();
  await dialog.getByRole('button', { name: '保存' }).click();
  await page.getByRole('link', { name: '添加办税人' }).click();
  await staff.field('姓名').fill('温以南');
  await staff.field('证件号码').fill('11010519491231002X');
  await staff.button('搜索').click();
  await staff.button('下一步：手工维护填选').click();
  await expect(page.getByRole('main').getByLabel(/^身份类型/)).toContainText('开票岗');
  await expect(page.getByText('管理权限').first()).toBeVisible();
});

test('a reason names its rule, and the rule can be read there', async ({ desk, page }) => {
  await desk.signIn.firmId.fill('91210192MAYJF6HQ56');
  await desk.signIn.firmPassword.fill('Jigou-2026');
  await desk.signIn.next.click();
  await desk.signIn.whyNot('马骁').click();
  await page.getByRole('button', { name: '办税规则 A3' }).click();
  await expect(page.getByRole('dialog', { name: '帮助' }).locator('[data-rule="A3"]')).toContainText('实名采集');
});

test.describe('an own office', () => {
  test.use({ world: null });

  test('asks for no password of an enterprise or person: those logins are 仅演示环境, with a way there', async ({
    page,
    host,
    desk,
  }) => {
    await foundOffice(host);
    await page.reload();
    await expect(desk.signIn.firmId).toBeVisible();
    for (const mode of [/^企业登录/, /^自然人登录/]) {
      await page.getByRole('tab', { name: mode }).click();
      await expect(page.getByRole('heading', { name: '仅演示环境' })).toBeVisible();
      await expect(desk.signIn.card.getByRole('textbox')).toHaveCount(0);
    }
    await page.getByRole('button', { name: '打开演示环境' }).click();
    await expect(page.getByRole('complementary', { name: '演示', exact: true })).toBeVisible();
    await expect(page.getByRole('complementary', { name: '演示自然人' })).toBeVisible();
  });
});
