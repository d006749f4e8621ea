import { FirstRunPage } from './pages/first-run-page.ts';
import { SettingsPage } from './pages/settings-page.ts';
import { demo } from './support/demo.ts';
import { expect, test } from './support/desk.ts';
import { callAs } from './support/engine.ts';

test('the vault is closed and opened with the personal password; a wrong one is told at its field', async ({
  page,
  desk,
}) => {
  await desk.signInAs();
  const settings = new SettingsPage(page);
  await desk.frame.go('设置');
  await expect(settings.vault).toContainText('已打开');
  await settings.closeVault.click();
  await expect(desk.frame.status).toContainText('密码保险库已关闭');
  const field = settings.vault.getByLabel('个人密码', { exact: true }).first();
  await field.fill('Renyuan-2027');
  await field.press('Enter');
  await expect(settings.vault.getByText(/密码不正确|密码有误|还可再试/).first()).toBeVisible();
  await expect(field).toHaveValue('');
  await field.fill(demo.staffPassword);
  await settings.openVault.click();
  await expect(desk.frame.status).toContainText('密码保险库已打开');
});

test('a remembered agreement password is shown only after a fresh personal password, and leaves a trail', async ({
  page,
  desk,
}) => {
  await desk.signInAs();
  const settings = new SettingsPage(page);
  const [client] = await desk.clients({ remembered: true }, 1);
  await desk.frame.go('设置');
  await settings.vault.getByPlaceholder('按客户名称、拼音或识别号查找').fill(client!.taxpayerId);
  await expect(settings.remembered).toHaveCount(1);
  await settings.remembered.getByRole('button', { name: /^查看/ }).click();
  await expect(settings.reveal).toContainText(client!.name);
  await settings.reveal.getByRole('button', { name: '查看', exact: true }).click();
  await expect(settings.reveal.getByText('请输入个人密码')).toBeVisible();
  await settings.reveal.getByLabel('个人密码', { exact: true }).fill('Renyuan-2027');
  await page.keyboard.press('Enter');
  await expect(settings.reveal.getByText(/密码不正确|密码有误|还可再试/)).toBeVisible();
  await expect(settings.reveal).not.toContainText(demo.agreementPassword);
  await settings.reveal.getByLabel('个人密码', { exact: true }).fill(demo.staffPassword);
  await page.keyboard.press('Enter');
  await expect(settings.reveal.getByTestId('revealed')).toHaveText(demo.agreementPassword);
  await page.keyboard.press('Escape');
  await expect(settings.reveal).toBeHidden();
  await expect(page.getByText(demo.agreementPassword)).toHaveCount(0);

  await desk.frame.go('轨迹');
  const row = page.getByRole('table', { name: '轨迹' }).getByRole('row').nth(1);
  await expect(row).toContainText('查看');
  await expect(row).toContainText(client!.name);
});

test('a forgotten agreement password is asked for at the next entering', async ({ page, desk }) => {
  await desk.signInAs();
  const settings = new SettingsPage(page);
  const [client] = await desk.clients({ remembered: true }, 1);
  await desk.frame.go('设置');
  // Some of the office's entries are of agreements that ended or whose password was changed since: how many changes with the day.
  const usable = (
    (await callAs(page, '/clients/search', { limit: 1, filter: { remembered: true } })).body as { total: number }
  ).total;
  const counts = (own: number) =>
    settings.vault.getByText(`可用 ${own} 个，另有 ${40 - usable} 个已失效或属于他人负责的客户`, { exact: true });
  await expect(counts(usable)).toBeVisible();
  await settings.vault.getByPlaceholder('按客户名称、拼音或识别号查找').fill(client!.taxpayerId);
  await expect(settings.remembered).toHaveCount(1);
  await settings.remembered.getByRole('button', { name: /^忘记/ }).click();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /忘记 协议密码$/ })
    .click();
  await expect(page.getByText(/已忘记 .+ 的协议密码/)).toBeVisible();
  const { body } = await callAs(page, '/clients/search', { query: client!.taxpayerId });
  expect((body as { rows: { remembered: boolean }[] }).rows[0]?.remembered).toBe(false);
  await expect(counts(usable - 1)).toBeVisible();
});

test('a member who waits is granted access by an admin with an open vault', async ({ page, desk, host }) => {
  await desk.signInAs(demo.admin);
  await desk.frame.go('设置');
  const grant = page.getByRole('button', { name: `授权 ${demo.waiting} 使用保险库` });
  await expect(grant).toBeEnabled();
  await grant.click();
  await expect(page.getByText(`已授权 ${demo.waiting} 使用保险库`)).toBeVisible();
  await expect(grant).toHaveCount(0);

  const other = await host.newWindow({ apart: true });
  const { Desk } = await import('./flows/desk.ts');
  const theirs = new Desk(other);
  await theirs.signInAs(demo.waiting);
  await expect(theirs.frame.status).toContainText('密码保险库已打开');
});

test('a new recovery key is shown once and typed back; it opens the vault for a member who waits', async ({
  page,
  desk,
}) => {
  await desk.signInAs(demo.admin);
  const settings = new SettingsPage(page);
  await desk.frame.go('设置');
  await expect(settings.closeVault).toBeVisible();
  await settings.section('安全');
  await settings.security.getByLabel('个人密码', { exact: true }).fill(demo.staffPassword);
  await settings.security.getByRole('button', { name: '生成新的恢复密钥' }).click();
  const first = new FirstRunPage(page);
  const recoveryKey = await first.readKey();
  // It cannot be waved away.
  await page.keyboard.press('Escape');
  await expect(first.key).toBeVisible();
  await first.keyKept.click();
  await first.typeBack(recoveryKey);
  await expect(page.getByText('新的恢复密钥已生效，请销毁或注明旧的那一份')).toBeVisible();

  await desk.frame.signOut();
  await desk.signInAs(demo.waiting);
  await desk.frame.go('设置');
  await expect(settings.vault).toContainText('等待授权');
  await settings.vault.getByRole('button', { name: '用恢复密钥打开' }).click();
  await settings.vault.getByLabel('恢复密钥', { exact: true }).fill(recoveryKey);
  await settings.password.fill(demo.staffPassword);
  await settings.openVault.click();
  await expect(desk.frame.status).toContainText('密码保险库已打开');
});
