import { app, dialog } from 'electron';
import type { ShellOrder } from '@contract/shell.ts';
import { shellChannels } from '@contract/shell.ts';
import { quitPatienceMs, type Ending } from './ending.ts';
import type { DeskWindow } from './windows.ts';

/** Milliseconds for a page to save typed data before the user is asked. */
const saveFirstMs = 1_500;

type Way = 'close' | 'reload' | 'quit';
interface State {
  /** What would be lost, in the page's words, in Chinese; empty: nothing. */
  unsaved: readonly string[];
  /** The present question; a window is asked once. */
  asked: Promise<boolean> | null;
  /** Its page may close now. */
  free: boolean;
  closing: boolean;
  reported: () => void;
}

/**
 * Unsaved data of pages. A page that refuses to close (`beforeunload`) may save first. For the rest the user is asked
 * once, in words that name the data. 退出 asks all windows concerned before it closes any: one 返回 keeps all of them.
 */
export class Unsaved {
  readonly #states = new Map<DeskWindow, State>();
  #quit: 'no' | 'asking' | 'agreed' = 'no';

  constructor(
    private readonly ending: Ending,
    private readonly log: (text: string) => void,
  ) {
    app.on('before-quit', (event) => {
      if (this.#quit === 'no' && this.#concerned().length === 0) this.#quit = 'agreed';
      if (ending.begun || this.#quit === 'agreed') {
        this.#endHungWindows();
        return;
      }
      event.preventDefault();
      if (this.#quit === 'no') void this.#askAll();
    });
  }

  /** Called for every window when it is made. */
  watch(window: DeskWindow): void {
    const { browser } = window;
    const { webContents } = browser;
    const state: State = { unsaved: [], asked: null, free: false, closing: false, reported: () => {} };
    this.#states.set(window, state);
    browser.on('close', () => {
      state.closing = true;
    });
    browser.on('closed', () => {
      this.#states.delete(window);
    });
    webContents.on('did-navigate', () => {
      Object.assign(state, { unsaved: [], free: false });
    });
    webContents.on('render-process-gone', () => {
      this.report(window, []);
    });
    webContents.on('will-prevent-unload', (event) => {
      const way: Way = this.#quit === 'agreed' ? 'quit' : state.closing ? 'close' : 'reload';
      state.closing = false;
      if (state.free || this.ending.begun) {
        // Prevents the page's own prevention: the page closes.
        event.preventDefault();
        return;
      }
      this.#keepAll();
      void this.#mayGo(window, state, way).then((goes) => {
        if (!goes || browser.isDestroyed()) return;
        state.free = true;
        if (way === 'quit') app.quit();
        else if (way === 'close') browser.close();
        else webContents.reload();
      });
    });
  }

  /** A page reports its unsaved data. @param unsaved Chinese, one line each; empty: everything is saved */
  report(window: DeskWindow, unsaved: readonly string[]): void {
    const state = this.#states.get(window);
    if (!state) return;
    state.unsaved = unsaved;
    state.reported();
  }

  /** Lets all pages save what they can, and waits for them. For an end without a user to ask; the caller limits the time. */
  async saveAll(): Promise<void> {
    await Promise.all([...this.#states].map(([window, state]) => this.#saved(window, state, Number.POSITIVE_INFINITY)));
  }

  /** Windows whose user must be asked before they close. */
  #concerned(): [DeskWindow, State][] {
    return [...this.#states].filter(([, { unsaved, free }]) => unsaved.length > 0 && !free);
  }

  #keepAll(): void {
    this.#quit = 'no';
    for (const state of this.#states.values()) state.free = false;
  }

  async #askAll(): Promise<void> {
    this.#quit = 'asking';
    for (const [window, state] of this.#concerned()) {
      if (await this.#mayGo(window, state, 'quit')) continue;
      this.#keepAll();
      return;
    }
    for (const state of this.#states.values()) state.free = true;
    this.#quit = 'agreed';
    app.quit();
  }

  #mayGo(window: DeskWindow, state: State, way: Way): Promise<boolean> {
    if (state.asked) window.browser.focus();
    state.asked ??= this.#ask(window, state, way).finally(() => {
      state.asked = null;
    });
    return state.asked;
  }

  async #ask(window: DeskWindow, state: State, way: Way): Promise<boolean> {
    if (await this.#saved(window, state, saveFirstMs)) return true;
    const { browser } = window;
    if (browser.isDestroyed()) return true;
    if (browser.isMinimized()) browser.restore();
    browser.focus();
    const act = way === 'reload' ? '重新载入' : '关闭';
    const { response } = await dialog.showMessageBox(browser, {
      type: 'warning',
      title: '代理机构工作台',
      message: '还有没有保存的内容',
      detail: `${state.unsaved.map((what) => `· ${what}\n`).join('')}${act}后，没有保存的输入会丢失。`,
      buttons: [act, '返回'],
      defaultId: 1,
      cancelId: 1,
      noLink: true,
    });
    return response === 0 || browser.isDestroyed();
  }

  /** @returns whether the page has nothing unsaved within the time */
  #saved(window: DeskWindow, state: State, patienceMs: number): Promise<boolean> {
    if (state.unsaved.length === 0 || window.browser.isDestroyed()) return Promise.resolve(state.unsaved.length === 0);
    window.browser.webContents.send(shellChannels.command, 'save' satisfies ShellOrder);
    return new Promise((resolve) => {
      const end = (saved: boolean): void => {
        clearTimeout(timer);
        state.reported = () => {};
        resolve(saved);
      };
      const timer = Number.isFinite(patienceMs)
        ? setTimeout(() => {
            end(false);
          }, patienceMs)
        : undefined;
      state.reported = () => {
        if (state.unsaved.length === 0) end(true);
      };
    });
  }

  /** A page that hangs does not answer `beforeunload`; 退出 waits only for a limited time. */
  #endHungWindows(): void {
    setTimeout(() => {
      // The user chose 返回 meanwhile.
      if (this.#quit !== 'agreed' && !this.ending.begun) return;
      for (const [{ browser }, state] of [...this.#states]) {
        if (state.asked || browser.isDestroyed()) continue;
        this.log('a window did not close in time and was ended');
        browser.destroy();
      }
    }, quitPatienceMs).unref();
  }
}
