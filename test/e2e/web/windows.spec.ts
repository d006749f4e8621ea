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
