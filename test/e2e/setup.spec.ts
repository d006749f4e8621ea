import { AxeBuilder } from '@axe-core/playwright';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { FirstRunPage } from './pages/first-run-page.ts';
import { expect, test } from './support/desk.ts';
import { foundOffice, ownOffice } from './support/own-office.ts';

test.use({ world: null });

/** No serious or critical violation of what is on the screen. */
async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze();
  expect(
    violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(({ id, nodes }) => ({ id, at: nodes.map(({ target }) => target) })),
  ).toEqual([]);
}

test('first run offers the demo world, which opens at its sign-in page', async ({ page, host, desk }) => {
  const first = new FirstRunPage(page);
  await host.open();
  await expect(first.heading).toBeVisible();
  await expect(first.begin).toBeEnabled();
  await expectAccessible(page);
  await first.world('演示机构').click();
  await expect(desk.signIn.demo).toBeVisible();
  await desk.signInAs();
  await expect(desk.list.count).toHaveText('共 300 户');
});

test('an own office is founded step by step, keeps what was typed, and shows its recovery key once', async ({
  page,
  desk,
  host,
}) => {
  const first = new FirstRunPage(page);
  await first.begin.click();

  // Nothing typed: each field says what it wants, the first has the focus.
  await first.next.click();
  await expect(page.getByText('请输入机构名称，至少两个字')).toBeVisible();
  await expect(first.field('机构名称')).toBeFocused();
  await expectAccessible(page);
  await first.field('机构名称').fill(`${ownOffice.agency.name}\u200b`);
  await first.field('统一社会信用代码').fill('91350100M000100Y44');
  await first.field('机构登录密码').fill('12345678');
  await first.next.click();
  await expect(page.getByText(/第 18 位校验码/)).toBeVisible();
  await expect(page.getByText(/至少要有三种，现在缺少/)).toBeVisible();
  // What nobody sees is told at its own step, not when all of them are sent.
  await expect(page.getByText('名称里有看不见的字符或控制字符（U+200B），请删去后重新输入')).toBeVisible();
  await first.field('机构名称').fill(ownOffice.agency.name);
  await first.field('统一社会信用代码').fill(' 9135 0100 m000 100y 43 ');
  await first.field('机构登录密码').fill(ownOffice.agency.password);
  await first.field('再输一次机构登录密码').fill('Dengta#58ky');
  await first.next.click();
  await expect(page.getByText('两次输入不一致，请重新输入')).toBeVisible();
  await first.field('再输一次机构登录密码').fill(ownOffice.agency.password);
  await first.next.click();

  await expect(first.step('首位管理员')).toBeVisible();
  await first.field('姓名').fill(ownOffice.admin.name);
  await first.field('证件号码').fill('110105194912310021');
  await first.field('手机号码').fill(ownOffice.admin.mobile);
  await first.field('个人密码').fill(ownOffice.agency.password);
  await first.field('再输一次个人密码').fill(ownOffice.agency.password);
  await first.next.click();
  await expect(page.getByText(/校验码与前 17 位不符/)).toBeVisible();
  await expect(page.getByText('个人密码不能与机构登录密码相同，请换一个')).toBeVisible();
  await expect(page.getByText(/没有核对过证件的人不能登录/)).toBeVisible();
  await first.field('证件号码').fill(ownOffice.admin.idNumber);
  await first.field('个人密码').fill(ownOffice.admin.personalPassword);
  await first.field('再输一次个人密码').fill(ownOffice.admin.personalPassword);
  await page.getByText('我已核对证件原件').click();

  // Back, and away to the choice, and here again: nothing is lost.
  await first.back.click();
  await expect(first.field('机构名称')).toHaveValue(ownOffice.agency.name);
  await first.back.click();
  await first.begin.click();
  await expect(first.field('机构登录密码')).toHaveValue(ownOffice.agency.password);
  await first.next.click();
  await expect(first.field('证件号码')).toHaveValue(ownOffice.admin.idNumber);
  await first.next.click();

  await expect(first.step('办税规则')).toBeVisible();
  await first.next.click();
  await expect(page.getByText('请按所在地税务机关选择办税规则')).toBeVisible();
  await page.getByRole('radio', { name: /辽宁 2020/ }).check();
  await expectAccessible(page);
  await first.next.click();

  await expect(first.step('密钥保管')).toBeVisible();
  const passphrase = page.getByRole('radio', { name: /使用启动口令/ });
  // A machine with a keychain offers both ways.
  if ((await passphrase.count()) > 0) await passphrase.check();
  await first.field('启动口令').fill('短口令');
  await first.next.click();
  await expect(page.getByText('启动口令至少 10 个字符')).toBeVisible();
  await first.field('启动口令').fill(ownOffice.passphrase);
  await first.field('再输一次启动口令').fill(ownOffice.passphrase);
  await expect(page.getByText('较强')).toBeVisible();
  await first.next.click();

  await expect(first.step('确认')).toBeVisible();
  await expect(page.getByText(ownOffice.agency.name).last()).toBeVisible();
  await expect(page.getByText('1101**********002X')).toBeVisible();
  await first.create.click();
  await expect(page.getByText('请阅读后勾选，才能建立本机构')).toBeVisible();
  await expectAccessible(page);
  await page.getByText('我已了解，本机构只在这台电脑上使用').click();
  await first.create.dblclick();

  await expect(first.step('恢复密钥')).toBeVisible();
  const recoveryKey = await first.readKey();
  await expectAccessible(page);
  // Nothing leads away before it is kept, not even the address.
  await page.evaluate(() => {
    location.hash = '#/sign-in';
  });
  await expect(first.key).toBeVisible();
  const saved = await host.savedBy(() => page.getByRole('button', { name: '存为文件' }).click());
  expect(saved.name).toMatch(/^恢复密钥-沈阳诚信财税代理有限公司-\d{4}-\d{2}-\d{2}\.txt$/);
  await first.keyKept.click();
  await expect(page.getByText(recoveryKey.slice(0, 5))).toHaveCount(0);
  await expect(first.key).toHaveCount(0);
  await first.typeBack(recoveryKey, (group) => `${group.slice(0, 4)}${group.endsWith('2') ? '3' : '2'}`);
  await expect(page.getByText('与恢复密钥不一致，请对照纸上重新输入').first()).toBeVisible();
  await first.typeBack(recoveryKey, (group) => group.toLowerCase());

  await expect(desk.signIn.step('机构账号')).toBeVisible();
  await desk.signInOwn();
  await expect(desk.frame.status).toContainText('本机记录，未报送税务机关');
  // The empty list offers what there is to do.
  const empty = page.locator('.state-block');
  await expect(empty).toContainText('还没有客户');
  await expect(empty.getByRole('button', { name: '批量导入' })).toBeVisible();
  await empty.getByRole('button', { name: '新增客户' }).click();
  await expect(page.getByLabel('企业名称')).toBeVisible();
});

