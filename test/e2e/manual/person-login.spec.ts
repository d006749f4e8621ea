import { PersonPages } from '../pages/person-pages.ts';
import { expect, manualTest as test } from '../support/manual.ts';

test('F1, F2, D5: natural person login and recovery', async ({ page, manual, desk: _ }) => {
  const text = manual('person-login', 'F1、F2、D5');
  const person = new PersonPages(page);
  await person.open();
  text.say('输入证件号码或手机号码、自然人密码和图形验证码，三者都正确才能登录。看不清图形的，可改用文字题。');
  await person.fill('苏明远');
  await expect(page.getByRole('img', { name: /图形验证码/ })).toBeVisible();
  await text.show(page, '自然人登录');
  await person.answer();
  await page.keyboard.press('Enter');
  await expect(person.heading('个人首页')).toBeVisible();
  text.say(
    '登录后是个人首页：本人的实名信息，以及担任办税人员的每一家企业。可直接进入其中一家，在几家之间切换时不再登录；不能进入的写明原因。',
  );
  await text.show(page, '个人首页');
  await person.signOut();
  await person.open();
  text.say('忘记密码，或以前只用短信登录的，用“忘记密码”以实名手机的验证码找回。');
  await person.button('忘记密码，或从未设置密码').click();
  await person.fill('白若溪');
  await person.button('获取验证码').click();
  await expect(person.demo.getByRole('status')).toContainText('找回自然人密码');
  await text.show(page, '找回自然人密码');
  await person.fillCode('找回自然人密码');
  await expect(person.heading('设置新密码')).toBeVisible();
  await text.show(page, '设置新的自然人密码');
});
