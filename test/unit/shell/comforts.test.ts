import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import {
  secretStaysMs,
  shellChannels,
  shellCommandIds,
  type ShellAnswer,
  type ShellCommand,
  type ShellRequest,
} from '@contract/shell.ts';
import { createDesk } from '../../../src-main/desk/create-desk.ts';
import type { Desk } from '../../../src-main/desk/desk.ts';
import { markedSecret } from '../../../src-main/hosts/shell/secret-clipboard.ts';
import { Ending } from '../../../src-main/hosts/shell/ending.ts';
import { runShell } from '../../../src-main/hosts/shell/shell.ts';
import {
  app,
  BrowserWindow,
  clipboard,
  dialogAnswers,
  ipcMain,
  Menu,
  messageFrom,
  Notification,
  powerMonitor,
  resetElectron,
  electronCalls,
  Tray,
} from './electron-double.ts';

vi.mock('electron', async () => import('./electron-double.ts'));
vi.mock('../../../src-main/hosts/renderer-files.ts', async (original) => ({
  ...(await original<typeof import('../../../src-main/hosts/renderer-files.ts')>()),
  rendererFolder: () => rendererFolder,
}));
vi.mock('../../../src-main/hosts/shell/tray-host.ts', () => ({ hasTrayHost: async () => trayHost }));

let rendererFolder = '';
let trayHost = false;
let folder: string;
let desk: Desk;
const front = (): BrowserWindow => BrowserWindow.open[0]!;
const settingsFile = (): string => join(app.getPath('userData'), 'desktop-settings.json');
const ask = async (request: ShellRequest, window = front()): Promise<ShellAnswer> =>
  ipcMain.handlers.get(shellChannels.request)!(messageFrom(window.webContents), request) as Promise<ShellAnswer>;
function open(): Promise<void> {
  const ending = new Ending(() => {}, 50);
  ending.closes(() => desk.close());
  return runShell(desk, {
    version: '9.9.9',
    preload: join(folder, 'preload.cjs'),
    icons: folder,
    log: () => {},
    ending,
    openings: () => {},
  });
}
const sentTo = (window: BrowserWindow): unknown[] => window.webContents.sent;

beforeEach(async () => {
  resetElectron();
  trayHost = false;
  folder = await mkdtemp(join(tmpdir(), 'desk-comforts-'));
  rendererFolder = folder;
  await rm(settingsFile(), { force: true });
  await writeFile(join(folder, 'index.html'), '<!doctype html><title>代理机构工作台</title>');
  desk = await createDesk({ dataDir: folder, world: null, host: 'electron', version: '9.9.9' });
});
afterEach(async () => {
  vi.useRealTimers();
  await rm(folder, { recursive: true });
});

describe('the menu', () => {
  const enabled = (): string[] =>
    shellCommandIds.filter((command) => Menu.getApplicationMenu()?.getMenuItemById(command)?.enabled);

  test('has every command of the one list, and offers none before a page hears it', async () => {
    await open();
    for (const command of shellCommandIds)
      expect(Menu.getApplicationMenu()?.getMenuItemById(command)?.label).toMatch(/[\u4e00-\u9fff]/);
    expect(enabled()).toEqual([]);
  });

  test('follows the window in front, and forgets a page that goes', async () => {
    await open();
    await ask({ kind: 'offer', commands: ['lock', 'print'] });
    expect(enabled()).toEqual(['lock', 'print']);
    await ask({ kind: 'phone', of: null });
    const phone = BrowserWindow.open[1]!;
    phone.focus();
    phone.emit('focus');
    expect(enabled()).toEqual([]);
    front().focus();
    front().emit('focus');
    expect(enabled()).toEqual(['lock', 'print']);
    front().webContents.emit('did-navigate');
    expect(enabled()).toEqual([]);
  });

  test('the tray offers a lock only while somebody could be locked', async () => {
    await open();
    const item = () => Tray.last!.menu.find(({ id }) => id === 'lock')!;
    expect(item().enabled).toBe(false);
    await ask({ kind: 'offer', commands: ['lock'] });
    expect(item().enabled).toBe(true);
  });

  test.each<unknown>([['eval'], ['lock', 5], 'lock', [...shellCommandIds, 'lock']])(
    'a page cannot offer %j',
    async (commands) => {
      await open();
      expect(await ask({ kind: 'offer', commands: commands as ShellCommand[] })).toMatchObject({ result: 'refused' });
    },
  );
});

