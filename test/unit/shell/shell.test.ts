import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { mayReload } from '../../../src-main/hosts/shell/crashes.ts';
import { Ending } from '../../../src-main/hosts/shell/ending.ts';
import { runShell } from '../../../src-main/hosts/shell/shell.ts';
import {
  app,
  BrowserWindow,
  dialogAnswers,
  resetElectron,
  session,
  electronCalls,
  WebContents,
} from './electron-double.ts';
import {
  rendererFolder,
  folder,
  desk,
  startAgain,
  startsAgainBy,
  logged,
  whats,
  last,
  front,
  preventable,
} from './shell-fixture.ts';

vi.mock('electron', async () => import('./electron-double.ts'));
vi.mock('../../../src-main/hosts/renderer-files.ts', async (original) => ({
  ...(await original<typeof import('../../../src-main/hosts/renderer-files.ts')>()),
  rendererFolder: () => rendererFolder,
}));

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
          startsAgainBy(answer);
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
    electronCalls.length = 0;
    dialogAnswers.push({ response: 0 });
    front().emit('unresponsive');
    front().emit('responsive');
    expect((last('showMessageBox') as { signal: AbortSignal }).signal.aborted).toBe(true);
    expect(whats()).not.toContain('reload');
  });
});
