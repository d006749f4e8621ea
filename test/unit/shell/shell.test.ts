import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { shellChannels, type ShellAnswer, type ShellRequest } from '@contract/shell.ts';
import { createDesk, type Desk } from '../../../src-main/desk/desk.ts';
import { mayReload } from '../../../src-main/hosts/shell/crashes.ts';
import { Ending } from '../../../src-main/hosts/shell/ending.ts';
import { hardenApplication } from '../../../src-main/hosts/shell/hardening.ts';
import { runShell, type ShellOptions } from '../../../src-main/hosts/shell/shell.ts';
import {
  app,
  BrowserWindow,
  dialogAnswers,
  Frame,
  ipcMain,
  Menu,
  messageFrom,
  powerMonitor,
  resetElectron,
  session,
  told,
  Tray,
  WebContents,
} from './electron-double.ts';

vi.mock('electron', async () => import('./electron-double.ts'));
vi.mock('../../../src-main/hosts/renderer-files.ts', async (original) => ({
  ...(await original<typeof import('../../../src-main/hosts/renderer-files.ts')>()),
  rendererFolder: () => rendererFolder,
}));

let rendererFolder = '';
let folder: string;
let desk: Desk;
let startAgain: Parameters<ShellOptions['openings']>[0];
const logged: string[] = [];
const whats = (): string[] => told.map(({ what }) => what);
const last = (what: string): unknown => told.findLast((entry) => entry.what === what)?.with;
const front = (): BrowserWindow => BrowserWindow.open[0]!;

beforeEach(async () => {
  resetElectron();
  logged.length = 0;
  folder = await mkdtemp(join(tmpdir(), 'desk-shell-'));
  rendererFolder = folder;
  await writeFile(join(folder, 'index.html'), '<!doctype html><title>代理机构工作台</title>');
  desk = await createDesk({ dataDir: folder, world: null, host: 'electron', version: '9.9.9' });
  hardenApplication();
  const log = (text: string): void => {
    logged.push(text);
  };
  const ending = new Ending(log, 50);
  ending.closes(() => desk.close());
  await runShell(desk, {
    version: '9.9.9',
    preload: join(folder, 'preload.cjs'),
    icons: folder,
    log,
    ending,
    openings: (answer) => {
      startAgain = answer;
    },
  });
});
afterEach(async () => {
  await rm(folder, { recursive: true });
});

/** An event of Electron that can be prevented. */
const preventable = (more: object = {}) => {
  const event = {
    prevented: false,
    preventDefault: () => {
      event.prevented = true;
    },
    ...more,
  };
  return event;
};

