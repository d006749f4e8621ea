import { expect, test } from './support/desk.ts';
import { expectAccessible } from './support/accessibility.ts';
import { EnterpriseSignIn } from './pages/enterprise-sign-in.ts';

test('B8: the collection desk: somebody is insured, the month declared, corrected, paid, and its slip is marked', async ({
  desk,
  page,
  host,
}) => {
  const signIn = new EnterpriseSignIn(desk.page);
  await signIn.open();
  await signIn.fill('普通登录后直接进入社保费征收');
  await signIn.button('登录').click();
  const side = page.getByRole('navigation', { name: '税务局业务' });
  await side.getByRole('link', { name: '参保人员' }).click();
  await expect(page.getByRole('row')).toHaveCount(8);
  await page.getByRole('button', { name: '增员' }).click();
  const sheet = page.getByRole('dialog');
  await sheet.getByRole('button', { name: '确定' }).click();
  await expect(sheet.getByLabel('姓名（与证件一致）')).toBeFocused();
  await sheet.getByLabel('姓名（与证件一致）').fill('李思远');
  await sheet.getByLabel('证件号码').fill('1101 0519 4912 3100 2x');
  await sheet.getByRole('textbox', { name: '月缴费工资' }).fill('6,000');
  await sheet.getByRole('button', { name: '确定' }).click();
  await expect(page.getByRole('cell', { name: '李*远' })).toBeVisible();
  await expect(page.getByText('110105194912')).toHaveCount(0);
  await expectAccessible(page, '参保人员');

  await side.getByRole('link', { name: '月度申报' }).click();
  await page.getByRole('table').getByRole('link').first().click();
  await page.getByRole('button', { name: '提交申报' }).click();
  const confirm = page.getByRole('dialog').filter({ has: page.locator('.confirm') });
  await confirm.getByRole('button', { name: /^为 .+ 提交 .+ 社保费申报 · [\d,.]+ 元$/ }).click();
  await expect(page.getByText('已提交待缴费')).toBeVisible();
  await page.getByRole('button', { name: '更正' }).click();
  await confirm.getByLabel('更正原因').fill('李思远工资填错');
  await confirm.getByRole('button', { name: /更正/ }).last().click();
  await page.getByRole('textbox', { name: '李*远 的月缴费工资' }).fill('7000');
  await page.getByRole('textbox', { name: '李*远 的月缴费工资' }).press('Tab');
  await expect(page.getByRole('row', { name: /李\*远/ })).toContainText('7,000.00');
  await page.getByRole('button', { name: '提交申报' }).click();
  await confirm.getByRole('button', { name: /^为 .+ 提交/ }).click();
  await expect(page.getByText('更正原因：李思远工资填错')).toBeVisible();
  await page.getByRole('button', { name: '登记缴费' }).click();
  await confirm.getByRole('button', { name: /^为 .+ 登记缴费/ }).click();
  await expect(page.getByText('已缴费')).toBeVisible();
  const saved = await host.savedBy(() => page.getByRole('button', { name: '保存缴费凭证（PDF）' }).click());
  expect(saved.name).toMatch(/^社保费缴费凭证-演示-社保凭证-\d{4}-\d{6}\.pdf$/);
  await expectAccessible(page, '社保费月度申报');
});
