import { Desk } from './flows/desk.ts';
import { demo } from './support/demo.ts';
import { expect, test } from './support/desk.ts';

const chosen = 'Liulan-77';

test('B5, B6: who has no personal password is asked at every login, may wait, and then signs in with it', async ({
  desk,
  page,
  training,
}) => {
  const { ownPassword } = desk;
  await desk.signInByCode(demo.codeOnly);
  await expect(ownPassword.sheet).toContainText('请设置个人密码');
  await ownPassword.later.click();
  await expect(ownPassword.sheet).toBeHidden();
  // Nobody could unlock again without a password.
  await page.keyboard.press('Control+l');
  await expect(desk.frame.toast).toContainText('请先设置个人密码');
  await expect(desk.lock.sheet).toBeHidden();
  await desk.frame.signOut();

  await training.wait(2);
  await desk.signInByCode(demo.codeOnly);
  await ownPassword.fresh.fill('aaaaaaaa');
  await ownPassword.again.fill('aaaaaaaa');
  await ownPassword.save.click();
  await expect(ownPassword.sheet).toContainText('已含 1 种（至少 3 种）');
  await expect(ownPassword.fresh).toHaveAttribute('aria-invalid', 'true');
  await ownPassword.fresh.fill(chosen);
  await ownPassword.again.fill(`${chosen}8`);
  await ownPassword.save.click();
  await expect(ownPassword.sheet).toContainText('两次输入的密码不一致');
  await ownPassword.again.fill(chosen);
  await ownPassword.save.click();
  await expect(ownPassword.sheet).toBeHidden();
  await expect(desk.frame.toast).toContainText('个人密码已保存');
  await expect(desk.frame.status).toContainText('密码保险库等待授权');
  await desk.frame.signOut();

  await desk.signInAs(demo.codeOnly, chosen);
  await expect(ownPassword.sheet).toBeHidden();
});

test('changing the password takes the old one and ends the other windows of the person', async ({ desk, host }) => {
  await desk.signInAs(demo.member);
  const other = new Desk(await host.newWindow());
  await other.signInAs(demo.member);

  await desk.frame.title.getByRole('button', { name: /^我的账号/ }).click();
  await desk.page.getByRole('menuitem', { name: '修改个人密码' }).click();
  await desk.ownPassword.old.fill('Wrong-2026');
  await desk.ownPassword.fresh.fill(chosen);
  await desk.ownPassword.again.fill(chosen);
  await desk.ownPassword.save.click();
  await expect(desk.ownPassword.old).toHaveValue('');
  await expect(desk.ownPassword.old).toBeFocused();
  await desk.ownPassword.old.fill(demo.staffPassword);
  await desk.ownPassword.save.click();
  await expect(desk.frame.toast).toContainText('个人密码已保存');

  await expect(other.signIn.notice).toContainText('密码已修改，请重新登录');
  await expect(desk.frame.title).toContainText(demo.member);
  // The vault moved with the password: what was remembered opens again.
  await desk.frame.signOut();
  await desk.signInAs(demo.member, chosen);
  await expect(desk.frame.status).toContainText('密码保险库已打开');
});
