import { EnterpriseSignIn } from './pages/enterprise-sign-in.ts';
import { demo } from './support/demo.ts';
import { expect, test } from './support/desk.ts';
import { answered } from './support/engine.ts';

test('G2: staff are found by pinyin, and who logged in last is chosen beforehand', async ({ desk, page }) => {
  await desk.giveFirm();
  const search = page.getByLabel('按姓名查找');
  await expect(desk.signIn.staff.getByRole('radio', { checked: true })).toHaveCount(0);
  await search.fill('mx');
  await expect(desk.signIn.staff.getByRole('radio')).toHaveCount(1);
  await expect(desk.signIn.member('马骁')).toBeVisible();
  await search.fill('maxiao');
  await expect(desk.signIn.member('马骁')).toBeVisible();
  await search.fill('xm');
  await expect(desk.signIn.member('马骁')).toHaveCount(0);
  await search.fill('');
  await desk.signIn.member(demo.admin).click();
  await desk.signIn.personalPassword(demo.admin).fill(demo.staffPassword);
  await desk.signIn.submit.click();
  await expect(desk.list.heading).toBeVisible();
  await desk.frame.signOut();

  await desk.giveFirm();
  await expect(desk.signIn.member(demo.admin)).toBeChecked();
  await expect(desk.signIn.staff.getByRole('radio').first()).toBeChecked();
  await expect(desk.signIn.personalPassword(demo.admin)).toBeFocused();
});

test('J1: the demo phone offers a code only to the form of the person it came for', async ({ page, desk: _ }) => {
  const signIn = new EnterpriseSignIn(page);
  await signIn.open();
  await signIn.way('快捷登录').click();
  await signIn.fill('另有五名人员');
  await signIn.person('法定代表人').click();
  await signIn.button('获取验证码').click();
  const offered = signIn.demo.getByRole('button', { name: /^填入 \d{6}$/ });
  await expect(offered).toBeVisible();
  await signIn.person('财务负责人').click();
  await expect(offered).toHaveCount(0);
  await expect(signIn.demo.getByRole('status')).toContainText('验证码会显示在这里');
  await signIn.person('法定代表人').click();
  await expect(offered).toBeVisible();
  await page.getByRole('tab', { name: /^自然人/ }).click();
  const person = page.getByRole('complementary', { name: '演示自然人' });
  await expect(person.getByRole('button', { name: /^填入/ })).toHaveCount(0);
});

test('J3: a login half done is given up when nobody is there for half an hour, with what was typed', async ({
  desk,
  page,
}) => {
  await page.clock.install();
  await page.reload();
  await desk.giveFirm();
  await desk.signIn.member(demo.admin).click();
  await desk.signIn.personalPassword(demo.admin).fill(demo.staffPassword);
  await page.clock.fastForward('29:00');
  await expect(desk.signIn.personalPassword(demo.admin)).toHaveValue(demo.staffPassword);
  await answered(page, 'signIn/cancel', () => page.clock.fastForward('02:00'));
  // The identifier comes from the machine's own list of those used.
  await expect(desk.signIn.firmPassword).toHaveValue('');
  await expect(desk.signIn.staff).toHaveCount(0);
});
