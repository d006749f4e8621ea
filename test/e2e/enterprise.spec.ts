import { expect, test } from './support/desk.ts';
import { EnterpriseSignIn } from './pages/enterprise-sign-in.ts';

test('B1, B4, A4: ordinary login with the personal password leads to the enterprise’s home page', async ({ desk }) => {
  const signIn = new EnterpriseSignIn(desk.page);
  await signIn.byPassword('法定代表人可用个人密码', '法定代表人');
  await expect(signIn.heading('可办业务')).toBeVisible();
  await expect(desk.page.getByText('法定代表人').first()).toBeVisible();
  await desk.page.reload();
  await expect(signIn.heading('可办业务')).toBeVisible();
  await signIn.signOut();
  await expect(signIn.heading('代理机构账号登录')).toBeVisible();
});

test('B7, B2, C1, B5: quick login is refused before the first sync, and works after it', async ({ desk, training }) => {
  const signIn = new EnterpriseSignIn(desk.page);
  await signIn.open();
  await signIn.fill('首次须用普通登录');
  await signIn.button('登录').click();
  await signIn.button('同步办税人').click();
  await expect(desk.page.getByText(/同步成功：法定代表人/)).toBeVisible();
  await desk.page.getByRole('radio').filter({ hasText: '财务负责人' }).click();
  await signIn.button('获取验证码').click();
  await signIn.fillCode('企业登录');
  await signIn.button('确定').click();
  await expect(desk.page.getByText('您还没有个人密码')).toBeVisible();
  await signIn.signOut();
  await training.wait(2);

  await desk.page.reload();
  await signIn.open();
  await signIn.way('快捷登录').click();
  await signIn.fill('首次须用普通登录');
  await signIn.person('财务负责人').click();
  await signIn.button('获取验证码').click();
  await signIn.fillCode('企业快捷登录');
  await signIn.button('登录').click();
  await expect(signIn.heading('可办业务')).toBeVisible();
});

test('B7: quick login of an enterprise that was never synced says why and leads to ordinary login', async ({
  desk,
}) => {
  const signIn = new EnterpriseSignIn(desk.page);
  await signIn.open();
  await signIn.way('快捷登录').click();
  await signIn.fill('首次须用普通登录');
  await desk.page.getByLabel('该身份的实名手机号码').fill('15400000000');
  await signIn.button('获取验证码').click();
  await expect(desk.page.getByRole('alert')).toContainText('首次登录必须使用普通登录');
  await signIn.button('改用普通登录').click();
  await expect(signIn.heading('企业账号登录')).toBeVisible();
});

test('B8: a social-insurance-only enterprise goes straight to its desk', async ({ desk }) => {
  const signIn = new EnterpriseSignIn(desk.page);
  await signIn.open();
  await signIn.fill('普通登录后直接进入社保费征收');
  await signIn.button('登录').click();
  await expect(signIn.heading('社保费征收')).toBeVisible();
  await expect(
    desk.page.getByRole('region', { name: '可在本程序办理' }).getByText('社会保险费申报', { exact: true }),
  ).toBeVisible();
  await expect(desk.page.getByText('增值税小规模纳税人申报')).toHaveCount(0);
});

test('D3: after a reset the code opens the change-password page and nothing else', async ({ desk, host }) => {
  const signIn = new EnterpriseSignIn(desk.page);
  await signIn.open();
  await signIn.fill('密码已重置为111111');
  await signIn.button('登录').click();
  await expect(signIn.heading('选择办税人')).toBeVisible();
  await signIn.person('办税人').click();
  await signIn.button('获取验证码').click();
  await signIn.fillCode('企业登录');
  await signIn.button('确定').click();
  await expect(signIn.heading('设置新密码')).toBeVisible();
  await desk.page.goto(host.at('/enterprise'));
  await expect(signIn.heading('设置新密码')).toBeVisible();
  await desk.page.getByLabel('新密码', { exact: true }).fill('Xin-Mima-88');
  await desk.page.getByLabel('再输入一次新密码').fill('Xin-Mima-88');
  await signIn.button('确定').click();
  await expect(signIn.heading('代理机构账号登录')).toBeVisible();
});

test('B9: a sync that finds nobody says what to do', async ({ desk }) => {
  const signIn = new EnterpriseSignIn(desk.page);
  await signIn.open();
  await signIn.fill('金税三期中没有人员信息');
  await signIn.button('登录').click();
  await signIn.button('同步办税人').click();
  await expect(desk.page.getByRole('alert')).toContainText('实名采集');
});
