import { EnterpriseSignIn } from './pages/enterprise-sign-in.ts';
import { PhoneWindow } from './pages/phone-window.ts';
import { expectAccessible } from './support/accessibility.ts';
import { demo } from './support/demo.ts';
import { expect, test } from './support/desk.ts';

test('A3, I1, B4: who has no real-name record collects on the phone in a second window, and logs in with the code that arrives there', async ({
  desk,
  host,
  training,
}) => {
  const { signIn } = desk;
  await desk.giveFirm();
  await signIn.whyNot(demo.noRealName).click();
  const phone = await PhoneWindow.openedBy(host, () =>
    signIn.card.getByRole('button', { name: '打开模拟手机' }).click(),
  );
  await expect(phone.page.getByRole('heading', { name: '首次使用，请先完成实名采集' })).toBeVisible();
  await expectAccessible(phone.page, 'phone: before a collection');
  await phone.showCard();
  await expectAccessible(phone.page, 'phone: details');
  await phone.giveDetails();
  await phone.face();
  await expect(phone.page.getByRole('heading', { name: '实名采集成功' })).toBeVisible();
  await phone.button('完成').click();
  await training.wait(2);

  // The list that is open hears of it: nothing is typed again.
  await signIn.member(demo.noRealName).click();
  await signIn.sendCode.click();
  await expect(phone.page.getByRole('status', { name: '新短信' })).toContainText('用于代理机构登录');
  await signIn.code.fill(await phone.codeOf('代理机构登录'));
  await expect(desk.frame.title).toContainText(demo.noRealName);
});

test('I2: each outcome that the trainer sets has its own screen and its own way out, and strikes once', async ({
  page,
  host,
}) => {
  await page.goto(`${host.url}#/phone?of=phone.newcomer-1`);
  const phone = new PhoneWindow(page);
  const refused = (title: string) => page.getByRole('alert').getByRole('heading', { name: title });
  await phone.outcome('身份证无法识别');
  await phone.button('开始采集').click();
  await phone.button('拍摄').click();
  await expect(refused('身份证未能识别')).toBeVisible();
  await phone.button('重新拍摄').click();
  await phone.outcome('姓名不一致');
  await phone.button('拍摄').click();
  await expect(refused('姓名不一致')).toBeVisible();
  await expect(page.getByRole('alert')).toContainText('公安');
  await phone.button('换证重拍').click();
  await phone.button('拍摄').click();
  await phone.button('信息无误，下一步').click();
  await phone.outcome('手机号已被占用');
  await phone.button('获取验证码').click();
  await expect(refused('手机号码已被占用')).toBeVisible();
  await expectAccessible(page, 'phone: refused');
  await phone.button('换一个手机号码').click();
  await phone.giveDetails();
  await phone.outcome('人脸不一致');
  await phone.face();
  await expect(refused('人脸检测未通过')).toBeVisible();
  await phone.button('重新检测').click();
  await phone.face();
  await expect(page.getByRole('heading', { name: '实名采集成功' })).toBeVisible();
  await expect(phone.trainer.getByLabel('下一次采集')).toHaveValue('pass');
});

test('I2: a taken mobile and a name registered otherwise stop a collection by themselves; another number passes', async ({
  page,
  host,
}) => {
  await page.goto(`${host.url}#/phone`);
  const phone = new PhoneWindow(page);
  await page.getByRole('searchbox').fill('孟书瑶');
  await page
    .getByRole('listitem')
    .getByRole('button', { name: /^孟书瑶/ })
    .click();
  await phone.button('开始采集').click();
  await phone.button('拍摄').click();
  await expect(page.getByRole('alert')).toContainText('身份证上的姓名“孟书遥”与');
  await phone.button('放弃采集').click();
  await phone.trainer.getByRole('button', { name: '孟书遥 的手机' }).click();
  await page
    .getByRole('listitem')
    .getByRole('button', { name: /邵知秋/ })
    .click();
  await phone.showCard();
  await phone.button('获取验证码').click();
  await expect(page.getByRole('alert')).toContainText('该手机号码已由他人实名登记');
  await phone.button('换一个手机号码').click();
  await phone.trainer.getByRole('button', { name: '换号' }).click();
  await phone.giveDetails();
  await phone.face();
  await expect(page.getByRole('heading', { name: '实名采集成功' })).toBeVisible();
});

test('I3, C2: a new mobile ends the open session in the other window, and only the new number gets the next code', async ({
  desk,
  host,
  training,
}) => {
  const signIn = new EnterpriseSignIn(desk.page);
  await signIn.byPassword('法定代表人可用个人密码', '法定代表人');
  await expect(signIn.heading('可办业务')).toBeVisible();
  const name =
    (await desk.page.getByRole('region', { name: '当前登录' }).locator('.capacity').textContent())?.split(' ')[0] ?? '';
  const mobile = await host.newWindow();
  // The window's own first page, so that nothing leads it away from the phone again.
  await expect(mobile.getByRole('tablist', { name: '登录方式' })).toBeVisible();
  await mobile.goto(host.at('/phone'));
  const phone = new PhoneWindow(mobile);
  await mobile.getByRole('searchbox').fill(name);
  await mobile
    .getByRole('listitem')
    .getByRole('button', { name: new RegExp(`^${name}`) })
    .first()
    .click();
  await mobile.getByRole('button', { name: '我的' }).click();
  await phone.trainer.getByRole('button', { name: '换号' }).click();
  await phone.button('重新采集').click();
  await phone.collect();
  await expect(desk.page.getByText('实名信息已变更，请重新登录')).toBeVisible();
  await mobile.getByRole('button', { name: '我的' }).click();
  await expect(mobile.getByRole('listitem')).toHaveCount(1);
  await training.wait(2);
  await signIn.open();
  await signIn.fill('法定代表人可用个人密码');
  await signIn.button('登录').click();
  await desk.page.getByRole('radio').filter({ hasText: '法定代表人' }).click();
  await desk.page.getByText('短信登录', { exact: true }).click();
  await signIn.button('获取验证码').click();
  await desk.page.getByRole('textbox', { name: '验证码' }).fill(await phone.codeOf('企业登录'));
  await expect(signIn.heading('可办业务')).toBeVisible();
});

test('B9, A3: the list of an enterprise login that is open shows who may log in as soon as the phone has collected the real name', async ({
  desk,
  host,
}) => {
  const { page } = desk;
  const signIn = new EnterpriseSignIn(page);
  await signIn.open();
  await signIn.fill('人员均未采集实名信息');
  await signIn.button('登录').click();
  await signIn.button('同步办税人').click();
  const officer = page.getByRole('radio').filter({ hasText: '不能登录' }).first();
  await expect(page.getByText('同步后没有可以登录的人员')).toBeVisible();
  const name = (await officer.locator('.name').textContent()) ?? '';
  await page.locator('.line', { hasText: name }).getByRole('button', { name: '为什么不能办' }).click();
  const phone = await PhoneWindow.openedBy(host, () =>
    page.getByRole('button', { name: '打开模拟手机' }).last().click(),
  );
  await phone.collect();
  const row = page.getByRole('radio').filter({ hasText: name });
  await expect(row).toBeEnabled();
  // The only one who can is chosen, and what the sync said is over.
  await expect(row).toBeChecked();
  await expect(page.getByText('同步后没有可以登录的人员')).toHaveCount(0);
  await expect(page.locator('.officers .officer')).toHaveCount(1);
});
