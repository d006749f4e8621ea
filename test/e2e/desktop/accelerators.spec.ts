import type { ElectronApplication, Page } from '@playwright/test';
import { expect, test } from '../support/desktop.ts';
import { inMain } from '../support/main-process.ts';

type Modifier = 'control' | 'shift';

/** A key as the system sends it to the window in front: what the page leaves alone comes to the menu. */
const press = (app: ElectronApplication, keyCode: string, ...modifiers: Modifier[]): Promise<void> =>
  inMain(
    app,
    ({ BrowserWindow }, key) => {
      const front = BrowserWindow.getAllWindows().toSorted((a, b) => b.id - a.id)[0]!;
      front.focus();
      for (const type of ['keyDown', 'keyUp'] as const) front.webContents.sendInputEvent({ type, ...key });
    },
    { keyCode, modifiers },
  );
const windows = (app: ElectronApplication): Promise<number> =>
  inMain(app, ({ BrowserWindow }) => BrowserWindow.getAllWindows().length);
const shown = async (page: Page): Promise<void> => {
  await expect(page.getByText('代理机构工作台').first()).toBeVisible();
};

test('the keys that the menu registers do what they say, and Ctrl Q ends the program', async ({ launch }) => {
  const { app, page, ended } = await launch();
  await shown(page);

  const zoom = (): Promise<number> =>
    inMain(app, ({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.webContents.getZoomLevel());
  for (const [key, ...modifiers] of [
    ['+', 'control', 'shift'],
    ['=', 'control'],
    ['numadd', 'control'],
  ] as const) {
    await press(app, key, ...modifiers);
    await expect.poll(zoom, key).toBe(0.5);
    await press(app, '0', 'control');
    await expect.poll(zoom).toBe(0);
  }
  await press(app, '-', 'control');
  await expect.poll(zoom).toBe(-0.5);
  await press(app, 'num0', 'control');
  await expect.poll(zoom).toBe(0);
  await press(app, 'numsub', 'control');
  await expect.poll(zoom).toBe(-0.5);

  const full = (): Promise<boolean> =>
    inMain(app, ({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.isFullScreen());
  await press(app, 'F11');
  await expect.poll(full).toBe(true);
  await press(app, 'F11');
  await expect.poll(full).toBe(false);

  const opened = app.waitForEvent('window');
  await press(app, 'N', 'control', 'shift');
  const second = await opened;
  await shown(second);
  expect(await windows(app)).toBe(2);
  await press(app, 'W', 'control', 'shift');
  await expect.poll(() => windows(app)).toBe(1);
  await shown(page);

  // In a turn of its own: the answer to the call must leave before the program does.
  await inMain(app, ({ BrowserWindow }) => {
    setTimeout(() => {
      BrowserWindow.getAllWindows()[0]!.webContents.sendInputEvent({
        type: 'keyDown',
        keyCode: 'Q',
        modifiers: ['control'],
      });
    }, 20);
  });
  expect(await ended()).toBe(0);
});

test('keys that the page handles are not taken by the menu: Ctrl W closes a tab, no window, and Ctrl K opens the palette once', async ({
  launch,
}) => {
  const { app, page } = await launch();
  await shown(page);
  await page.evaluate(() => {
    const keys: string[] = [];
    Object.assign(window, { keys });
    window.addEventListener(
      'keydown',
      ({ key }) => {
        keys.push(key);
      },
      true,
    );
  });
  for (const key of ['W', 'K', 'L', '1']) await press(app, key, 'control');
  await expect
    .poll(() => page.evaluate(() => (window as unknown as { keys: string[] }).keys.map((key) => key.toUpperCase())))
    .toEqual(['W', 'K', 'L', '1']);
  expect(await windows(app)).toBe(1);
});
