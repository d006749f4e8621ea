import type { Locator, Page } from '@playwright/test';
import type { ClientRow } from '../../src-preload/contract/clients.ts';
import { SettingsPage } from './pages/settings-page.ts';
import { demo } from './support/demo.ts';
import { expect, test } from './support/desk.ts';
import { callAs } from './support/engine.ts';

const secret = 'Zh@ng-2026 海';
const section = (page: Page): Locator => page.getByRole('region', { name: /^账号与密码/ });
const row = (page: Page, name: string): Locator => section(page).getByRole('listitem', { name });
const sheet = (page: Page, name: string): Locator => page.getByRole('dialog', { name });

async function openClient(page: Page, client: ClientRow): Promise<void> {
  await page.evaluate((id) => {
    location.hash = `#/clients/${id}/edit`;
  }, client.clientId);
  await expect(section(page)).toBeVisible();
}
const add = (page: Page, client: ClientRow, fields: object) =>
  callAs(page, `/clients/${client.clientId}/accounts`, { clientId: client.clientId, ...fields });

test('an account is added, copied, shown, changed and removed; it is found by its login name, and never by its secret', async ({
  page,
  desk,
}) => {
  await page.addInitScript(() => {
    navigator.clipboard.writeText = (text) => {
      document.documentElement.dataset['copied'] = text;
      return Promise.resolve();
    };
  });
  await page.reload();
  await desk.signInAs();
  const [client] = await desk.clients({ remembered: true }, 1);
  await openClient(page, client!);
  await expect(section(page)).toContainText('还没有账号');

  await section(page).getByRole('button', { name: '新增账号' }).click();
  const adding = sheet(page, '新增账号');
  await expect(adding.getByLabel('账号类型')).toBeFocused();
  await adding.getByLabel('账号类型').selectOption('税务局账号-法定代表人');
  await adding.getByLabel('使用人').fill('张海');
  await adding.getByLabel('登录名').fill('zhanghai88');
  await adding.getByRole('button', { name: '保存账号' }).click();
  await expect(adding.getByText('请输入密码')).toBeVisible();
  await adding.getByLabel('密码', { exact: true }).fill(secret);
  await adding.getByLabel('二次验证').selectOption('短信验证码');
  await adding.getByLabel('由谁接收').fill('王会计');
  await adding.getByRole('button', { name: '保存账号' }).click();
  await expect(page.getByText('已新增 税务局账号-法定代表人 张海')).toBeVisible();

  const account = row(page, '税务局账号-法定代表人 张海');
  await expect(account).toContainText('zhanghai88');
  await expect(account).toContainText('短信验证码：王会计');
  await expect(account).toContainText('今天设置');
  await expect(page.getByText(secret)).toHaveCount(0);
  await account.getByRole('button', { name: /^显示/ }).click();
  await expect(account.getByTestId('account-secret')).toHaveText(secret);
  await expect(account).toContainText(/\d+ 秒后隐藏/);
  await account.getByRole('button', { name: /^隐藏/ }).click();
  await expect(page.getByText(secret)).toHaveCount(0);

  await account.getByRole('button', { name: /^复制/ }).click();
  await expect(page.getByText(/^已复制/)).toBeVisible();
  await expect(page.getByText(secret)).toHaveCount(0);

  // Another one is put in; the former one can still be seen.
  await account.getByRole('button', { name: /^更换/ }).click();
  const changing = sheet(page, '更换密码、修改资料');
  await changing.getByLabel('新密码').fill('888888');
  await changing.getByRole('button', { name: '保存修改' }).click();
  await expect(page.getByText('已更换 税务局账号-法定代表人 张海 的密码')).toBeVisible();
  await expect(account).toContainText('初始密码');
  await account.getByRole('button', { name: /历史$/ }).click();
  const past = sheet(page, '账号历史');
  await expect(past).toContainText('显示账号密码：税务局账号-法定代表人 张海');
  await past.getByRole('button', { name: /^显示/ }).click();
  await expect(past.getByText(secret)).toBeVisible();
  await past.getByRole('button', { name: '关闭' }).click();
  await expect(page.getByText(secret)).toHaveCount(0);

  for (const [query, found] of [
    ['zhanghai88', true],
    ['888888', false],
  ] as const) {
    const { body } = await callAs(page, '/clients/search', { query });
    expect((body as { rows: ClientRow[] }).rows.some((hit) => hit.clientId === client!.clientId)).toBe(found);
  }

  await account.getByRole('button', { name: /^删除/ }).click();
  const removing = page.getByRole('dialog', { name: /^删除/ });
  await expect(removing.getByRole('button', { name: /^删除/ })).toBeDisabled();
  await removing.getByLabel('删除原因').fill('账号已注销');
  await removing.getByRole('button', { name: /^删除/ }).click();
  await expect(section(page)).toContainText('还没有账号');
});

