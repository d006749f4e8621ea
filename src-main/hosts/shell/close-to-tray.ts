import { app, dialog } from 'electron';
import type { DesktopSettingsFile } from './desktop-settings.ts';
import type { DeskWindow, DeskWindows } from './windows.ts';

export interface CloseToTrayDependencies {
  windows: DeskWindows;
  settings: DesktopSettingsFile;
  hasTray(): Promise<boolean>;
  /** Hiding is walking away: every window is locked. */
  lock(): void;
  log(text: string): void;
}

/**
 * Closing the last workbench window may leave the program in the tray. Asked once, then as the settings say; without a tray, or where
 * nobody answered, closing ends the program.
 */
export class CloseToTray {
  #tray = false;
  #quitting = false;
  #deciding = false;
  /** Windows that are to close for good. */
  readonly #let = new WeakSet<DeskWindow>();

  constructor(private readonly deps: CloseToTrayDependencies) {
    app.on('before-quit', () => {
      this.#quitting = true;
    });
  }

  /** Whether there is a tray to close into, asked anew. */
  async tray(): Promise<boolean> {
    this.#tray = await this.deps.hasTray();
    return this.#tray;
  }

  watch(window: DeskWindow): void {
    if (window.phone !== null) return;
    // Asked once the window is there: on Linux another program is started for it, which holds up everything else.
    window.browser.once('show', () => {
      void this.tray();
    });
    // A page with something unsaved may keep the program from ending; it is closed as before then.
    window.browser.webContents.on('will-prevent-unload', () => {
      this.#quitting = false;
    });
    window.browser.on('close', (event) => {
      const others = this.deps.windows.all.some((other) => other !== window && other.phone === null);
      if (
        this.#quitting ||
        others ||
        this.#let.has(window) ||
        !this.#tray ||
        this.deps.settings.now.closeToTray === false
      )
        return;
      event.preventDefault();
      if (this.#deciding) return;
      this.#deciding = true;
      void this.#decide(window)
        .catch((error: unknown) => {
          this.deps.log(`closing to the tray failed: ${error instanceof Error ? error.message : 'unknown'}`);
        })
        .finally(() => {
          this.#deciding = false;
        });
    });
  }

  async #decide(window: DeskWindow): Promise<void> {
    const { settings, windows } = this.deps;
    const { browser } = window;
    if (await this.tray()) {
      const wanted = settings.now.closeToTray ?? (await this.#ask(window));
      if (wanted === null) return;
      if (wanted) {
        this.deps.lock();
        for (const other of windows.all) if (other.phone !== null) other.browser.close();
        browser.hide();
        return;
      }
    }
    this.#let.add(window);
    if (!browser.isDestroyed()) browser.close();
  }

  /** @returns null: neither, the window stays */
  async #ask({ browser }: DeskWindow): Promise<boolean | null> {
    const { response } = await dialog.showMessageBox(browser, {
      type: 'question',
      title: '关闭窗口',
      message: '关闭窗口后，程序继续在托盘运行吗？',
      noLink: true,
      defaultId: 0,
      cancelId: 2,
      buttons: ['关闭后继续在托盘运行', '退出', '取消'],
      detail: '继续运行时，工作台会锁定，进行中的导入和备份不会中断；从托盘图标可以再打开。以后可在“设置”中更改。',
    });
    if (response === 2) return null;
    const keep = response === 0;
    try {
      this.deps.settings.change({ closeToTray: keep });
    } catch {
      // A full disk: asked again at the next start.
    }
    return keep;
  }
}
