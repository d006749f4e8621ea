import type { Locator, Page } from '@playwright/test';
import { Desk } from './flows/desk.ts';
import { EnterpriseSignIn } from './pages/enterprise-sign-in.ts';
import { demo } from './support/demo.ts';
import { expect, test } from './support/desk.ts';
import { callAs, countCalls } from './support/engine.ts';
import { foundOffice } from './support/own-office.ts';

/** What a person is told before the click, not after it. */
const windows = [
  { width: 960, height: 560 },
  { width: 1024, height: 700 },
  { width: 1440, height: 900 },
];

test('G3: whoever may not issue a certificate of payment is told so by the page, which offers nothing to press', async ({
  desk,
  page,
}) => {
  await desk.signInAs();
  const [client] = await desk.clients({ remembered: true, lacks: 'cert.taxPayment' }, 1);
  const calls = await countCalls(page);
  await desk.openByPalette(client!);
  await page.evaluate((id) => {
    location.hash = `#/client/${id}/certificate`;
  }, client!.clientId);
  const main = page.getByRole('main');
  await expect(main.getByRole('heading', { name: '完税证明', exact: true })).toBeVisible();
  await expect(main).toContainText('委托协议未包含「完税证明开具」');
  await main.getByRole('button', { name: '为什么不能办' }).click();
  await expect(desk.why).toContainText('委托事项');
  await expect(desk.why).toContainText('办税规则 G3');
  await expect(desk.certificate.issue).toHaveCount(0);
  expect(await calls.of('business/certificate')).toBe(0);
});

test('a member who waits for the vault is offered no 一键进入, and is told why where it would stand', async ({
  desk,
  page,
}) => {
  await desk.signInAs(demo.waiting);
  const [client] = await desk.clients({ remembered: true }, 1);
  await desk.list.search.fill(client!.taxpayerId);
  await expect(desk.list.rows).toHaveCount(1);
  await expect(page.getByRole('button', { name: '一键进入' })).toHaveCount(0);
  await expect(desk.list.act(client!.name)).toHaveAttribute(
    'title',
    '已记住协议密码，管理员授权您使用保险库后可一键进入',
  );
  await desk.list.act(client!.name).click();
  await expect(desk.enterSheet.sheet).toContainText('您的保险库权限还在等待管理员授权，授权后可以一键进入');
  await expect(desk.enterSheet.openVault).toHaveCount(0);
});

test('an admin is told who waits for the vault: at the login, and the moment somebody begins to wait', async ({
  desk,
  page,
  host,
}) => {
  await desk.signInAs();
  const bell = desk.frame.title.getByRole('button', { name: /^通知/ });
  const notice = (name: string): Locator =>
    page.getByRole('menuitem', { name: new RegExp(`${name}等待保险库授权，不能一键进入客户`) });
  await bell.click();
  await expect(notice(demo.waiting)).toHaveCount(1);
  await page.keyboard.press('Escape');
  await expect(notice(demo.codeOnly)).toHaveCount(0);

  // In a window of their own, somebody chooses a first personal password: from now on they wait.
  const other = new Desk(await host.newWindow({ apart: true }));
  await other.signInByCode(demo.codeOnly);
  await other.ownPassword.fresh.fill('Liulan-77');
  await other.ownPassword.again.fill('Liulan-77');
  await other.ownPassword.save.click();
  await expect(other.frame.status).toContainText('密码保险库等待授权');
  await bell.click();
  await expect(notice(demo.codeOnly)).toHaveCount(1);
  await expect(notice(demo.waiting)).toHaveCount(1);
  await page.keyboard.press('Escape');

  // Let in by the admin, they see it without doing anything.
  await desk.frame.go('设置');
  await page.getByRole('button', { name: `授权 ${demo.codeOnly} 使用保险库` }).click();
  await expect(other.frame.status).not.toContainText('等待授权');
});

