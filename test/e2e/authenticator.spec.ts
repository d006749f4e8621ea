import { AuthenticatorSheet } from './pages/authenticator-sheet.ts';
import { StaffPage } from './pages/staff-page.ts';
import { expectAccessible } from './support/accessibility.ts';
import { AuthenticatorApp } from './support/authenticator-app.ts';
import { expect, test } from './support/desk.ts';
import { foundOffice, ownOffice } from './support/own-office.ts';

test.use({ world: null });
const { agency, admin } = ownOffice;
const chosen = 'Xiyang#84ps';

test('B4, G2: 动态口令 is set up from the account menu, shows on 人员, and lets its owner in with the vault closed', async ({
  page,
  desk,
  host,
}) => {
  const { signIn, frame } = desk;
  const own = new AuthenticatorSheet(page);
  await foundOffice(host);
  await page.reload();
  await desk.signInOwn();
  await frame.title.getByRole('button', { name: /^我的账号/ }).click();
  await page.getByRole('menuitem', { name: '动态口令' }).click();
  await expect(own.block).toContainText('未启用');
  await expectAccessible(page, 'settings, no authenticator');
  await own.block.getByRole('button', { name: '设置动态口令' }).click();
  await expect(own.password).toBeFocused();
  await own.password.fill('Cuole#000');
  await own.next.click();
  await expect(own.sheet).toContainText('个人密码不正确');
  await expectAccessible(page, 'password refused');
  await page.keyboard.press('Escape');

  const app = new AuthenticatorApp(await own.begin('设置动态口令', admin.personalPassword));
  await expect(own.sheet).toContainText(`${admin.name} ${agency.name}`);
  await expect(own.code).toBeFocused();
  await expectAccessible(page, 'picture and secret');
  await own.code.fill(app.wrong());
  await expect(own.sheet).toContainText('动态口令不正确');
  await own.code.fill(app.code());
  await expect(own.sheet).toBeHidden();
  await expect(own.block).toContainText('已启用');

  const staff = new StaffPage(page);
  await frame.go('人员');
  await expect(staff.row(admin.name).getByRole('img', { name: '已启用动态口令' })).toBeVisible();
  await expect(staff.side).toContainText(/动态口令.* 启用/);
  await expectAccessible(page, 'staff, one with an authenticator');

  await frame.signOut();
  await signIn.firmId.fill(agency.taxpayerId);
  await signIn.firmPassword.fill(agency.password);
  await signIn.next.click();
  await signIn.member(admin.name).click();
  await signIn.method('动态口令').click();
  await expect(signIn.sendCode).toHaveCount(0);
  await signIn.authenticatorCode(admin.name).fill(app.code());
  await expect(signIn.card).toContainText('已经用过');
  await expectAccessible(page, 'login, used code refused');
  await signIn.authenticatorCode(admin.name).fill(app.code(1));
  await expect(desk.list.heading).toBeVisible();
  await expect(frame.status).toContainText('密码保险库已关闭');

  await page.goto(host.at('/settings/security'));
  await own.block.getByRole('button', { name: '停用动态口令' }).click();
  await own.password.fill(admin.personalPassword);
  await own.sheet.getByRole('button', { name: '停用', exact: true }).click();
  await expect(own.block).toContainText('未启用');
});

test('D3, J2: a sole admin who forgot the personal password comes back with the printed recovery key, and so does the vault', async ({
  page,
  desk,
  host,
}) => {
  const { signIn, frame } = desk;
  const recoveryKey = await foundOffice(host);
  await page.reload();
  const toStaff = async (): Promise<void> => {
    await signIn.firmId.fill(agency.taxpayerId);
    await signIn.firmPassword.fill(agency.password);
    await signIn.next.click();
    await expect(signIn.personalPassword(admin.name)).toBeVisible();
  };
  await toStaff();
  await signIn.card.getByRole('button', { name: '忘记个人密码' }).click();
  const key = signIn.card.getByLabel('恢复密钥', { exact: true });
  const prove = signIn.card.getByRole('button', { name: '核对恢复密钥' });
  await expect(key).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(signIn.personalPassword(admin.name)).toBeVisible();
  await signIn.card.getByRole('button', { name: '忘记个人密码' }).click();
  await prove.click();
  await expect(signIn.card).toContainText('请输入恢复密钥');
  await key.fill(`${recoveryKey.slice(0, -1)}${recoveryKey.endsWith('A') ? 'B' : 'A'}`);
  await prove.click();
  await expect(signIn.card).toContainText('第八组有误');
  await expectAccessible(page, 'recovery key refused');
  await key.fill(recoveryKey);
  await prove.click();
  await page.getByLabel('新密码', { exact: true }).first().fill(chosen);
  await page.getByLabel('再输入一次新密码', { exact: true }).first().fill(chosen);
  await page.getByRole('button', { name: '确定' }).click();

  await toStaff();
  await signIn.personalPassword(admin.name).fill(admin.personalPassword);
  await signIn.submit.click();
  await expect(signIn.card).toContainText('个人密码不正确');
  await signIn.personalPassword(admin.name).fill(chosen);
  await signIn.submit.click();
  await expect(frame.status).toContainText('等待授权');
  await page.goto(host.at('/settings/vault'));
  await page
    .getByRole('button', { name: /恢复密钥打开/ })
    .first()
    .click();
  await page.getByLabel('恢复密钥', { exact: true }).fill(recoveryKey);
  await page
    .locator('form', { has: page.getByLabel('恢复密钥', { exact: true }) })
    .getByLabel('个人密码', { exact: true })
    .fill(chosen);
  await page
    .locator('form', { has: page.getByLabel('恢复密钥', { exact: true }) })
    .getByRole('button', { name: /打开/ })
    .click();
  await expect(frame.status).toContainText('密码保险库已打开');
});

test('D1: an officer who forgot the agency’s password sets a new one with the printed recovery key', async ({
  page,
  desk,
  host,
}) => {
  const { signIn } = desk;
  const recoveryKey = await foundOffice(host);
  await page.reload();
  await signIn.card.getByRole('button', { name: '忘记机构登录密码' }).click();
  const next = signIn.card.getByRole('button', { name: '下一步' });
  await signIn.firmId.fill(agency.taxpayerId);
  await signIn.card.getByLabel('找回人登记的手机号码').fill(admin.mobile);
  await next.click();
  await expect(signIn.card).toContainText('请输入 6 位动态口令');
  await expectAccessible(page, 'agency password, by code');
  await signIn.card.getByRole('textbox', { name: '找回人的动态口令' }).fill('123456');
  await expect(signIn.card).toContainText('信息或动态口令不正确，还可再试4次');
  await signIn.card.getByRole('radiogroup', { name: '验证方式' }).getByText('恢复密钥').click();
  await signIn.card.getByRole('textbox', { name: '恢复密钥' }).fill(recoveryKey);
  await expectAccessible(page, 'agency password, by recovery key');
  await next.click();
  await page.getByLabel('新密码', { exact: true }).first().fill(chosen);
  await page.getByLabel('再输入一次新密码', { exact: true }).first().fill(chosen);
  await page.getByRole('button', { name: '确定' }).click();
  await signIn.firmId.fill(agency.taxpayerId);
  await signIn.firmPassword.fill(agency.password);
  await signIn.next.click();
  await expect(signIn.card).toContainText('识别号或密码不正确');
  await signIn.firmPassword.fill(chosen);
  await signIn.next.click();
  await expect(signIn.personalPassword(admin.name)).toBeVisible();
});
