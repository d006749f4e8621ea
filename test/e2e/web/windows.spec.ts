import type { Page } from '@playwright/test';
import { Desk } from '../flows/desk.ts';
import { expect, test } from '../support/desk.ts';

const windowKey = (page: Page): Promise<string | null> => page.evaluate(() => sessionStorage.getItem('desk.window'));

test('two windows of one browser have keys of their own', async ({ page, host }) => {
  await host.open();
  const other = new Desk(await host.newWindow());
  await expect(other.signIn.step('机构账号')).toBeVisible();
  expect(await windowKey(other.page)).toMatch(/^[\w-]{43}$/);
  expect(await windowKey(other.page)).not.toBe(await windowKey(page));
});

test('a duplicated tab is a window of its own, although the browser copies its storage', async ({
  desk,
  page,
  context,
}) => {
  await desk.signInAs();
  const opened = context.waitForEvent('page');
  await page.evaluate(() => {
    window.open(location.href);
  });
  const copy = new Desk(await opened);
  await expect(copy.signIn.step('机构账号')).toBeVisible();
  expect(await windowKey(copy.page)).not.toBe(await windowKey(page));
  await page.reload();
  await expect(desk.list.heading).toBeVisible();
});

test('the status bar tells when the connection breaks, and it comes back by itself', async ({ desk, page }) => {
  let broken = false;
  const open: { close(): Promise<void> }[] = [];
  await page.routeWebSocket(/\/ws$/, (socket) => {
    if (broken) {
      void socket.close({ code: 1001 });
      return;
    }
    socket.connectToServer();
    open.push(socket);
  });
  await page.reload();
  await desk.signInAs();
  await expect(desk.frame.status).toContainText('本机服务');
  broken = true;
  for (const socket of open.splice(0)) await socket.close();
  await expect(desk.frame.status).toContainText(/正在重新连接|与程序的连接已断开/);
  broken = false;
  await expect(desk.frame.status).toContainText('本机服务');
  // Heard again: what another window does reaches this one.
  expect(open.length).toBeGreaterThan(0);
});

test('a page of before a restart on the same port says that the program was started anew', async ({
  page,
  dataDir,
  start,
}) => {
  const first = start('out/main/host.js', ['--port', '0', '--data', dataDir, '--no-open', '--world', 'demo']);
  const [line] = await first.printed(/^\{"ready":true.*\}$/m);
  const { url } = JSON.parse(line) as { url: string };
  const desk = new Desk(page);
  await page.goto(url);
  await desk.signInAs();
  await first.stop();
  await expect(desk.frame.status).toContainText('与程序的连接已断开，正在重试');
  await start('out/main/host.js', [
    '--port',
    new URL(url).port,
    '--data',
    dataDir,
    '--no-open',
    '--world',
    'demo',
  ]).printed(/^\{"ready":true.*\}$/m);
  await expect(desk.frame.status).toContainText('程序已重新启动，请用它打印的新地址打开');
});

test('what is typed outlives a restart of the program: the page says what happened, keeps it, and goes on when told', async ({
  page,
  context,
  dataDir,
  start,
}) => {
  // Without a port the program comes back where it was, so that its pages find it.
  const begin = async () => {
    const program = start('out/main/host.js', ['--data', dataDir, '--no-open', '--world', 'demo']);
    const [line] = await program.printed(/^\{"ready":true.*\}$/m);
    return { program, url: (JSON.parse(line) as { url: string }).url };
  };
  const first = await begin();
  const desk = new Desk(page);
  await page.goto(first.url);
  await desk.signInAs();
  const [client] = await desk.clients({}, 1);
  await page.evaluate((id) => {
    location.hash = `#/clients/${id}/edit`;
  }, client!.clientId);
  const contact = page.getByRole('textbox', { name: '联系人' });
  await contact.fill('张三 13900000000');
  await first.program.stop();
  await page.getByRole('button', { name: '保存', exact: true }).click();
  await expect(page.getByText('刚才的操作没有得到确认。输入的内容还在本页')).toBeVisible();
  await expect(page.getByText('正在重新连接。')).toHaveCount(0);

  const second = await begin();
  expect(new URL(second.url).port).toBe(new URL(first.url).port);
  await expect(desk.frame.status).toContainText('程序已重新启动，请用它打印的新地址打开');
  await expect(contact).toHaveValue('张三 13900000000');
  const other = await context.newPage();
  await other.goto(second.url);
  await expect(new Desk(other).signIn.firmId).toBeVisible();

  // Admitted again by the other page; the login of before is over, and its page still stands.
  await page.bringToFront();
  await expect(page.getByText('程序重新启动过，登录已结束。输入的内容还在本页')).toBeVisible();
  await expect(contact).toHaveValue('张三 13900000000');
  await page.getByRole('button', { name: '重新登录' }).click();
  await expect(desk.signIn.firmId).toBeVisible();
  await expect(contact).toHaveCount(0);
});
