import { expect, test } from '../support/desktop.ts';
import { inMain } from '../support/main-process.ts';

test('the window opens on our own scheme and shows the program', async ({ launch }) => {
  const { page } = await launch();
  await expect(page.getByText('代理机构工作台').first()).toBeVisible();
  expect(page.url()).toMatch(/^desk:\/\/app\//);
});

test('退出 ends the process, window or not', async ({ launch }) => {
  const { app, page, ended } = await launch();
  await expect(page.getByText('代理机构工作台').first()).toBeVisible();
  await inMain(app, ({ Menu }) => {
    const items = Menu.getApplicationMenu()!.items.flatMap((menu) => menu.submenu?.items ?? []);
    // In a turn of its own: the answer to this call must leave before the program does.
    setTimeout(() => (items.find((item) => item.label === '退出') as unknown as { click(): void }).click(), 20);
  });
  expect(await ended()).toBe(0);
});
