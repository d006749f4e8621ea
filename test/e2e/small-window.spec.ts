import { EnterpriseSignIn } from './pages/enterprise-sign-in.ts';
import { PersonPages } from './pages/person-pages.ts';
import { StaffMaintenancePage } from './pages/staff-maintenance-page.ts';
import { expectReachable, smallest } from './support/accessibility.ts';
import { expect, test } from './support/desk.ts';
import { officePages } from './support/office-pages.ts';

/** Pages and sheets that the walks of axe leave out; those look at the smallest window themselves. */
test.describe.configure({ timeout: 150_000 });
test.beforeEach(async ({ page }) => {
  await page.setViewportSize(smallest);
});

test('the sign-in page in every mode', async ({ desk, page }) => {
  await expect(desk.signIn.firmId).toBeVisible();
  for (const mode of [/^企业/, /^自然人/, /^代理机构/]) {
    await page.getByRole('tab', { name: mode }).click();
    await expectReachable(page, `sign-in ${mode.source}`);
  }
  await page.getByRole('tab', { name: /^企业/ }).click();
  await page.getByRole('button', { name: /注册/ }).first().click();
  await expectReachable(page, 'registration');
});

test('the pages and sheets of an agency', async ({ desk, page, host }) => {
  await desk.signInAs();
  for (const [path, heading] of officePages) {
    await page.goto(host.at(path));
    await expect(page.getByRole('main').getByRole('heading', { name: heading }).first()).toBeVisible();
    await expect(page.getByLabel('正在载入')).toHaveCount(0);
    await expectReachable(page, `office ${path}`);
  }
  await page.keyboard.press('Control+l');
  await expect(desk.lock.password).toBeFocused();
  await expectReachable(page, 'lock');
});

test('the pages of a natural person and of an enterprise, with the tallest sheet', async ({ desk: { page } }) => {
  const person = new PersonPages(page);
  await person.open();
  await person.fill('苏明远');
  await person.answer();
  await person.button('登录').click();
  await expect(page.getByRole('region', { name: '我任职的企业' })).toBeVisible();
  await expectReachable(page, 'home of a person');
  await person.signOut();

  const signIn = new EnterpriseSignIn(page);
  await signIn.byPassword('另有五名人员', '法定代表人');
  await expect(signIn.heading('可办业务')).toBeVisible();
  await page.keyboard.press('Control+Comma');
  await expect(page.getByRole('dialog', { name: '设置' })).toBeVisible();
  await expectReachable(page, 'settings of the machine');
  await page.keyboard.press('Escape');
  await page.keyboard.press('?');
  await expectReachable(page, 'shortcuts');
  await page.keyboard.press('Escape');
  const staff = new StaffMaintenancePage(page);
  await staff.open();
  await staff.button('梁知夏的权限管理').click();
  await expect(page.getByRole('dialog').getByRole('checkbox').first()).toBeVisible();
  await expectReachable(page, 'rights of a person');
  await page.keyboard.press('Escape');
  await staff.tab('身份维护').click();
  await staff.button('添加权限身份').click();
  await expect(page.getByRole('dialog')).toBeVisible();
  await expectReachable(page, 'role editor');
});
