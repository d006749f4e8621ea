import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { demo } from '../support/demo.ts';
import { expect, test } from '../support/desk.ts';
import { callAs } from '../support/engine.ts';
import type { DesktopHost } from '../support/desktop-host.ts';
import { inMain } from '../support/main-process.ts';
import { askShell } from '../support/shell.ts';

/* Specs of both hosts share one program a worker: what one test does there, the next one must not find. */
test.describe.configure({ mode: 'serial' });

/** Of the program that left something behind. */
let left: number | undefined;

test('a test leaves behind what it can', async ({ desk, host, page, training }) => {
  const { app } = host as DesktopHost;
  left = app.process().pid;
  await training.wait(60 * 24 * 30);
  await desk.signInAs();
  await host.newWindow();
  const [client] = await desk.clients({ remembered: true }, 1);
  await desk.openByPalette(client!);
  await page.getByRole('banner').getByRole('button', { name: '外观' }).click();
  await page.getByRole('menuitem', { name: '换成深色' }).click();
  await expect.poll(() => inMain(app, ({ nativeTheme }) => nativeTheme.themeSource)).toBe('dark');
  await askShell(page, { kind: 'zoom', change: 'in' });
  await askShell(page, { kind: 'copySecret', text: 'Xieyi-2026' });
  await page.evaluate(() => {
    localStorage.setItem('left', 'behind');
    sessionStorage.setItem('left', 'behind');
  });
  expect((await callAs(page, '/session')).body).toMatchObject({ session: { locked: false } });
});

test('the next one finds nothing of it', async ({ desk, host, page }) => {
  const { app, dataDir } = host as DesktopHost;
  expect(app.process().pid, 'the same program').toBe(left);
  await expect(desk.signIn.firmId).toBeVisible();
  expect(await page.evaluate(() => [localStorage.getItem('left'), sessionStorage.getItem('left')])).toEqual([
    null,
    null,
  ]);
  expect((await callAs(page, '/session')).body).toMatchObject({ session: null, open: [] });
  const { body } = (await callAs(page, '/desk/status')) as { body: { now: string } };
  expect(Math.abs(Date.parse(body.now) - Date.now())).toBeLessThan(60_000);
  expect(
    await inMain(app, ({ BrowserWindow, clipboard, nativeTheme }) => ({
      windows: BrowserWindow.getAllWindows().length,
      zoom: BrowserWindow.getAllWindows()[0]!.webContents.getZoomLevel(),
      copied: clipboard.readText(),
      theme: nativeTheme.themeSource,
    })),
  ).toEqual({ windows: 1, zoom: 0, copied: '', theme: 'system' });
  expect(app.windows()).toHaveLength(1);
  expect(await readdir(join(dataDir, 'saved'))).toEqual([]);
  await desk.signInAs(demo.admin);
  await expect(desk.frame.tabButtons).toHaveCount(0);
});
