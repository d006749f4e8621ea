import { EnterpriseSignIn } from '../pages/enterprise-sign-in.ts';
import { expect, keepIndex, manualTest as test } from '../support/manual.ts';

test('A1, A2: three modes side by side, and the two ways of enterprise login', async ({ desk, page, manual }) => {
  await keepIndex();
  const text = manual('login-page', 'A1、A2');
  const signIn = new EnterpriseSignIn(page);
  text.say('打开程序，登录页并列三种方式：企业登录、自然人登录、代理机构登录。本程序打开时停在代理机构登录。');
  await expect(desk.signIn.firmId).toBeVisible();
  await text.show(page, '登录页，代理机构登录');
  text.say('点“企业登录”，再选“普通登录”或“快捷登录”。切换新版权限体系后的首次登录必须用普通登录。');
  await signIn.open();
  await expect(signIn.heading('企业账号登录')).toBeVisible();
  await text.show(page, '企业登录的两种方式');
});

test('C1, C2: quick login on one form', async ({ page, manual, desk: _ }) => {
  const text = manual('quick-login', 'B7、C1、C2');
  const signIn = new EnterpriseSignIn(page);
  await signIn.open();
  await signIn.way('快捷登录').click();
  text.say('在一张表上输入企业账号、企业密码，选择登录身份，填写该身份的实名手机号码，点“获取验证码”。');
  await signIn.fill('法定代表人可用个人密码');
  await signIn.person('法定代表人').click();
  await signIn.button('获取验证码').click();
  await expect(signIn.demo.getByRole('status')).toContainText('企业快捷登录');
  await text.show(page, '快捷登录，验证码已发送');
  text.say('输入手机收到的六位验证码，点“登录”，进入企业首页。');
  await signIn.fillCode('企业快捷登录');
  await signIn.button('登录').click();
  await expect(signIn.heading('可办业务')).toBeVisible();
  await text.show(page, '快捷登录成功');
});

test('D1: a forgotten enterprise password is recovered by an officer’s code', async ({ page, manual, desk: _ }) => {
  const text = manual('forgotten-password', 'D1');
  const signIn = new EnterpriseSignIn(page);
  await signIn.open();
  await signIn.fill('法定代表人可用个人密码');
  text.say('忘记企业密码，或以前只用短信登录的，点“忘记密码”。由法定代表人或财务负责人用实名手机号码验证。');
  await signIn.button('忘记密码').click();
  await expect(signIn.heading('找回企业密码')).toBeVisible();
  const mobile = /1[3-9]\d{9}/.exec(await signIn.person('法定代表人').innerText())?.[0] ?? '';
  await page.getByLabel('找回人的实名手机号码').fill(mobile);
  await signIn.button('获取验证码').click();
  await text.show(page, '找回企业密码');
  text.say(
    '验证通过后只打开设置新密码的页面。新密码为8到15位，至少含大写字母、小写字母、数字、特殊字符中的三种；设置后该企业的所有登录都会结束。',
  );
  await signIn.demo.getByRole('button', { name: /^填入 \d{6}$/ }).click();
  await expect(signIn.heading('设置新密码')).toBeVisible();
  await page.getByLabel('新密码', { exact: true }).fill('Xin-Mima-88');
  await page.getByLabel('再输入一次新密码').fill('Xin-Mima-88');
  await text.show(page, '设置新的企业密码');
  await signIn.button('确定').click();
  await expect(signIn.heading('代理机构账号登录')).toBeVisible();
});
