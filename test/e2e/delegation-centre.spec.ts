import { demo } from './support/demo.ts';
import { expect, test } from './support/desk.ts';
import { foundOffice } from './support/own-office.ts';

test('L4, L5: what is due stands above the list; several agreements are renewed at once, an end is reported, a proposal withdrawn', async ({
  page,
  desk,
}) => {
  await desk.signInAs(demo.admin);
  await desk.frame.go('委托');
  const grid = page.getByRole('grid', { name: '委托协议列表' });
  const tile = (name: string) =>
    page.getByRole('group', { name: '需要留意' }).getByRole('button', { name: new RegExp(`^${name}`) });
  const count = async (name: string): Promise<number> =>
    Number((await tile(name).locator('strong').innerText()).replaceAll(',', ''));
  await expect(grid.getByRole('row').nth(3)).toBeVisible();
  const [ending, waiting, toReport] = [await count('30 天内到期'), await count('等待答复'), await count('待报告')];
  expect(ending).toBeGreaterThan(1);

  await tile('30 天内到期').click();
  await expect(tile('30 天内到期')).toHaveAttribute('aria-pressed', 'true');
  await expect(page.getByText(`${ending} 份符合条件`)).toBeVisible();
  // One whose renewal was sent stays until the next is agreed, and cannot be renewed twice.
  const renewable = grid.getByRole('row').filter({ has: page.getByRole('checkbox'), hasNotText: '续签待' });
  for (const row of [1, 2]) await renewable.nth(row).getByRole('checkbox').check();
  await page.getByRole('button', { name: '续签所选 2 份' }).click();
  const sheet = page.getByRole('dialog', { name: '续签 2 份委托协议' });
  await sheet.getByLabel('续签期限').selectOption({ label: '两年' });
  await sheet.getByRole('button', { name: '发起 2 份申请' }).click();
  await expect(sheet.getByText('已完成 2 / 2')).toBeVisible();
  await sheet.getByRole('button', { name: '完成' }).click();
  await expect(tile('30 天内到期').locator('strong')).toHaveText(String(ending));
  await expect(tile('等待答复').locator('strong')).toHaveText(String(waiting + 2));

  await tile('待报告').click();
  await expect(page.getByText(`${toReport} 份符合条件`)).toBeVisible();
  await page.getByRole('complementary').getByRole('button', { name: '登记已报告' }).click();
  await expect(tile('待报告').locator('strong')).toHaveText(String(toReport - 1));

  await tile('等待答复').click();
  await expect(page.getByText(`${waiting + 2} 份符合条件`)).toBeVisible();
  await grid.getByRole('row').filter({ hasText: '剩 21 天，等待对方' }).first().click();
  await page.getByRole('complementary').getByRole('button', { name: '撤回申请' }).click();
  const confirm = page
    .getByRole('dialog', { name: '请再核对一次' })
    .or(page.getByRole('dialog').filter({ hasText: '撤回' }));
  await confirm.getByLabel('原因').fill('日期填错');
  await confirm.getByRole('button', { name: /撤回 委托申请/ }).click();
  await expect(tile('等待答复').locator('strong')).toHaveText(String(waiting + 1));
});

test.describe('own office', () => {
  test.use({ world: null });

  test('H7: where clients cannot answer, the centre records a signed paper agreement', async ({ page, desk, host }) => {
    await foundOffice(host);
    await page.reload();
    await desk.signInOwn();
    const { callAs } = await import('./support/engine.ts');
    const { status } = await callAs(page, '/clients', {
      name: '大连远洋物流有限公司',
      taxpayerId: '91110108551385082Q',
    });
    expect(status).toBe(200);
    await desk.frame.go('委托');
    await expect(page.getByText('还没有委托协议')).toBeVisible();
    await page.getByRole('button', { name: '录入纸质协议' }).click();
    await page
      .getByRole('dialog', { name: '选择委托企业' })
      .getByRole('button', { name: /大连远洋物流/ })
      .click();
    const paper = page.getByRole('dialog', { name: /录入纸质协议/ });
    await paper.getByRole('button', { name: '一年' }).click();
    await paper.getByRole('button', { name: /^申报代理/ }).click();
    await paper.getByLabel('协议密码', { exact: true }).first().fill('Xieyi#2026');
    await paper.getByRole('button', { name: /^为 大连远洋物流 录入纸质协议/ }).click();
    await expect(page.getByRole('grid', { name: '委托协议列表' })).toContainText('大连远洋物流有限公司');
    await expect(page.getByRole('complementary')).toContainText('代理机构录入');
    await page.getByRole('complementary').getByRole('button', { name: '续签' }).click();
    await expect(page.getByRole('dialog', { name: /录入纸质协议/ }).getByLabel('开始日期')).not.toHaveValue('');
  });
});