describe('the window', () => {
  test('shows our page, isolated, sandboxed, without Node', () => {
    expect(last('loadURL')).toBe('desk://app/');
    const { webPreferences, minWidth, minHeight, title } = front().options;
    expect({ minWidth, minHeight, title }).toEqual({ minWidth: 960, minHeight: 560, title: '代理机构工作台' });
    expect(webPreferences).toMatchObject({
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      webviewTag: false,
      experimentalFeatures: false,
      navigateOnDragDrop: false,
      devTools: false,
    });
  });

  test('keeps its place and zoom for the next start', async () => {
    const browser = front();
    browser.bounds = { x: 200, y: 150, width: 1300, height: 800 };
    browser.webContents.zoomLevel = 1;
    browser.close();
    expect(JSON.parse(await readFile(join(app.getPath('userData'), 'window-state.json'), 'utf8'))).toEqual({
      x: 200,
      y: 150,
      width: 1300,
      height: 800,
      maximized: false,
      zoomLevel: 1,
    });
    app.emit('activate');
    await expect.poll(() => BrowserWindow.open.length).toBe(2);
    expect(BrowserWindow.open[1]!.options).toMatchObject({ x: 200, y: 150, width: 1300, height: 800 });
    await expect.poll(() => BrowserWindow.open[1]!.webContents.zoomLevel).toBe(1);
  });

  test('a second start shows the window of the first', async () => {
    front().minimized = true;
    startAgain({ world: null, backup: null });
    await expect.poll(whats).toContain('focus');
    expect(front().minimized).toBe(false);
    expect(BrowserWindow.open).toHaveLength(1);
  });

  test('closing the last one ends the program, and the desk is closed before it', async () => {
    const closing = vi.spyOn(desk, 'close');
    app.emit('window-all-closed');
    expect(whats()).toContain('app.quit');
    const first = preventable();
    app.emit('will-quit', first);
    expect(first.prevented).toBe(true);
    await expect.poll(whats).toContain('tray.destroy');
    expect(closing).toHaveBeenCalledTimes(1);
    const second = preventable();
    app.emit('will-quit', second);
    expect(second.prevented).toBe(false);
  });

  test('a desk that fails to close, or takes too long, is not waited for; 退出 again meanwhile changes nothing, and nothing opens', async () => {
    for (const [close, text] of [
      [() => Promise.reject(new Error('disk gone')), 'closing failed: disk gone'],
      [() => new Promise<void>(() => {}), 'closing took more than 50 ms'],
    ] as const) {
      vi.spyOn(desk, 'close').mockImplementation(close);
      resetElectron();
      const ending = new Ending((line) => {
        logged.push(line);
      }, 50);
      ending.closes(() => desk.close());
      await runShell(desk, {
        version: '9.9.9',
        preload: 'preload.cjs',
        icons: folder,
        log: (line) => {
          logged.push(line);
        },
        ending,
        openings: (answer) => {
          startAgain = answer;
        },
      });
      const quits = [preventable(), preventable(), preventable()];
      for (const quit of quits) app.emit('will-quit', quit);
      expect(quits.map(({ prevented }) => prevented)).toEqual([true, true, true]);
      app.emit('activate');
      startAgain({ world: null, backup: null });
      expect(BrowserWindow.open).toHaveLength(1);
      await expect.poll(whats).toContain('app.exit');
      expect(last('app.exit')).toBe(0);
      expect(logged.some((line) => line.startsWith(text))).toBe(true);
      expect(whats().filter((what) => what === 'app.exit')).toHaveLength(1);
    }
    expect(logged.filter((line) => line.startsWith('ending:'))).toHaveLength(2);
  });
});

describe('hardening', () => {
  test('the session denies by default', () => {
    const { defaultSession } = session;
    const { webContents } = front();
    const ask = (permission: string, contents: WebContents, requestingUrl: string, isMainFrame = true): boolean => {
      let answer: boolean | null = null;
      defaultSession.request!(
        contents as never,
        permission as never,
        (given) => {
          answer = given;
        },
        { requestingUrl, isMainFrame },
      );
      return answer!;
    };
    expect(ask('fullscreen', webContents, 'desk://app/#/x')).toBe(true);
    expect(ask('geolocation', webContents, 'desk://app/#/x')).toBe(false);
    expect(ask('fullscreen', webContents, 'https://evil.example/')).toBe(false);
    expect(ask('fullscreen', webContents, 'desk://app/', false)).toBe(false);
    expect(ask('fullscreen', new WebContents(), 'desk://app/')).toBe(false);
    const check = (permission: string, contents: WebContents | null, origin: string): boolean =>
      defaultSession.check!(contents as never, permission as never, origin, { isMainFrame: true });
    expect(check('clipboard-sanitized-write', webContents, 'desk://app/')).toBe(true);
    expect(check('clipboard-read', webContents, 'desk://app/')).toBe(false);
    expect(check('clipboard-sanitized-write', null, 'desk://app/')).toBe(false);
    expect(defaultSession.device!()).toBe(false);
  });

  test('downloads, and every address of a network, are stopped', () => {
    const download = preventable();
    session.defaultSession.emit('will-download', download);
    expect(download.prevented).toBe(true);
    const cancelled = (url: string): boolean | undefined => {
      let answer: boolean | undefined;
      session.defaultSession.before!({ url }, (response) => {
        answer = response.cancel;
      });
      return answer;
    };
    for (const url of [
      'http://127.0.0.1/',
      'https://evil.example/x',
      'ws://evil.example/',
      'wss://evil.example/',
      'ftp://x/',
      'file:///etc/passwd',
      'deskx://app/',
      'chrome://gpu/',
    ])
      expect(cancelled(url)).toBe(true);
    for (const url of ['desk://app/', 'desk://app/assets/x.js', 'blob:desk://app/1', 'data:image/png;base64,x'])
      expect(cancelled(url)).toBe(false);
  });

  test.each(['will-navigate', 'will-redirect', 'will-frame-navigate'])(
    '%s away from the page is prevented',
    (event) => {
      const away = preventable({ url: 'https://evil.example/', isMainFrame: true });
      const frame = preventable({ url: 'desk://app/', isMainFrame: false });
      const home = preventable({ url: 'desk://app/', isMainFrame: true });
      for (const details of [away, frame, home]) front().webContents.emit(event, details);
      expect([away.prevented, frame.prevented, home.prevented]).toEqual([true, true, false]);
    },
  );

  test('no page gets a window or a webview, not even in contents that something else made', () => {
    const webview = preventable();
    front().webContents.emit('will-attach-webview', webview);
    expect(webview.prevented).toBe(true);
    expect(front().webContents.windowOpenHandler!({ url: 'desk://app/' } as never)).toEqual({ action: 'deny' });
    const other = new WebContents();
    app.emit('web-contents-created', {}, other);
    expect(other.windowOpenHandler!({ url: 'https://evil.example/' } as never)).toEqual({ action: 'deny' });
    expect(whats()).not.toContain('openExternal');
  });

  test('a wrong certificate is never accepted', () => {
    const event = preventable();
    let accepted: boolean | null = null;
    app.emit('certificate-error', event, null, 'https://x/', 'bad', null, (answer: boolean) => {
      accepted = answer;
    });
    expect({ prevented: event.prevented, accepted }).toEqual({ prevented: true, accepted: false });
  });

  test('the scheme serves the page with its policy', async () => {
    const response = await session.defaultSession.schemes.get('desk')!({
      url: 'desk://app/',
      method: 'GET',
    } as Request);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(await response.text()).toContain('代理机构工作台');
  });
});

