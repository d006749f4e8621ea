import { expectAccessible } from '../support/accessibility.ts';
import { demo } from '../support/demo.ts';
import { expect, test } from '../support/desk.ts';
import { test as bare } from '../support/host.ts';
import { officePages } from '../support/office-pages.ts';

// The slowest specs of all. The desktop draws the same pages with the same engine: what it alone shows is walked in desktop/a11y.spec.ts.
test.describe.configure({ timeout: 180_000 });

test('the sign-in page', async ({ desk, page }) => {
  const { signIn } = desk;
  await expect(signIn.demo).toBeVisible();
  await expectAccessible(page, 'agency');
  await desk.giveFirm('Wrong-2026');
  await expect(signIn.alert).toBeVisible();
  await expectAccessible(page, 'agency, refused');
  await desk.giveFirm();
  await signIn.member(demo.admin).click();
  await signIn.personalPassword(demo.admin).fill('Wrong-2026');
  await signIn.submit.click();
  await expect(signIn.card).toContainText('还可再试4次');
  await expectAccessible(page, 'staff, password refused');
  await signIn.method('手机短信登录').click();
  await signIn.sendCode.click();
  await expect(signIn.code).toBeFocused();
  await expectAccessible(page, 'staff, code');
});

test('the pages of the office', async ({ desk, page, host }) => {
  await desk.signInAs();
  await expectAccessible(page, 'client list');
  await desk.list.search.fill('zzqq');
  await expect(page.getByText('没有符合条件的结果')).toBeVisible();
  await expectAccessible(page, 'client list, nothing found');
  await desk.list.search.fill('');
  for (const [path, heading] of officePages) {
    await page.goto(host.at(path));
    await expect(page.getByRole('main').getByRole('heading', { name: heading }).first()).toBeVisible();
    await expect(page.getByLabel('正在载入')).toHaveCount(0);
    await expectAccessible(page, path);
  }
});

test('the dialogs of the desk', async ({ desk, page }) => {
  await desk.signInAs();
  await desk.palette.open();
  await page.keyboard.type('sy');
  await expect(desk.palette.active).toBeVisible();
  await expectAccessible(page, 'palette');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await desk.list.grid.focus();
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: '键盘快捷键' })).toBeVisible();
  await expectAccessible(page, 'shortcuts');
  await page.keyboard.press('Escape');

  const [client] = await desk.clients({ remembered: false }, 1);
  await desk.list.search.fill(client!.taxpayerId);
  await expect(desk.list.rows).toHaveCount(1);
  await desk.list.search.press('Enter');
  await desk.enterSheet.password.fill('Wrong-2026');
  await desk.enterSheet.enter.click();
  await expect(desk.enterSheet.sheet).toContainText('还可再试4次');
  await expectAccessible(page, 'entering a client, refused');
  await page.keyboard.press('Escape');

  await desk.frame.status.getByRole('button', { name: '密码保险库已打开' }).click();
  await desk.frame.status.getByRole('button', { name: '密码保险库已关闭' }).click();
  await expect(page.getByRole('dialog', { name: '打开密码保险库' })).toBeVisible();
  await expectAccessible(page, 'vault');
  await page.keyboard.press('Escape');

  await desk.frame.title.getByRole('button', { name: /^我的账号/ }).click();
  await page.getByRole('menuitem', { name: '修改个人密码' }).click();
  await desk.ownPassword.save.click();
  await expect(desk.ownPassword.fresh).toHaveAttribute('aria-invalid', 'true');
  await expectAccessible(page, 'own password, refused');
  await desk.ownPassword.sheet.getByRole('button', { name: '取消' }).click();

  await page.keyboard.press('Control+l');
  await expect(desk.lock.password).toBeFocused();
  await expectAccessible(page, 'locked');
});

test('the pages of a client', async ({ desk, page, training }) => {
  const { client, vat, confirm, payments, certificate } = desk;
  await training.untilNextPeriods();
  await desk.signInAs();
  const open = await desk.clients({ remembered: true, kind: 'general' }, 3);
  for (const one of open) await desk.openByPalette(one);
  await expect(client.section('最近办理')).toBeVisible();
  await expectAccessible(page, 'home');
  await client.go('办税事项');
  await expect(page.locator('[data-service]').filter({ visible: true }).first()).toBeVisible();
  await expectAccessible(page, 'catalogue');
  await desk.draftVat({ sales: '1000000', input: '0' });
  await expectAccessible(page, 'VAT form');
  await vat.submit.click();
  await expect(confirm.cancel).toBeFocused();
  await expectAccessible(page, 'VAT confirmation');
  await confirm.act.click();
  await expect(vat.receipt).toBeVisible();
  await expectAccessible(page, 'VAT receipt');
  await vat.receipt.getByRole('link', { name: '登记缴款' }).click();
  await payments.amount.fill('');
  await payments.submit.click();
  await expect(payments.sheet).toContainText('请输入大于零的金额');
  await expectAccessible(page, 'recording a payment');
  await page.keyboard.press('Escape');
  await expect(payments.sheet).toBeHidden();
  await expectAccessible(page, 'payments');
  await client.go('申报查询');
  await expect(page.getByRole('main').getByRole('row').nth(1)).toBeVisible();
  await expectAccessible(page, 'filings');
  await client.go('完税证明');
  await expect(certificate.from).toBeVisible();
  await expectAccessible(page, 'certificate');
  await training.wait(12 * 60 + 1);
  await expect(desk.signIn.notice).toBeVisible();
  await desk.signInAs();
  await desk.pressTab(1);
  await expect(page.getByRole('button', { name: '重新进入' })).toBeVisible();
  await expectAccessible(page, 'locked client');
});

bare.describe('first run', () => {
  bare.use({ world: null });
  bare('the pages of the first run', async ({ page, host }) => {
    await host.open();
    await expect(page.getByRole('main').getByRole('heading').first()).toBeVisible();
    await expectAccessible(page, 'first run');
    for (const path of ['/setup/office', '/setup/restore']) {
      await page.goto(host.at(path));
      await expect(page.getByRole('main').getByRole('heading').first()).toBeVisible();
      await expectAccessible(page, path);
    }
  });
});
