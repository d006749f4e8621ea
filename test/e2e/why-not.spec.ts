import { expect, test } from './support/desk.ts';
import { demo } from './support/demo.ts';
import { EnterpriseSignIn } from './pages/enterprise-sign-in.ts';
import { expectAccessible } from './support/accessibility.ts';

test('H5, G4: an admin sees what somebody could do on a day and why not; the look is unmistakable, read-only, and in the trail', async ({
  desk,
  page,
}) => {
  await desk.signInAs();
  const [foreign] = (await desk.clients({}, 60)).filter((row) => row.assigned.every((one) => one.name !== demo.member));
  await page.getByRole('button', { name: '以他人身份查看' }).click();
  await page
    .getByLabel('人员', { exact: true })
    .selectOption({ label: await page.locator('#see-as-who option').filter({ hasText: demo.member }).innerText() });
  await page.getByRole('button', { name: '查看', exact: true }).click();
  const banner = page.getByRole('status').filter({ hasText: `正以 ${demo.member}` });
  await expect(banner).toContainText('只读');
  const list = page.getByRole('region', { name: '客户', exact: true });
  await list.getByRole('searchbox').fill(foreign!.taxpayerId);
  await expect(list.getByRole('listitem').filter({ hasText: foreign!.name })).toContainText('没有分配给此人');
  const services = page.getByRole('region', { name: foreign!.name });
  await services.getByRole('button', { name: '为什么不能办' }).first().click();
  await expect(desk.why).toContainText('办税规则 H5');
  await expect(desk.why).toContainText('机构管理员');
  await page.keyboard.press('Escape');
  await expectAccessible(page, '以他人身份查看');
  await expect(desk.frame.tabButtons).toHaveCount(0);
  await banner.getByRole('button', { name: '结束查看' }).click();
  await page.getByRole('navigation', { name: '机构' }).getByRole('button', { name: '轨迹' }).click();
  await expect(page.getByText(new RegExp(`以${demo.member}的身份查看`)).first()).toBeVisible();
});

test('E5: an officer looks through a handler’s eyes; a refusal that passes by as a toast can be asked why', async ({
  desk,
  page,
}) => {
  const signIn = new EnterpriseSignIn(page);
  await signIn.byPassword('等身份授予', '法定代表人');
  await page
    .getByRole('region', { name: '当前登录' })
    .getByRole('button', { name: /的菜单$/ })
    .click();
  await page.getByRole('menuitem', { name: '以他人身份查看' }).click();
  await page.getByLabel('人员', { exact: true }).selectOption({ label: '何念慈（办税人）' });
  await page.getByRole('button', { name: '查看', exact: true }).click();
  await expect(page.getByRole('status').filter({ hasText: '正以 何念慈' })).toBeVisible();
  const line = page.getByRole('listitem').filter({ hasText: '税款缴纳登记' });
  await line.getByRole('button', { name: '为什么不能办' }).click();
  await expect(desk.why).toContainText('法定代表人或财务负责人');
  await page.keyboard.press('Escape');
  await expectAccessible(page, '以办税人员身份查看');
});