describe('who is away', () => {
  const locks = (): number => sentTo(front()).filter((sent) => Array.isArray(sent) && sent[1] === 'lock').length;

  test('J3: sleep locks every window, as the lock of the computer does', async () => {
    await open();
    await ask({ kind: 'newWindow' });
    powerMonitor.emit('suspend');
    for (const window of BrowserWindow.open) expect(sentTo(window)).toEqual([[shellChannels.command, 'lock']]);
  });

  test('J3: on Linux a computer that nobody touches for half an hour locks, once', async () => {
    vi.useFakeTimers({ toFake: ['setInterval'] });
    await open();
    powerMonitor.idleSeconds = 30 * 60 - 1;
    vi.advanceTimersByTime(60_000);
    expect(locks()).toBe(0);
    powerMonitor.idleSeconds = 30 * 60;
    vi.advanceTimersByTime(120_000);
    expect(locks()).toBe(1);
    powerMonitor.idleSeconds = 0;
    vi.advanceTimersByTime(15_000);
    powerMonitor.idleSeconds = 31 * 60;
    vi.advanceTimersByTime(60_000);
    expect(locks()).toBe(2);
    powerMonitor.idleSeconds = 0;
  });
});

describe('a copied secret', () => {
  test('goes after 30 seconds, unless something else was copied', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    await open();
    expect(await ask({ kind: 'copySecret', text: 'Xieyi-2026' })).toEqual({ result: 'done' });
    expect(clipboard.text).toBe('Xieyi-2026');
    await vi.advanceTimersByTimeAsync(secretStaysMs - 1);
    expect(clipboard.text).toBe('Xieyi-2026');
    await vi.advanceTimersByTimeAsync(1);
    expect(clipboard.text).toBe('');
    await ask({ kind: 'copySecret', text: 'Xieyi-2026' });
    clipboard.text = '别的';
    await vi.advanceTimersByTimeAsync(secretStaysMs);
    expect(clipboard.text).toBe('别的');
  });

  test('goes at a lock and at the end of the program', async () => {
    await open();
    await ask({ kind: 'copySecret', text: 'Xieyi-2026' });
    powerMonitor.emit('lock-screen');
    await expect.poll(() => clipboard.text).toBe('');
    await ask({ kind: 'copySecret', text: 'Xieyi-2026' });
    app.emit('will-quit', { preventDefault: () => {} });
    await expect.poll(() => clipboard.text).toBe('');
  });

  test('is marked for the system’s history and cloud in the same write', async () => {
    await open();
    await ask({ kind: 'copySecret', text: 'Xieyi-2026' });
    expect(electronCalls.findLast(({ what }) => what === 'clipboard.write')?.with).toContain(
      'electron application/osclipboard;format="x-kde-passwordManagerHint"',
    );
    const names = (platform: NodeJS.Platform): string[] =>
      Object.keys(markedSecret('x', platform)).map((name) => /"(.*)"/.exec(name)?.[1] ?? name);
    expect(names('win32')).toEqual([
      'text/plain',
      'ExcludeClipboardContentFromMonitorProcessing',
      'CanIncludeInClipboardHistory',
      'CanUploadToCloudClipboard',
    ]);
    expect(names('darwin')).toEqual(['text/plain', 'org.nspasteboard.ConcealedType']);
    const zero = markedSecret('x', 'win32')['electron application/osclipboard;format="CanUploadToCloudClipboard"']!;
    expect([...new Uint8Array(await zero.arrayBuffer())]).toEqual([0, 0, 0, 0]);
  });
});

