import type { Page } from '@playwright/test';
import { EnterpriseDelegationPage } from '../pages/enterprise-delegation-page.ts';
import { EnterpriseSignIn } from '../pages/enterprise-sign-in.ts';
import { PhoneWindow } from '../pages/phone-window.ts';
import { StaffMaintenancePage } from '../pages/staff-maintenance-page.ts';
import { expectAccessible } from '../support/accessibility.ts';
import { demo } from '../support/demo.ts';
import { expect, test } from '../support/desk.ts';

// Walked in the browser only, as a11y.spec.ts says.
test.describe.configure({ timeout: 180_000 });

const loaded = async (page: Page, heading: string | RegExp): Promise<void> => {
  await expect(page.getByRole('main').getByRole('heading', { name: heading }).first()).toBeVisible();
  await expect(page.getByLabel('正在载入')).toHaveCount(0);
};

test('E: the pages and sheets of staff maintenance', async ({ desk: { page }, host }) => {
  const signIn = new EnterpriseSignIn(page);
  await signIn.byPassword('另有五名人员', '法定代表人');
  await expect(signIn.heading('可办业务')).toBeVisible();
  await expectAccessible(page, 'home of an enterprise');
  const staff = new StaffMaintenancePage(page);
  const dialog = page.getByRole('dialog');
  await staff.open();
  await expect(staff.row('梁知夏')).toBeVisible();
  await expectAccessible(page, 'people');
  await staff.button('梁知夏的权限管理').click();
  await expect(dialog.getByRole('checkbox').first()).toBeVisible();
  await expectAccessible(page, 'rights of a person');
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  await staff.tab('身份维护').click();
  await expect(page.getByRole('main').getByRole('row').nth(1)).toBeVisible();
  await expectAccessible(page, 'roles');
  await staff.button('添加权限身份').click();
  await staff.button('保存').click();
  await expect(dialog.getByLabel('权限身份名称')).toHaveAttribute('aria-invalid', 'true');
  await expectAccessible(page, 'role editor, refused');
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  await page.goto(host.at('/staff-maintenance/matrix'));
  await expect(page.getByRole('grid').getByRole('gridcell').first()).toBeVisible();
  await expectAccessible(page, 'matrix');
  await staff.tab('人员').click();
  await staff.button('添加办税人').click();
  await staff.button('搜索').click();
  await expect(staff.field('姓名')).toHaveAttribute('aria-invalid', 'true');
  await expectAccessible(page, 'adding somebody, refused');
  await staff.field('姓名').fill('温以南');
  await staff.field('证件号码').fill('210102 19881112 7421');
  await staff.button('搜索').click();
  await staff.button('下一步：手工维护填选').click();
  await expect(staff.field('身份类型')).toBeVisible();
  await expectAccessible(page, 'adding somebody, rights');
});

test('B8: the pages and sheets of the social-insurance desk', async ({ desk: { page } }) => {
  const signIn = new EnterpriseSignIn(page);
  await signIn.open();
  await signIn.fill('普通登录后直接进入社保费征收');
  await signIn.button('登录').click();
  await expect(signIn.heading('社保费征收')).toBeVisible();
  await expectAccessible(page, 'home of the desk');
  const side = page.getByRole('navigation', { name: '税务局业务' });
  const dialog = page.getByRole('dialog');
  await side.getByRole('link', { name: '参保人员' }).click();
  await page.getByRole('button', { name: '增员' }).click();
  await dialog.getByRole('button', { name: '确定' }).click();
  await expect(dialog.getByLabel('姓名（与证件一致）')).toHaveAttribute('aria-invalid', 'true');
  await expectAccessible(page, 'somebody insured, refused');
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  await side.getByRole('link', { name: '月度申报' }).click();
  await expect(page.getByRole('table').getByRole('link').first()).toBeVisible();
  await expectAccessible(page, 'months');
  await page.getByRole('table').getByRole('link').first().click();
  await page.getByRole('button', { name: '提交申报' }).click();
  await expect(dialog).toBeVisible();
  await expectAccessible(page, 'a declaration confirmed');
  await page.keyboard.press('Escape');
  await side.getByRole('link', { name: '办理轨迹' }).click();
  await expect(page.getByRole('table').getByRole('row').nth(1)).toBeVisible();
  await expectAccessible(page, 'trail of an enterprise');
});

test('H: an agreement of an enterprise, its terms and its second look', async ({ desk: { page } }) => {
  const taxpayer = new EnterpriseDelegationPage(page);
  await taxpayer.open('法定代表人可用个人密码');
  await taxpayer.row(demo.firm.name).getByRole('link').click();
  await expect(taxpayer.heading(demo.firm.name)).toBeVisible();
  await taxpayer.button('取消代理机构').click();
  await expect(taxpayer.sheet).toBeVisible();
  await expectAccessible(page, 'cancelling an agreement');
  await page.keyboard.press('Escape');
  await expect(taxpayer.sheet).toBeHidden();
  await page.goto(`${page.url()}/terms`);
  await loaded(page, /./);
  await expectAccessible(page, 'terms of an agreement');
});

test('I: the screens of the phone window', async ({ page, host }) => {
  await page.goto(`${host.url}#/phone`);
  const phone = new PhoneWindow(page);
  await expect(page.getByRole('listitem').first()).toBeVisible();
  await expectAccessible(page, 'whose phone');
  await page.goto(`${host.url}#/phone?of=phone.newcomer-1`);
  await phone.button('开始采集').click();
  await expect(phone.button('拍摄')).toBeVisible();
  await expectAccessible(page, 'the card before the camera');
  await phone.button('拍摄').click();
  await phone.button('信息无误，下一步').click();
  await phone.giveDetails();
  await expect(phone.button('开始检测')).toBeVisible();
  await expectAccessible(page, 'the face');
  await phone.face();
  await expect(page.getByRole('heading', { name: '实名采集成功' })).toBeVisible();
  await expectAccessible(page, 'collected');
  await phone.button('完成').click();
  for (const [screen, name] of [
    ['services', /办事|服务|首页/],
    ['inbox', /短信/],
    ['mine', /我的/],
  ] as const) {
    await page.getByRole('navigation').getByRole('button', { name }).click();
    await expectAccessible(page, screen);
  }
});
