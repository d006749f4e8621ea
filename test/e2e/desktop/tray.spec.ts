import type { ElectronApplication } from '@playwright/test';
import { Desk } from '../flows/desk.ts';
import { expect, test } from '../support/desktop.ts';
import { inMain } from '../support/main-process.ts';

type Kept = typeof globalThis & { tray?: Electron.Tray; trayMenu?: Electron.Menu };

/** Keeps the program's tray and its menu in reach: it gets a menu of its own whenever what is offered changes. */
const watchTray = (app: ElectronApplication): Promise<void> =>
  inMain(app, ({ Tray }) => {
    // eslint-disable-next-line @typescript-eslint/unbound-method -- called on the tray below
    const set = Tray.prototype.setContextMenu;
    Tray.prototype.setContextMenu = function setContextMenu(this: Electron.Tray, menu) {
      Object.assign(globalThis, { tray: this, trayMenu: menu });
      set.call(this, menu);
    };
  });
const visible = (app: ElectronApplication): Promise<boolean> =>
  inMain(app, ({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.isVisible());
const offered = (app: ElectronApplication): Promise<[string, boolean][] | null> =>
  inMain(
    app,
    () =>
      (globalThis as Kept).trayMenu?.items
        .filter(({ type }) => type !== 'separator')
        .map(({ label, enabled }): [string, boolean] => [label, enabled]) ?? null,
  );
const choose = (app: ElectronApplication, label: string): Promise<void> =>
  inMain(
    app,
    (_electron, wanted) => {
      const item = (globalThis as Kept).trayMenu!.items.find((one) => one.label === wanted) as unknown as {
        click(): void;
      };
      // In a turn of its own: 退出 takes the answer along otherwise.
      setTimeout(() => {
        item.click();
      }, 20);
    },
    label,
  );

test('the tray brings a hidden window back by a click, locks while somebody is signed in, and ends the program', async ({
  launch,
}) => {
  const { app, page, ended } = await launch();
  const desk = new Desk(page);
  await expect(desk.signIn.firmId).toBeVisible();
  await watchTray(app);
  await desk.signInAs();
  await expect
    .poll(() => offered(app))
    .toEqual([
      ['显示', true],
      ['锁定', true],
      ['退出', true],
    ]);

  const hide = async (): Promise<void> => {
    await inMain(app, ({ BrowserWindow }) => {
      BrowserWindow.getAllWindows()[0]!.hide();
    });
    expect(await visible(app)).toBe(false);
  };
  await hide();
  await inMain(app, () => {
    (globalThis as Kept).tray!.emit('click');
  });
  await expect.poll(() => visible(app)).toBe(true);
  await hide();
  await choose(app, '显示');
  await expect.poll(() => visible(app)).toBe(true);

  await choose(app, '锁定');
  await expect(desk.lock.password).toBeFocused();
  await expect
    .poll(() => offered(app))
    .toEqual([
      ['显示', true],
      ['锁定', false],
      ['退出', true],
    ]);
  await choose(app, '退出');
  expect(await ended()).toBe(0);
});
