import { describe, expect, test, vi } from 'vitest';
import { shellChannels } from '@contract/shell.ts';
import { BrowserWindow, ipcMain, Menu, messageFrom, powerMonitor, Tray } from './electron-double.ts';
import { rendererFolder, whats, front } from './shell-fixture.ts';

vi.mock('electron', async () => import('./electron-double.ts'));
vi.mock('../../../src-main/hosts/renderer-files.ts', async (original) => ({
  ...(await original<typeof import('../../../src-main/hosts/renderer-files.ts')>()),
  rendererFolder: () => rendererFolder,
}));

describe('menu and tray', () => {
  type Item = {
    label?: string;
    role?: string;
    accelerator?: string;
    registerAccelerator?: boolean;
    click?: () => void;
    submenu?: Item[];
  };
  const items = (): Item[] => (Menu.application as Item[]).flatMap((menu) => menu.submenu ?? []);
  const choose = (label: string): void => {
    items().find((item) => item.label === label)!.click!();
  };

  test('every label is Chinese, and no key is given twice', () => {
    const all = [...(Menu.application as Item[]), ...items()].filter(
      (item) => item.label !== undefined || item.role !== undefined,
    );
    for (const { label } of all) expect(label).toMatch(/[\u4e00-\u9fff]/);
    const keys = items()
      .map(({ accelerator }) => accelerator)
      .filter((key) => key !== undefined);
    expect(new Set(keys).size).toBe(keys.length);
    expect(keys).toEqual(
      expect.arrayContaining(['CmdOrCtrl+K', 'CmdOrCtrl+L', 'CmdOrCtrl+W', 'Ctrl+Tab', 'CmdOrCtrl+1', 'CmdOrCtrl+9']),
    );
  });

  test('keys that the page handles are shown, not taken', () => {
    for (const key of ['CmdOrCtrl+K', 'CmdOrCtrl+L', 'CmdOrCtrl+W', 'Ctrl+Tab', 'CmdOrCtrl+1'])
      expect(items().find((item) => item.accelerator === key)?.registerAccelerator).toBe(false);
  });

  test('a choice reaches the page in front', () => {
    choose('锁定');
    choose('第 3 个客户');
    choose('打开或切换客户…');
    expect(front().webContents.sent).toEqual([
      [shellChannels.command, 'lock'],
      [shellChannels.command, 'client3'],
      [shellChannels.command, 'palette'],
    ]);
  });

  test('a built program offers no developer tools, and updates only with a feed', () => {
    expect(items().map(({ role }) => role)).not.toContain('toggleDevTools');
    expect(items().map(({ label }) => label)).not.toContain('检查更新…');
  });

  test('about is shown by the page in front', async () => {
    choose('关于代理机构工作台');
    await expect.poll(() => front().webContents.sent).toEqual([[shellChannels.command, 'about']]);
  });

  test('the tray shows, locks every window, and ends', async () => {
    await ipcMain.handlers.get(shellChannels.request)!(messageFrom(front().webContents), { kind: 'newWindow' });
    const tray = Tray.last!.menu as Item[];
    expect(tray.filter(({ label }) => label !== undefined).map(({ label }) => label)).toEqual(['显示', '锁定', '退出']);
    tray[1]!.click!();
    expect(BrowserWindow.open.map(({ webContents }) => webContents.sent)).toEqual([
      [[shellChannels.command, 'lock']],
      [[shellChannels.command, 'lock']],
    ]);
    tray.at(-1)!.click!();
    expect(whats()).toContain('app.quit');
  });

  test('locking the computer locks the desk', () => {
    powerMonitor.emit('lock-screen');
    expect(front().webContents.sent).toEqual([[shellChannels.command, 'lock']]);
  });
});
