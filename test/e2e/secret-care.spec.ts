import type { Locator, Page } from '@playwright/test';
import type { ClientRow } from '../../src-preload/contract/clients.ts';
import { StaffPage } from './pages/staff-page.ts';
import { demo } from './support/demo.ts';
import { expect, test } from './support/desk.ts';
import { callAs } from './support/engine.ts';

const secret = 'Xk7#qLm9vT';
const go = (page: Page, path: string): Promise<void> =>
  page.evaluate((to) => {
    location.hash = `#${to}`;
  }, path);
const add = async (page: Page, client: ClientRow, fields: object): Promise<void> => {
  const { status } = await callAs(page, `/clients/${client.clientId}/accounts`, {
    clientId: client.clientId,
    ...fields,
  });
  expect(status).toBe(200);
};
const row = (page: Page, name: string): Locator =>
  page.getByRole('region', { name: /^账号与密码/ }).getByRole('listitem', { name });

test('an admin says who may show the secrets of a kind; a member sees why a button is off, and the engine refuses', async ({
  page,
  desk,
}) => {
  await desk.signInAs(demo.admin);
  await go(page, '/settings/secrets');
  const rights = page.getByRole('region', { name: '密码权限' });
  await expect(rights.getByRole('row', { name: /^银行/ })).toContainText('全体人员');
  await rights.getByRole('button', { name: '更改 银行 的密码权限' }).click();
  const sheet = page.getByRole('dialog', { name: '密码权限：银行' });
  await sheet.getByLabel('谁可以显示').selectOption('仅指定人员');
  const save = sheet.getByRole('button', { name: '保存权限' });
  await expect(sheet).toContainText('请至少指定一位可以显示密码的人员');
  await expect(save).toBeDisabled();
  await sheet.getByText(demo.admin, { exact: true }).click();
  await sheet.getByText(/必须填写原因/).click();
  await save.click();
  await expect(page.getByText('已保存 银行 的密码权限')).toBeVisible();
  await expect(rights.getByRole('row', { name: /^银行/ })).toContainText(`${demo.admin}须填原因`);

  // The admin shows one with a reason.
  const [client] = await desk.clients({ remembered: true }, 1);
  await add(page, client!, { kind: 'bank', person: '出纳', login: 'u1', secret });
  await go(page, `/clients/${client!.clientId}/edit`);
  await row(page, '银行 出纳').getByRole('button', { name: /^显示/ }).click();
  const reason = page.getByRole('dialog', { name: /^显示密码/ });
  await reason.getByLabel('查看原因').fill('客户来电核对');
  await reason.getByRole('button', { name: /^显示密码/ }).click();
  await expect(row(page, '银行 出纳').getByTestId('account-secret')).toHaveText(secret);
  await go(page, '/secrets/uses');
  await expect(page.getByRole('row', { name: /客户来电核对/ })).toContainText(demo.admin);
  await expect(page.getByText(secret)).toHaveCount(0);
});

test('a member who may only copy sees why 显示 is off, and has no section of rights', async ({ page, desk }) => {
  await desk.signInAs(demo.admin);
  const set = await callAs(page, '/secret-care/rights', {
    kind: 'bank',
    useBy: 'member',
    showBy: 'admin',
    showReason: false,
    revision: 0,
  });
  expect(set.status).toBe(200);
  await desk.frame.signOut();
  await desk.signInAs(demo.member);
  const [client] = await desk.clients({}, 1);
  await add(page, client!, { kind: 'bank', person: '出纳', login: 'u1', secret });
  await go(page, `/clients/${client!.clientId}/edit`);
  const account = row(page, '银行 出纳');
  await expect(account).toContainText('只能复制');
  await expect(account.getByRole('button', { name: /^显示/ })).toBeDisabled();
  await expect(account.getByRole('button', { name: /^复制/ })).toBeEnabled();
  const { body } = await callAs(page, `/clients/${client!.clientId}/accounts`);
  const [{ accountId }] = body as [{ accountId: string }];
  const refused = await callAs(page, `/clients/${client!.clientId}/accounts/${accountId}/show`, {});
  expect(refused).toMatchObject({ status: 403, body: { code: 'FORBIDDEN' } });
  expect((await callAs(page, `/clients/${client!.clientId}/accounts/${accountId}/copy`, {})).body).toEqual({ secret });
  await go(page, '/settings');
  await expect(page.getByRole('navigation', { name: '设置分类' }).getByRole('link', { name: '密码权限' })).toHaveCount(
    0,
  );
});