describe('settings of the machine', () => {
  test('secrets on the screen are kept out of pictures of it, unless the user lets them in', async () => {
    await open();
    await ask({ kind: 'secretShown', shown: true });
    expect(front().hidden).toBe(true);
    expect(await ask({ kind: 'changeSettings', change: { hideSecretsFromCapture: false } })).toMatchObject({
      result: 'settings',
      settings: { hideSecretsFromCapture: false, closeToTray: null },
    });
    expect(front().hidden).toBe(false);
    await ask({ kind: 'changeSettings', change: { hideSecretsFromCapture: true } });
    expect(front().hidden).toBe(true);
    await ask({ kind: 'secretShown', shown: false });
    expect(front().hidden).toBe(false);
    expect(JSON.parse(await readFile(settingsFile(), 'utf8'))).toEqual({
      hideSecretsFromCapture: true,
      closeToTray: null,
    });
  });

  test.each(['', '{', '{"hideSecretsFromCapture":"no"}', '[]'])('a spoilt file %j is as none', async (content) => {
    await writeFile(settingsFile(), content);
    await open();
    expect(await ask({ kind: 'settings' })).toEqual({
      result: 'settings',
      settings: { hideSecretsFromCapture: true, closeToTray: null },
      tray: false,
    });
  });

  test.each([{ closeToTray: 'yes' }, { other: true }, { hideSecretsFromCapture: null }])(
    'the change %j is refused',
    async (change) => {
      await open();
      expect(await ask({ kind: 'changeSettings', change: change as never })).toMatchObject({ result: 'refused' });
    },
  );
});

describe('long work', () => {
  test('shows at the taskbar, and tells of its end when nobody sees the window', async () => {
    await open();
    await ask({ kind: 'progress', part: 0.4 });
    expect(front().progress).toBe(0.4);
    await ask({ kind: 'progress', part: null });
    expect(front().progress).toBe(-1);
    await ask({ kind: 'workEnded', title: '批量导入', text: '新增 3 户' });
    expect(Notification.last).toBeNull();
    front().hide();
    await ask({ kind: 'workEnded', title: '批量导入', text: '新增 3 户' });
    expect(Notification.last?.options).toEqual({ title: '批量导入', body: '新增 3 户' });
    Notification.last!.emit('click');
    expect(front().visible).toBe(true);
  });

  test.each([-1, 2, Number.NaN, 'half'])('progress %j is refused', async (part) => {
    await open();
    expect(await ask({ kind: 'progress', part: part as never })).toMatchObject({ result: 'refused' });
  });
});

describe('closing the last window', () => {
  const asked = (): number => electronCalls.filter(({ what }) => what === 'showMessageBox').length;
  const withTray = async (): Promise<void> => {
    trayHost = true;
    await open();
    await ask({ kind: 'settings' });
  };

  test('ends the program where there is no tray', async () => {
    await open();
    front().close();
    expect(front().destroyed).toBe(true);
    expect(asked()).toBe(0);
  });

  test('asks once, stays in the tray locked, and does so from then on', async () => {
    await withTray();
    dialogAnswers.push({ response: 0 });
    front().close();
    await expect.poll(() => front().visible).toBe(false);
    expect(front().destroyed).toBe(false);
    expect(sentTo(front())).toEqual([[shellChannels.command, 'lock']]);
    front().show();
    front().close();
    await expect.poll(() => front().visible).toBe(false);
    expect(asked()).toBe(1);
  });

  test('ends the program when the answer is 退出, and is not asked again', async () => {
    await withTray();
    dialogAnswers.push({ response: 1 });
    front().close();
    await expect.poll(() => front().destroyed).toBe(true);
    expect(JSON.parse(await readFile(settingsFile(), 'utf8'))).toMatchObject({ closeToTray: false });
  });

  test('stays as it is when nobody answers', async () => {
    await withTray();
    front().close();
    await expect.poll(asked).toBe(1);
    expect({ visible: front().visible, destroyed: front().destroyed }).toEqual({ visible: true, destroyed: false });
  });

  test('a window beside another just closes, and 退出 asks nothing', async () => {
    await withTray();
    await ask({ kind: 'newWindow' });
    BrowserWindow.open[1]!.close();
    expect(BrowserWindow.open[1]!.destroyed).toBe(true);
    app.emit('before-quit');
    front().close();
    expect(front().destroyed).toBe(true);
    expect(asked()).toBe(0);
  });

  test('a tray that went meanwhile keeps nobody: the program ends', async () => {
    await withTray();
    trayHost = false;
    front().close();
    await expect.poll(() => front().destroyed).toBe(true);
    expect(asked()).toBe(0);
  });
});