describe('what a page may ask', () => {
  const ask = async (
    request: unknown,
    contents = front().webContents,
    frame: Frame | null = contents.mainFrame,
  ): Promise<ShellAnswer> =>
    ipcMain.handlers.get(shellChannels.request)!(messageFrom(contents, frame), request) as Promise<ShellAnswer>;
  const save: ShellRequest = { kind: 'saveFile', name: '完税证明.pdf', size: 3 };
  /** Saves a file in pieces of so many bytes each, as a page does. */
  const saved = async (...pieces: number[][]): Promise<ShellAnswer> => {
    let answer = await ask({ ...save, size: pieces.flat().length });
    for (const piece of pieces)
      if (answer.result === 'saving')
        answer = await ask({ kind: 'savePiece', save: answer.save, bytes: new Uint8Array(piece) });
    return answer;
  };

  test('a file is saved where the user says, under a safe name', async () => {
    const filePath = join(folder, '完税证明.pdf');
    dialogAnswers.push({ canceled: false, filePath });
    expect(await saved([1, 2], [3])).toEqual({ result: 'done' });
    expect([...(await readFile(filePath))]).toEqual([1, 2, 3]);
    expect(await readdir(folder)).not.toContain('完税证明.pdf.part');
    expect(last('showSaveDialog')).toMatchObject({
      defaultPath: expect.stringMatching(/完税证明\.pdf$/),
      title: '保存文件',
    });
  });

  test('a cancelled dialog writes nothing, a folder that is gone is told in Chinese', async () => {
    expect(await ask(save)).toEqual({ result: 'cancelled' });
    dialogAnswers.push({ canceled: false, filePath: join(folder, 'gone', 'x.pdf') });
    expect(await ask(save)).toMatchObject({ result: 'refused', message: expect.stringContaining('没有保存') });
  });

  test('a full or forbidden place keeps the file that was there', async () => {
    const filePath = join(folder, 'kept.pdf');
    await writeFile(filePath, 'old');
    await mkdir(`${filePath}.part`);
    dialogAnswers.push({ canceled: false, filePath });
    expect(await ask(save)).toMatchObject({ result: 'refused' });
    expect(await readFile(filePath, 'utf8')).toBe('old');
  });

  test('a file that does not come whole, or longer than was said, leaves nothing and keeps the file that was there', async () => {
    const filePath = join(folder, 'kept.pdf');
    await writeFile(filePath, 'old');
    const begun = async (): Promise<string> => {
      dialogAnswers.push({ canceled: false, filePath });
      const answer = await ask(save);
      return answer.result === 'saving' ? answer.save : '';
    };
    const part = async (): Promise<boolean> => (await readdir(folder)).includes('kept.pdf.part');
    const first = await begun();
    expect(await ask({ kind: 'savePiece', save: first, bytes: new Uint8Array(2) })).toMatchObject({ result: 'saving' });
    expect(await part()).toBe(true);
    expect(await ask({ kind: 'savePiece', save: first, bytes: new Uint8Array(2) })).toMatchObject({
      result: 'refused',
    });
    expect(await part()).toBe(false);
    await begun();
    expect(await ask({ kind: 'savePiece', save: first, bytes: new Uint8Array(2) })).toMatchObject({
      result: 'refused',
    });
    await begun();
    await ask({ kind: 'dropSave' });
    expect(await part()).toBe(false);
    await begun();
    await ask({ kind: 'newWindow' });
    front().close();
    await expect.poll(part).toBe(false);
    expect(await readFile(filePath, 'utf8')).toBe('old');
  });

  test('a program is never saved', async () => {
    expect(await ask({ ...save, name: '发票.pdf.exe' })).toMatchObject({ result: 'refused' });
    expect(whats()).not.toContain('showSaveDialog');
  });

  test('no website is listed, so none is opened', async () => {
    expect(await ask({ kind: 'openExternal', url: 'https://example.com/' })).toMatchObject({
      result: 'refused',
      message: '这个网址不在允许打开的名单里。',
    });
    expect(whats()).not.toContain('openExternal');
  });

  test('a new window opens', async () => {
    expect(await ask({ kind: 'newWindow' })).toEqual({ result: 'done' });
    expect(BrowserWindow.open).toHaveLength(2);
  });

  test('I2: a simulated phone has a narrow window of its own, one for each person, with a key of its own', async () => {
    expect(await ask({ kind: 'phone', of: 'handler.h11' })).toEqual({ result: 'done' });
    expect(await ask({ kind: 'phone', of: 'handler.h12' })).toEqual({ result: 'done' });
    expect(BrowserWindow.open).toHaveLength(3);
    const phone = BrowserWindow.open[1]!;
    expect(last('loadURL')).toBe('desk://app/#/phone?of=handler.h12');
    expect(phone.options).toMatchObject({
      width: 390,
      minWidth: 390,
      maxWidth: 390,
      webPreferences: front().options.webPreferences!,
    });
    expect(await ask({ kind: 'phone', of: 'handler.h11' })).toEqual({ result: 'done' });
    expect(BrowserWindow.open).toHaveLength(3);
    expect(last('focus')).toBe(phone);
    expect(phone.webContents.windowOpenHandler!({ url: 'desk://app/#/phone' } as never)).toEqual({ action: 'deny' });
    // A phone's page may ask as any page of ours may.
    expect(await ask({ kind: 'phone', of: null }, phone.webContents)).toEqual({ result: 'done' });
  });

  test('phones are counted, and go with the last workbench', async () => {
    for (let at = 0; at < 8; at += 1)
      expect(await ask({ kind: 'phone', of: `handler.h${at}` })).toEqual({ result: 'done' });
    expect(await ask({ kind: 'phone', of: 'handler.h9' })).toMatchObject({
      result: 'refused',
      message: expect.stringContaining('太多'),
    });
    const phones = BrowserWindow.open.slice(1);
    await ask({ kind: 'newWindow' });
    front().close();
    expect(phones.map(({ destroyed }) => destroyed)).not.toContain(true);
    BrowserWindow.open.at(-1)!.close();
    expect(phones.map(({ destroyed }) => destroyed)).toEqual(Array.from({ length: 8 }, () => true));
  });

  test('zoom goes by steps and stops', async () => {
    for (let at = 0; at < 30; at += 1) await ask({ kind: 'zoom', change: 'in' });
    expect(front().webContents.zoomLevel).toBe(5);
    await ask({ kind: 'zoom', change: 'reset' });
    expect(front().webContents.zoomLevel).toBe(0);
    for (let at = 0; at < 30; at += 1) await ask({ kind: 'zoom', change: 'out' });
    expect(front().webContents.zoomLevel).toBe(-3);
  });

  test.each<unknown>([
    undefined,
    null,
    '',
    5,
    [],
    {},
    { kind: 'eval', code: '1' },
    { kind: 'saveFile' },
    { ...save, size: '3' },
    { ...save, size: -1 },
    { kind: 'savePiece', save: 'x', bytes: 'text' },
    { kind: 'savePiece', save: 'x', bytes: [1, 2] },
    { kind: 'savePiece', save: 'x', bytes: new Uint8Array(5 * 1024 * 1024) },
    { ...save, name: 5 },
    { ...save, name: 'x'.repeat(500) },
    { kind: 'zoom', change: 'huge' },
    { kind: 'openExternal' },
    { kind: 'openExternal', url: {} },
    { kind: '__proto__' },
    { kind: ['newWindow'] },
    { kind: 'phone' },
    { kind: 'phone', of: 5 },
    { kind: 'phone', of: 'https://evil.example/' },
    { kind: 'phone', of: 'handler.h11#/clients' },
    { kind: 'phone', of: `handler.${'a'.repeat(300)}` },
  ])('the request %j is refused', async (request) => {
    expect(await ask(request)).toMatchObject({ result: 'refused' });
    expect(BrowserWindow.open).toHaveLength(1);
  });

  test.each<[string, () => { contents: WebContents; frame: Frame | null }]>([
    ['unknown contents', () => ({ contents: new WebContents(), frame: new Frame() })],
    ['a frame that is gone', () => ({ contents: front().webContents, frame: null })],
    [
      'a destroyed frame',
      () => ({ contents: front().webContents, frame: Object.assign(front().webContents.mainFrame, { gone: true }) }),
    ],
    [
      'a child frame',
      () => ({
        contents: front().webContents,
        frame: Object.assign(new Frame(), { parent: front().webContents.mainFrame }),
      }),
    ],
    ['a frame that was left', () => ({ contents: front().webContents, frame: new Frame() })],
    [
      'a page of another origin',
      () => ({
        contents: front().webContents,
        frame: Object.assign(front().webContents.mainFrame, {
          url: 'https://evil.example/',
          origin: 'https://evil.example',
        }),
      }),
    ],
    [
      'an empty page',
      () => ({
        contents: front().webContents,
        frame: Object.assign(front().webContents.mainFrame, { url: '', origin: 'null' }),
      }),
    ],
  ])('%s gets neither an answer nor a port', async (_name, sender) => {
    const { contents, frame } = sender();
    const posted: unknown[] = [];
    for (const each of [frame, contents.mainFrame])
      each?.on('posted', (...message: unknown[]) => {
        posted.push(message);
      });
    expect(await ask({ kind: 'newWindow' }, contents, frame)).toMatchObject({ result: 'refused' });
    ipcMain.emit(shellChannels.requestPort, messageFrom(contents, frame));
    expect(posted).toEqual([]);
    expect(BrowserWindow.open).toHaveLength(1);
  });
});

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