test('a restarted office asks for its passphrase; the recovery key helps whoever forgot it', async ({ host }) => {
  const recoveryKey = await foundOffice(host);
  let page = await host.restart();
  const passphrase = (): Locator => page.getByLabel('启动口令', { exact: true });
  await expect(page.getByRole('heading', { name: '输入启动口令' })).toBeVisible();
  await expect(passphrase()).toBeFocused();
  await expectAccessible(page);
  await passphrase().press('Enter');
  await expect(page.getByText('请输入启动口令')).toBeVisible();
  await passphrase().fill('wrong-passphrase-1');
  await passphrase().press('Enter');
  await expect(page.getByText(/口令不正确|口令不对|口令有误/)).toBeVisible();

  await page.getByRole('button', { name: '忘记口令，用恢复密钥打开' }).click();
  const key = page.getByLabel('恢复密钥', { exact: true });
  await key.fill(recoveryKey.slice(0, 20));
  await page.getByRole('button', { name: '打开并换新钥匙' }).click();
  await expect(page.getByText('恢复密钥还没有输完，请对照纸上补全')).toBeVisible();
  await key.fill(recoveryKey.toLowerCase().replaceAll('-', ' '));
  const choice = page.getByRole('radio', { name: /使用启动口令/ });
  if ((await choice.count()) > 0) await choice.check();
  await page.getByLabel('启动口令', { exact: true }).fill('another-horse-saddle-8');
  await page.getByLabel('再输一次启动口令').fill('another-horse-saddle-8');
  await expectAccessible(page);
  await page.getByRole('button', { name: '打开并换新钥匙' }).click();
  await expect(page).toHaveURL(/#\/sign-in$/);

  // The old passphrase opens no more, the new one does.
  page = await host.restart();
  await passphrase().fill(ownOffice.passphrase);
  await page.getByRole('button', { name: '打开', exact: true }).click();
  await expect(page.getByText(/口令不正确|口令不对|口令有误/)).toBeVisible();
  await passphrase().fill('another-horse-saddle-8');
  await page.getByRole('button', { name: '打开', exact: true }).click();
  await expect(page).toHaveURL(/#\/sign-in$/);
});

test('a key file that is damaged is told at once, and trying again tells that nothing changed', async ({ host }) => {
  await foundOffice(host);
  await host.stop();
  await writeFile(join(host.dataDir, 'office', 'desk.key.json'), '{}');
  const page = await host.restart();
  await expect(page).toHaveURL(/#\/failed$/);
  await expectAccessible(page);
  await page.getByRole('button', { name: '重试' }).click();
  await expect(page.getByText('仍未打开，原因没有变化')).toBeVisible();
});

test('a store that is damaged says so behind the passphrase, and offers the backup', async ({ host }) => {
  await foundOffice(host);
  await host.stop();
  const file = join(host.dataDir, 'office', 'desk.sqlite');
  const bytes = await readFile(file);
  await writeFile(file, bytes.fill(7, 0, 8192));
  const page = await host.restart();
  await page.getByLabel('启动口令', { exact: true }).fill(ownOffice.passphrase);
  await page.getByRole('button', { name: '打开', exact: true }).click();
  await expect(page.getByRole('heading', { name: '数据文件已损坏' })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: '恢复备份', exact: true }).click();
  await page.getByRole('button', { name: '开始恢复' }).click();
  await expect(page.getByText('请选择备份文件')).toBeVisible();
  await expect(page.getByText('请输入恢复密钥')).toBeVisible();
  expect((await readFile(file)).equals(bytes), 'the damaged file is as it was').toBe(true);
});
