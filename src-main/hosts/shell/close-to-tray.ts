import { app, dialog } from 'electron';
import type { DesktopSettingsFile } from './desktop-settings.ts';
import type { DeskWindow, DeskWindows } from './windows.ts';

export interface CloseToTrayDependencies {
  windows: DeskWindows;
  settings: DesktopSettingsFile;
  hasTray(): Promise<boolean>;
  /** Hiding means that the person leaves: every window is locked. */
  lock(): void;
  log(text: string): void;
}

/**
 * Closing the last workbench window may leave the program in the tray. The user is asked once; then the setting
 * decides. Without a tray or an answer, closing ends the program.
 */
export class CloseToTray {
  #tray = false;
  #quitting = false;
  #deciding = false;
  /** Windows that really close. */
  readonly #let = new WeakSet<DeskWindow>();

  constructor(private readonly deps: CloseToTrayDependencies) {
    app.on('before-quit', () => {
      this.#quitting = true;
    });
  }

  /** Whether the system has a tray now. */
  async tray(): Promise<boolean> {
    this.#tray = await this.deps.hasTray();
    return this.#tray;
  }

  watch(window: DeskWindow): void {
    if (window.phone !== null) return;
    // Asked after the window is open: on Linux this starts another program, which delays everything else.
    window.browser.once('show', () => {
      void this.tray();
    });
    // A page with unsaved data may keep the program from ending; then the window closes as usual.
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

  /** @returns null: neither, the window stays open */
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
      // The disk is full: the user is asked again after the next start.
    }
    return keep;
  }
}
