import { FirstRunPage } from './pages/first-run-page.ts';
import { SettingsPage } from './pages/settings-page.ts';
import { expect, test } from './support/desk.ts';
import { foundOffice, ownOffice } from './support/own-office.ts';

test.use({ world: null });

test('an office whose recovery key was never shown urges its admin to have a new one, until that is typed back', async ({
  page,
  host,
  desk,
}) => {
  await foundOffice(host, {}, false);
  await page.reload();
  await desk.signInOwn();
  const urged = page.getByRole('status').filter({ hasText: '恢复密钥还没有确认保管' });
  await expect(urged).toBeVisible();

  const settings = new SettingsPage(page);
  await desk.frame.go('设置');
  await settings.closeVault.click();
  await urged.getByRole('button', { name: '更换恢复密钥' }).click();
  await expect(settings.security).toContainText('保险库打开后才能更换恢复密钥');
  await settings.security.getByRole('button', { name: '打开保险库' }).click();
  await settings.password.fill(ownOffice.admin.personalPassword);
  await settings.openVault.click();
  await expect(settings.closeVault).toBeVisible();

  await urged.getByRole('button', { name: '更换恢复密钥' }).click();
  await settings.security.getByLabel('个人密码', { exact: true }).fill(ownOffice.admin.personalPassword);
  await settings.security.getByRole('button', { name: '生成新的恢复密钥' }).click();
  const first = new FirstRunPage(page);
  const recoveryKey = await first.readKey();
  await first.keyKept.click();
  await first.typeBack(recoveryKey);
  await expect(page.getByText('新的恢复密钥已生效')).toBeVisible();
  await expect(urged).toHaveCount(0);
  await desk.frame.signOut();
  await desk.signInOwn();
  await expect(urged).toHaveCount(0);
});
