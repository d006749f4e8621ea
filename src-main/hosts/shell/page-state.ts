import { Menu, Notification } from 'electron';
import { shellCommandIds, type DesktopSettings, type ShellCommand } from '@contract/shell.ts';
import type { DeskWindow, DeskWindows } from './windows.ts';

interface PageState {
  offered: ReadonlySet<ShellCommand>;
  secretShown: boolean;
}
const nothing: PageState = { offered: new Set(), secretShown: false };

/** What pages report about themselves, and how the desktop shows it: enabled menu items, screen protection, progress in the taskbar. */
export class PageStates {
  readonly #states = new Map<DeskWindow, PageState>();

  /** @param changed called whenever the accepted commands may have changed */
  constructor(
    private readonly windows: DeskWindows,
    private readonly settings: () => DesktopSettings,
    private readonly changed: () => void,
  ) {}

  /** Follows a window: reports of its page become void when the page is gone. */
  watch(window: DeskWindow): void {
    const { browser } = window;
    const forget = (): void => {
      if (browser.isDestroyed()) return;
      this.#states.delete(window);
      browser.setProgressBar(-1);
      browser.setContentProtection(false);
      this.#follow();
    };
    browser.webContents.on('did-navigate', forget);
    browser.webContents.on('render-process-gone', forget);
    browser.on('focus', () => this.#follow());
    browser.on('closed', () => {
      this.#states.delete(window);
      this.#follow();
    });
  }

  offer(window: DeskWindow, commands: readonly ShellCommand[]): void {
    this.#states.set(window, { ...this.#of(window), offered: new Set(commands) });
    this.#follow();
  }

  secretShown(window: DeskWindow, shown: boolean): void {
    this.#states.set(window, { ...this.#of(window), secretShown: shown });
    this.protect();
  }

  /** Protects each window that shows a secret, if the settings say so. */
  protect(): void {
    for (const window of this.windows.all)
      window.browser.setContentProtection(this.#of(window).secretShown && this.settings().hideSecretsFromCapture);
  }

  /** Whether any page accepts a command. */
  anyOffers(command: ShellCommand): boolean {
    return this.windows.all.some((window) => this.#of(window).offered.has(command));
  }

  #of(window: DeskWindow): PageState {
    return this.#states.get(window) ?? nothing;
  }

  #follow(): void {
    const { front } = this.windows;
    const offered = front ? this.#of(front).offered : nothing.offered;
    const menu = Menu.getApplicationMenu();
    for (const command of shellCommandIds) {
      const item = menu?.getMenuItemById(command);
      if (item) item.enabled = offered.has(command);
    }
    this.changed();
  }
}

/** Shows the progress of a page's long work on the program's taskbar icon. @param part 0 to 1; null: none runs */
export function showProgress(window: DeskWindow, part: number | 'unknown' | null): void {
  // Electron's own numbers: below 0 no bar, above 1 a bar without an end.
  window.browser.setProgressBar(part === null ? -1 : part === 'unknown' ? 2 : part);
}

/** Shows a native notification for work that ended in an unseen window; a click brings that window up. */
export function notifyWorkEnded(window: DeskWindow, title: string, body: string): void {
  const { browser } = window;
  if ((browser.isVisible() && !browser.isMinimized()) || !Notification.isSupported()) return;
  const notice = new Notification({ title, body });
  notice.on('click', () => {
    if (browser.isDestroyed()) return;
    if (browser.isMinimized()) browser.restore();
    browser.show();
    browser.focus();
  });
  notice.show();
}