describe('a page that stops', () => {
  const crash = (reason = 'crashed'): void => {
    front().webContents.emit('render-process-gone', {}, { reason, exitCode: 5 });
  };

  test('is told in Chinese and loaded anew', async () => {
    dialogAnswers.push({ response: 0 });
    crash();
    await expect.poll(whats).toContain('reload');
    expect(last('showMessageBox')).toMatchObject({ message: '页面意外停止了', buttons: ['重新载入', '关闭窗口'] });
    expect(logged).toEqual(['page gone: crashed, exit code 5']);
  });

  test('is closed when the user wants it so', async () => {
    dialogAnswers.push({ response: 1 });
    crash('oom');
    await expect.poll(whats).toContain('destroy');
    expect(whats()).not.toContain('reload');
  });

  test('again and again is no longer loaded', async () => {
    for (let at = 0; at < 2; at += 1) {
      dialogAnswers.push({ response: 0 });
      crash();
    }
    crash();
    await expect.poll(() => (last('showMessageBox') as { buttons: string[] }).buttons).toEqual(['关闭窗口']);
    expect([mayReload([0, 1], 2), mayReload([0, 1, 2], 3), mayReload([0, 1, 2], 60_001)]).toEqual([true, false, true]);
  });

  test('that ended in order is nothing to tell', () => {
    crash('clean-exit');
    expect(whats()).not.toContain('showMessageBox');
  });

  test('or hangs can be waited for, or loaded anew by force', async () => {
    dialogAnswers.push({ response: 1 });
    front().emit('unresponsive');
    await expect.poll(whats).toContain('reload');
    expect(whats().indexOf('forcefullyCrashRenderer')).toBeLessThan(whats().indexOf('reload'));
    expect(whats().filter((what) => what === 'showMessageBox')).toHaveLength(1);
    told.length = 0;
    dialogAnswers.push({ response: 0 });
    front().emit('unresponsive');
    front().emit('responsive');
    expect((last('showMessageBox') as { signal: AbortSignal }).signal.aborted).toBe(true);
    expect(whats()).not.toContain('reload');
  });
});