test('J3: a secret that is shown is gone at the lock and stays gone after it; with the vault closed the buttons say why', async ({
  page,
  desk,
}) => {
  await desk.signInAs();
  const [client] = await desk.clients({ remembered: true }, 1);
  await add(page, client!, { kind: 'bank', person: '出纳', login: 'u1', secret });
  await openClient(page, client!);
  const account = row(page, '银行 出纳');
  await account.getByRole('button', { name: /^显示/ }).click();
  await expect(account.getByTestId('account-secret')).toHaveText(secret);
  await page.keyboard.press('Control+l');
  await expect(desk.lock.sheet).toBeVisible();
  expect(await page.evaluate(() => document.documentElement.outerHTML)).not.toContain(secret);
  await desk.lock.password.fill(demo.staffPassword);
  await desk.lock.unlock.click();
  await expect(account).toBeVisible();
  await expect(page.getByText(secret)).toHaveCount(0);

  await desk.frame.go('设置');
  await new SettingsPage(page).closeVault.click();
  await openClient(page, client!);
  await expect(section(page)).toContainText('密码保险库已关闭');
  for (const name of [/^复制/, /^显示/]) await expect(account.getByRole('button', { name })).toBeDisabled();
  await expect(section(page).getByRole('button', { name: '新增账号' })).toBeDisabled();
  await section(page).getByRole('button', { name: '打开保险库' }).click();
  const opening = sheet(page, '打开密码保险库');
  await opening.getByLabel('个人密码').fill(demo.staffPassword);
  await opening.getByRole('button', { name: '打开', exact: false }).last().click();
  await expect(account.getByRole('button', { name: /^显示/ })).toBeEnabled();
});

test('a member who waits for the vault is told before a click', async ({ page, desk }) => {
  await desk.signInAs(demo.waiting);
  const [client] = await desk.clients({}, 1);
  await openClient(page, client!);
  await expect(section(page)).toContainText('正在等待授权');
  await expect(section(page).getByRole('button', { name: '新增账号' })).toBeDisabled();
});

for (const size of [
  { width: 1440, height: 900 },
  { width: 1024, height: 700 },
  { width: 960, height: 560 },
])
  test(`the section at ${size.width}x${size.height} has every button in reach`, async ({ page, desk }, info) => {
    await page.setViewportSize(size);
    await desk.signInAs();
    const [client] = await desk.clients({ remembered: true }, 1);
    const site = 'etax.liaoning.chinatax.gov.cn';
    for (const fields of [
      {
        kind: 'bureauLegalRepresentative',
        person: '张海',
        login: '210102199001011234',
        site,
        secondFactor: 'sms',
        factorHolder: '王会计',
        secret,
      },
      { kind: 'bureauHandler', person: '李四', login: '13800000000', site, secret: '888888' },
      { kind: 'certificate', login: 'CA-20260001', validUntil: '2026-12-01', secret: 'Gong-yong-1' },
      {
        kind: 'own',
        ownKind: '海关单一窗口',
        login: 'hg-0024',
        validUntil: '2025-01-01',
        note: '口令卡在前台',
        secret: 'Gong-yong-1',
      },
    ])
      expect((await add(page, client!, fields)).status).toBe(200);
    await openClient(page, client!);
    const last = row(page, '海关单一窗口').getByRole('button', { name: /^删除/ });
    await last.scrollIntoViewIfNeeded();
    await expect(row(page, '海关单一窗口')).toContainText('与另一账号相同');
    await expect(row(page, '海关单一窗口')).toContainText('2025-01-01 已过期');
    await expect(last).toBeInViewport({ ratio: 1 });
    await row(page, '税务局账号-办税人 李四').getByRole('button', { name: /^显示/ }).click();
    await expect(page.getByTestId('account-secret')).toBeVisible();
    await page.screenshot({ path: info.outputPath('accounts.png') });
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.screenshot({ path: info.outputPath('accounts-dark.png') });
    await section(page).getByRole('button', { name: '新增账号' }).click();
    const adding = sheet(page, '新增账号');
    await adding.getByLabel('二次验证').selectOption('短信验证码');
    const save = adding.getByRole('button', { name: '保存账号' });
    await save.scrollIntoViewIfNeeded();
    await expect(save).toBeInViewport({ ratio: 1 });
    await page.screenshot({ path: info.outputPath('account-sheet-dark.png') });
  });

test('a client that cannot be entered has its page, too, and a secret is refused where it is too long, never cut', async ({
  page,
  desk,
}) => {
  await desk.signInAs();
  await desk.list.filter('无效协议').click();
  await expect(desk.list.rows.first().getByRole('button', { name: '为什么不能办' })).toBeVisible();
  await desk.list.rows.first().hover();
  await desk.list.rows
    .first()
    .getByRole('button', { name: /^修改 .* 的资料$/ })
    .click();
  await section(page).getByRole('button', { name: '新增账号' }).click();
  const adding = sheet(page, '新增账号');
  await adding.getByLabel('密码', { exact: true }).fill('x'.repeat(129));
  await adding.getByRole('button', { name: '保存账号' }).click();
  await expect(adding).toContainText('密码最多128个字符');
  await adding.getByLabel('密码', { exact: true }).fill('x'.repeat(128));
  await adding.getByRole('button', { name: '保存账号' }).click();
  await expect(section(page).getByRole('listitem')).toHaveCount(1);
});