test('为什么不能办 in an enterprise speaks of people and rights, and never of what an agency is entrusted with', async ({
  desk,
  page,
}) => {
  const signIn = new EnterpriseSignIn(page);
  await signIn.byPassword('等身份授予', '梁知夏');
  await expect(signIn.heading('可办业务')).toBeVisible();
  const service = page.getByRole('listitem').filter({ hasText: '税款缴纳登记' }).first();
  await service.getByRole('button', { name: '为什么不能办' }).click();
  await expect(desk.why).toContainText('办税权限');
  await expect(desk.why).toContainText('法定代表人或财务负责人');
  await expect(desk.why).not.toContainText(/委托事项|待办人员|您可以自行处理/);
});

/** Texts of a list that do not fit into their cell. */
const cutOff = (page: Page, cells: string): Promise<string[]> =>
  page.evaluate(
    (selector) =>
      [...document.querySelectorAll<HTMLElement>(selector)]
        .filter((cell) => cell.scrollWidth > cell.clientWidth + 1)
        .map((cell) => cell.innerText),
    cells,
  );

test('H3, L4: the days that are left are never what is cut off, in whatever window', async ({ desk, page }) => {
  await desk.signInAs();
  await desk.list.filter('30 天内到期').click();
  await expect(desk.list.rows.filter({ hasText: /剩 \d+ 天|今天到期/ }).first()).toBeVisible();
  for (const size of windows) {
    await page.setViewportSize(size);
    const left = desk.list.rows.locator('.left');
    expect(await left.count()).toBeGreaterThan(0);
    const behind = await left.evaluateAll((all) =>
      all
        .filter((one) => {
          const cell = one.closest('[role=gridcell]')!.getBoundingClientRect();
          return one.getBoundingClientRect().right > cell.right + 1;
        })
        .map((one) => one.textContent),
    );
    expect(behind, `clients at ${size.width}`).toEqual([]);
  }
  await desk.frame.go('委托');
  const grid = page.getByRole('grid', { name: '委托协议列表' });
  for (const view of ['全部', '待答复']) {
    await page
      .getByRole('group', { name: '按状态' })
      .getByRole('button', { name: new RegExp(`^${view}`) })
      .click();
    await expect(grid.getByText(view === '全部' ? '续签待答复' : '待我方答复').first()).toBeVisible();
    for (const size of windows) {
      await page.setViewportSize(size);
      expect(await grid.locator('.ellipsis[class*="due--"]').count()).toBeGreaterThan(0);
      expect(await cutOff(page, '.ellipsis[class*="due--"]'), `${view} at ${size.width}`).toEqual([]);
    }
  }
});

test.describe('in the own office', () => {
  test.use({ world: null });

  test('H7, G3: a row without agreement leads to recording one, whose password is not asked for again', async ({
    page,
    desk,
    host,
  }) => {
    await foundOffice(host);
    await page.goto(host.url);
    await desk.signInOwn();
    const name = '沈阳华盛商贸有限公司';
    expect((await callAs(page, '/clients', { name, taxpayerId: '91110108551385082Q' })).status).toBe(200);
    const row = desk.list.row(name);
    await expect(row).toContainText('无协议');
    await row.getByRole('button', { name: '录入协议' }).click();
    await page.getByRole('button', { name: '录入纸质协议', exact: true }).click();
    const sheet = page.getByRole('dialog');
    await sheet.getByRole('button', { name: '一年', exact: true }).click();
    await sheet.getByRole('button', { name: /^申报代理/ }).click();
    await sheet.getByLabel('协议密码').fill('Hetong#71ab');
    await sheet.getByRole('button', { name: '为 沈阳华盛商贸 录入纸质协议' }).click();
    await expect(page.getByText('已录入 沈阳华盛商贸 的委托协议')).toBeVisible();
    await desk.frame.go('客户');
    await expect(row.getByRole('button', { name: '录入协议' })).toHaveCount(0);
    await row.getByRole('button', { name: '一键进入' }).click();
    await expect(desk.frame.band).toContainText(name);
    await expect(desk.enterSheet.sheet).toBeHidden();
  });
});
