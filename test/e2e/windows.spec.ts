import { Desk } from './flows/desk.ts';
import { demo } from './support/demo.ts';
import { expect, test } from './support/desk.ts';
import { callAs } from './support/engine.ts';

test('two windows have sessions of their own', async ({ desk, page, host }) => {
  await desk.signInAs();
  const [client] = await desk.clients({ remembered: true }, 1);
  await desk.openByPalette(client!);

  const other = new Desk(await host.newWindow());
  await expect(other.signIn.step('机构账号')).toBeVisible();
  await other.signInAs(demo.member);
  await expect(other.frame.tabButtons).toHaveCount(0);

  // The client session of the first window is nothing that the second can use.
  const { body } = (await callAs(page, '/session')) as { body: { open: { clientSession: string }[] } };
  const stolen = await callAs(other.page, '/business/home', { clientSession: body.open[0]!.clientSession });
  expect(stolen).toMatchObject({ status: 401, body: { code: 'SESSION_ENDED' } });
  expect((await callAs(page, '/business/home', { clientSession: body.open[0]!.clientSession })).status).toBe(200);

  await other.frame.signOut();
  await expect(other.signIn.step('机构账号')).toBeVisible();
  await expect(desk.frame.title).toContainText(demo.admin);
  await desk.client.go('申报查询');
  await desk.isOn(client!);
});

test('a submit that another window’s draft overtook leads to that draft', async ({ desk, host }) => {
  await desk.signInAs();
  const [client] = await desk.clients({ remembered: true, kind: 'general' }, 1);
  await desk.openByPalette(client!);
  await desk.draftVat({ sales: '50000', input: '100' });
  await desk.vat.submit.click();
  await expect(desk.confirm.act).toBeVisible();

  const other = new Desk(await host.newWindow());
  await other.signInAs();
  await other.openByPalette(client!);
  await other.draftVat({ sales: '60000', input: '100' });

  await desk.confirm.act.click();
  await expect(desk.confirm.act).toBeHidden();
  await expect(desk.vat.submit).toBeDisabled();
  await desk.page.getByRole('button', { name: '载入最新草稿' }).click();
  await expect(desk.vat.line('栏次 附一5 6%税率 销售额')).toHaveValue('60,000.00');
  await desk.vat.submit.click();
  await desk.confirm.act.click();
  await expect(desk.vat.receipt).toBeVisible();
});

test('a reload keeps session, tabs, their order and the page', async ({ desk, page }) => {
  await desk.signInAs();
  const [first, second] = await desk.clients({ remembered: true }, 2);
  await desk.openByPalette(first!);
  await desk.openByPalette(second!);
  await desk.client.go('缴款记录');
  await page.reload();
  await desk.isOn(second!);
  await expect(desk.client.heading('缴款记录')).toBeVisible();
  await expect(desk.frame.tabButtons).toHaveCount(2);
  await desk.pressTab(1);
  await desk.isOn(first!);
  await expect(desk.frame.status).toContainText('密码保险库已打开');
});

test('after a restart of the program the tabs come back locked until entered again', async ({ desk: before, host }) => {
  await before.signInAs();
  const [first, second] = await before.clients({ remembered: true }, 2);
  await before.openByPalette(first!);
  await before.openByPalette(second!);
  const page = await host.restart();
  const desk = new Desk(page);
  await expect(desk.signIn.step('机构账号')).toBeVisible();
  await desk.signInAs();
  await expect(desk.frame.tabButtons).toHaveCount(2);
  await desk.frame.tab(first!.name).getByRole('button').first().click();
  await expect(desk.frame.band).toContainText('已锁定，重新进入后继续办理');
  await expect(page.getByRole('main')).toContainText('程序重新启动过。重新进入后继续办理。');
  await page.keyboard.press('Enter');
  await desk.isOn(first!);
  await expect(desk.frame.tab(second!.name)).toContainText('已锁定');
});

test('J3: a desk left alone locks after half an hour; after twelve hours the login ends by itself, and the page says why', async ({
  desk,
  page,
  training,
}) => {
  await desk.signInAs();
  const [client] = await desk.clients({ remembered: true }, 1);
  await desk.openByPalette(client!);
  await training.wait(31);
  await expect(desk.lock.sheet).toBeVisible();
  expect(await callAs(page, '/clients/search', {})).toMatchObject({ status: 423, body: { code: 'SESSION_LOCKED' } });
  await training.wait(12 * 60);
  await expect(desk.signIn.notice).toContainText('登录已满 12 小时，请重新登录');
  await expect(desk.frame.band).toHaveCount(0);
  expect(await callAs(page, '/clients/search', {})).toMatchObject({ status: 401, body: { code: 'NOT_SIGNED_IN' } });
});

test('J3: idle time is the person’s: work in one client keeps the others open', async ({ desk, page, training }) => {
  await desk.signInAs();
  const [idle, used] = await desk.clients({ remembered: true }, 2);
  await desk.openByPalette(idle!);
  await desk.openByPalette(used!);
  await training.wait(20);
  // What the page tells of keys and clicks, at most once a minute of the machine's time.
  expect((await callAs(page, '/session/touch', {})).status).toBe(200);
  await training.wait(20);
  await desk.client.go('缴款记录');
  await expect(desk.frame.tab(idle!.name)).not.toContainText('已锁定');
  await desk.isOn(used!);
  await desk.pressTab(1);
  await desk.isOn(idle!);
});

test('Ctrl L covers everything and refuses every call until the personal password is typed', async ({ desk, page }) => {
  const { lock } = desk;
  await desk.signInAs();
  const [client] = await desk.clients({ remembered: true, kind: 'general' }, 1);
  await desk.openByPalette(client!);
  await page.keyboard.press('Control+l');
  await expect(lock.sheet).toBeVisible();
  await expect(lock.sheet).not.toContainText(client!.name);
  await expect(lock.password).toBeFocused();
  const covered = await lock.sheet.boundingBox();
  expect(covered).toMatchObject({ x: 0, y: 0, width: 1440, height: 900 });
  expect(await callAs(page, '/clients/search', {})).toMatchObject({ status: 423, body: { code: 'SESSION_LOCKED' } });

  // No key reaches what lies below.
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+k');
  await desk.pressTab('close');
  await expect(desk.palette.sheet).toBeHidden();
  await expect(lock.sheet).toBeVisible();
  await page.reload();
  await expect(lock.sheet).toBeVisible();

  await lock.password.fill('Wrong-2026');
  await lock.password.press('Enter');
  await expect(lock.sheet).toContainText('还可再试4次');
  await expect(lock.password).toHaveValue('');
  await lock.password.fill(demo.staffPassword);
  await lock.unlock.click();
  await expect(lock.sheet).toBeHidden();
  await desk.isOn(client!);
  await expect(desk.frame.status).toContainText('密码保险库已打开');
});
