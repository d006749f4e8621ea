import { app, dialog, type RenderProcessGoneDetails } from 'electron';
import type { DeskWindow } from './windows.ts';

/** Crashes of one window within {@link withinMs} after which the user is no longer offered to load it again. */
const tooMany = 3;
const withinMs = 60_000;

/** Writes a crash to the log, without any content of the page. */
export type CrashLog = (text: string) => void;

/** Whether to offer loading the page again, or only closing: a page that always crashes would trap the user. */
export function mayReload(crashes: readonly number[], now: number): boolean {
  return crashes.filter((at) => now - at < withinMs).length < tooMany;
}

/** Watches one window: tells the user in Chinese that the page crashed or hangs, and what to do. */
export function watchWindow({ browser }: DeskWindow, log: CrashLog): void {
  const crashes: number[] = [];
  let waiting: AbortController | null = null;
  let forced = false;

  browser.webContents.on('render-process-gone', (_event, details: RenderProcessGoneDetails) => {
    if (details.reason === 'clean-exit' || browser.isDestroyed()) return;
    // The program ended it below, because it hung; the user was asked already.
    if (forced) {
      forced = false;
      return;
    }
    log(`page gone: ${details.reason}, exit code ${details.exitCode}`);
    waiting?.abort();
    crashes.push(Date.now());
    const reload = mayReload(crashes, Date.now());
    void dialog
      .showMessageBox(browser, {
        type: 'error',
        title: '代理机构工作台',
        message: '页面意外停止了',
        detail: reload
          ? '已保存的内容不受影响，没有提交的输入可能需要重新填写。'
          : '页面接连停止了几次。请关闭窗口后重新打开；仍然出现时，请把日志交给管理员。',
        buttons: reload ? ['重新载入', '关闭窗口'] : ['关闭窗口'],
        defaultId: 0,
        cancelId: reload ? 1 : 0,
        noLink: true,
      })
      .then(({ response }) => {
        if (browser.isDestroyed()) return;
        if (reload && response === 0) browser.webContents.reload();
        else browser.destroy();
      });
  });

  browser.on('unresponsive', () => {
    if (waiting) return;
    log('page unresponsive');
    const asked = (waiting = new AbortController());
    void dialog
      .showMessageBox(browser, {
        type: 'warning',
        title: '代理机构工作台',
        message: '页面没有响应',
        detail: '可能正在处理大量数据。可以再等一会儿，或者重新载入页面；重新载入后，没有提交的输入需要重新填写。',
        buttons: ['继续等待', '重新载入'],
        defaultId: 0,
        cancelId: 0,
        noLink: true,
        signal: asked.signal,
      })
      .then(({ response }) => {
        if (waiting === asked) waiting = null;
        if (response !== 1 || asked.signal.aborted || browser.isDestroyed()) return;
        // A hung page does not run the code that a plain reload waits for.
        forced = true;
        browser.webContents.forcefullyCrashRenderer();
        browser.webContents.reload();
      });
  });
  browser.on('responsive', () => {
    waiting?.abort();
    waiting = null;
  });
}

/** Logs crashes of Chromium's helper processes, which restart by themselves. */
export function watchHelpers(log: CrashLog): void {
  app.on('child-process-gone', (_event, details) => {
    if (details.reason !== 'clean-exit')
      log(`helper gone: ${details.type}, ${details.reason}, exit code ${details.exitCode}`);
  });
}