for (const size of [
  { width: 1440, height: 900 },
  { width: 1024, height: 700 },
])
  test(`secrets that need care over all clients, at ${size.width}x${size.height}`, async ({ page, desk }, info) => {
    await page.setViewportSize(size);
    await desk.signInAs(demo.admin);
    const [first, second] = await desk.clients({ remembered: true }, 2);
    await add(page, first!, { kind: 'bureauHandler', person: '李四', login: 'u1', secret: '888888' });
    await add(page, first!, { kind: 'companyRegister', login: 'u2', secret: 'qkzpwmxr', validUntil: '2020-01-01' });
    await add(page, second!, { kind: 'socialInsurance', login: 'u3', secret: 'Gl3!ch-Wert9' });
    await add(page, first!, { kind: 'bank', login: 'u4', secret: 'Gl3!ch-Wert9' });
    await add(page, first!, { kind: 'own', ownKind: '海关', login: 'u5', secret });
    await desk.frame.go('密码');
    const grid = page.getByRole('grid', { name: '需要处理的密码' });
    await expect(grid.getByRole('row', { name: /李四/ })).toContainText('初始密码');
    await expect(grid.getByRole('row', { name: /工商公示/ })).toContainText('2020-01-01 已过期');
    await expect(grid.getByRole('row', { name: /工商公示/ })).toContainText('弱密码：字符种类少');
    await expect(grid.getByText('重复使用')).toHaveCount(2);
    await expect(grid.getByText('海关')).toHaveCount(0);
    await expect(page.getByText(/4 个需要处理/)).toBeVisible();
    await page.screenshot({ path: info.outputPath('review.png') });
    await page.getByRole('button', { name: /^重复使用/ }).click();
    await expect(grid.getByRole('row', { name: /社保/ })).toContainText(second!.name);
    await go(page, '/settings/secrets');
    await expect(page.getByRole('region', { name: '密码权限' }).getByRole('row', { name: /海关/ })).toBeVisible();
    await page.screenshot({ path: info.outputPath('rights.png') });
    await page.getByRole('button', { name: '更改 银行 的密码权限' }).click();
    await page.getByRole('dialog').getByLabel('谁可以复制使用').selectOption('仅机构管理员');
    await page.getByRole('dialog').getByLabel('谁可以显示').selectOption('仅指定人员');
    await page.screenshot({ path: info.outputPath('rights-sheet.png') });
    await page.getByRole('dialog').getByRole('button', { name: '取消' }).click();
    await go(page, '/secrets/uses');
    await expect(page.getByText('没有使用记录')).toBeVisible();
  });

test('E7: after somebody left, what they could see and used is a list, which a new secret and a reason empty', async ({
  page,
  desk,
}, info) => {
  // A member of the sample office who sees the own clients only.
  const leaving = '王晓楠';
  await desk.signInAs(leaving);
  const [client] = await desk.clients({}, 1);
  for (const fields of [
    { kind: 'bureauHandler', person: '李四', login: 'u1', secret },
    { kind: 'bank', person: '出纳', login: 'u2', secret: 'Yk7#qLm9vT' },
  ])
    await add(page, client!, fields);
  const { body } = await callAs(page, `/clients/${client!.clientId}/accounts`);
  const { accountId } = (body as { accountId: string; person: string }[]).find(({ person }) => person === '李四')!;
  expect((await callAs(page, `/clients/${client!.clientId}/accounts/${accountId}/copy`, {})).status).toBe(200);
  await desk.frame.signOut();

  await desk.signInAs(demo.admin);
  const staff = new StaffPage(page);
  await desk.frame.go('人员');
  await staff.choose(leaving);
  await staff.act('移除人员').click();
  const sheet = page.getByRole('dialog', { name: `移除 ${leaving}` });
  await expect(sheet).toContainText('会列入“密码 › 离职更换”');
  await sheet.getByRole('button', { name: new RegExp(`^移除 ${leaving}`) }).click();
  await expect(page.getByText(`${leaving} 离职时能看到或用过的客户密码，还有 2 个没有更换。`)).toBeVisible();
  await page.screenshot({ path: info.outputPath('staff.png') });
  await page.getByRole('link', { name: '去更换' }).click();
  const list = page.getByRole('region', { name: '离职后需要更换的密码' });
  await expect(list.getByRole('row', { name: /李四/ })).toContainText('复制过');
  await expect(list.getByRole('row', { name: /出纳/ })).toContainText('能看到，没有用过');
  for (const size of [
    { width: 1440, height: 900 },
    { width: 1024, height: 700 },
  ]) {
    await page.setViewportSize(size);
    await page.screenshot({ path: info.outputPath(`leavers-${size.width}.png`) });
  }
  await list.getByRole('button', { name: /出纳 无需更换/ }).click();
  const waiving = page.getByRole('dialog', { name: /^无需更换/ });
  await waiving.getByLabel('无需更换的原因').fill('账号已注销');
  await waiving.getByRole('button', { name: /^无需更换/ }).click();
  await expect(list.getByRole('row', { name: /出纳/ })).toHaveCount(0);

  await list.getByRole('link', { name: /^去更换/ }).click();
  await row(page, '税务局账号-办税人 李四').getByRole('button', { name: /^更换/ }).click();
  const changing = page.getByRole('dialog', { name: '更换密码、修改资料' });
  await changing.getByLabel('新密码').fill('Zk7#qLm9vT');
  await changing.getByRole('button', { name: '保存修改' }).click();
  await expect(page.getByText(/^已更换 /)).toBeVisible();
  await go(page, '/secrets/leavers');
  await expect(page.getByText(/的 2 个密码都已处理/)).toBeVisible();
  await page.getByRole('button', { name: /^已处理/ }).click();
  await expect(list.getByRole('row', { name: /出纳/ })).toContainText('账号已注销');
  await expect(list.getByRole('row', { name: /李四/ })).toContainText('已更换');
});
