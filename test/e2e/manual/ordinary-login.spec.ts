import { EnterpriseSignIn } from '../pages/enterprise-sign-in.ts';
import { expect, manualTest as test } from '../support/manual.ts';

test('B1, B2, B3, B4, B5, B6, A4: ordinary login with sync, code, first personal password and the home page', async ({
  page,
  manual,
  training,
  desk: _,
}) => {
  const ordinary = manual('ordinary-login', 'B1、B2、B3、B7、B9');
  const signIn = new EnterpriseSignIn(page);
  await signIn.open();
  ordinary.say('输入社会信用代码（纳税人识别号）和企业密码，点“登录”。');
  await signIn.fill('首次须用普通登录');
  await ordinary.show(page, '企业普通登录');
  await signIn.button('登录').click();
  ordinary.say(
    '还没有办税人信息时，点“同步办税人”，从金税三期取得法定代表人和财务负责人，并按证件号码找到各自的实名手机号码。',
  );
  await expect(signIn.heading('选择办税人')).toBeVisible();
  await ordinary.show(page, '尚无办税人信息');
  await signIn.button('同步办税人').click();
  await expect(page.getByText(/同步成功/)).toBeVisible();
  ordinary.say(
    '同步成功后，页面列出可以登录的办税人员及其身份。没有实名信息或姓名不一致的人员也会列出，但不能登录，须先到手机上采集或更正。',
  );
  await ordinary.show(page, '同步成功');

  const proof = manual('sms-or-password', 'B4、J1');
  proof.say(
    '选择要登录的人员。已绑定实名手机的可用短信登录：点“获取验证码”，输入验证码，点“确定”；点“取消”回到上一步。',
  );
  await page.getByRole('radio').filter({ hasText: '财务负责人' }).click();
  await signIn.button('获取验证码').click();
  await expect(signIn.demo.getByRole('status')).toContainText('企业登录');
  await proof.show(page, '短信登录');
  await signIn.fillCode('企业登录');
  await signIn.button('确定').click();

  const own = manual('personal-password', 'B5、B6');
  own.say(
    '没有个人密码的人员登录后会被提示设置；可以以后再说，下次登录仍会提示。密码为8到15位，至少含大写字母、小写字母、数字、特殊字符中的三种。',
  );
  await expect(page.getByText('您还没有个人密码')).toBeVisible();
  await page.getByRole('button', { name: '设置默认密码' }).first().click();
  await own.show(page, '设置默认密码');

  const home = manual('home-page', 'A4');
  home.say(
    '登录成功后进入企业首页：左上是企业，右上是当前办税人和身份，页面列出可办业务；不能办的业务可点“为什么不能办”。',
  );
  await page.getByRole('button', { name: '以后再说' }).click();
  await expect(signIn.heading('可办业务')).toBeVisible();
  await home.show(page, '企业首页');

  await signIn.signOut();
  await training.wait(2);
  await page.reload();
  await signIn.open();
  proof.say('已设置个人密码的人员可用密码登录；两者都有的，可以任选。');
  await signIn.fill('法定代表人可用个人密码');
  await signIn.button('登录').click();
  await expect(signIn.heading('选择办税人')).toBeVisible();
  await signIn.person('法定代表人').click();
  await proof.show(page, '密码登录');
});

test('B8: a social-insurance-only enterprise needs no second factor', async ({ page, manual, desk: _ }) => {
  const text = manual('social-insurance', 'B8');
  const signIn = new EnterpriseSignIn(page);
  await signIn.open();
  text.say('纯社保户在普通登录中输入账号和密码后，直接进入社保费征收，无需二次身份认证，也只能办理社保业务。');
  await signIn.fill('普通登录后直接进入社保费征收');
  await signIn.button('登录').click();
  await expect(signIn.heading('社保费征收')).toBeVisible();
  await text.show(page, '社保费征收');
});
