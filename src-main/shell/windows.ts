import { randomBytes } from 'node:crypto';
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { app, BrowserWindow, nativeTheme, screen, type WebContents } from 'electron';
import { shellChannels, type ShellCommand } from '@contract/shell.ts';
import { appPage } from './navigation.ts';
import { placeWindow, smallestWindow, type SavedWindow } from './window-state.ts';

/** A window of the workbench. Bureau sessions belong to its key, which no other window and no later start of the program has. */
export interface DeskWindow {
  key: string;
  browser: BrowserWindow;
}

export interface DeskWindowsOptions {
  /** Path of the built preload. */
  preload: string;
  icon: string;
  /** Called when a window is made, before its page loads. */
  onOpened(window: DeskWindow): void;
  onClosed(window: DeskWindow): void;
}

const title = '代理机构工作台';

/** The open windows, their state on disk, and which contents are theirs. */
export class DeskWindows {
  readonly #windows = new Map<WebContents, DeskWindow>();
  readonly #stateFile = join(app.getPath('userData'), 'window-state.json');

  constructor(readonly options: DeskWindowsOptions) {}

  /** The window that shows these contents; null for anything that the shell did not open. */
  of(contents: WebContents | null): DeskWindow | null {
    return (contents && this.#windows.get(contents)) ?? null;
  }

  get all(): DeskWindow[] {
    return [...this.#windows.values()];
  }

  /** The window in front, else any. */
  get front(): DeskWindow | null {
    const focused = BrowserWindow.getFocusedWindow();
    return (focused && this.of(focused.webContents)) ?? this.all[0] ?? null;
  }

  /** Opens a window, the first where the last one was closed, others a little aside. */
  async open(): Promise<DeskWindow> {
    const placement = placeWindow(this.#read(), screen.getAllDisplays().map((display) => display.workArea));
    const aside = this.#windows.size * 28;
    const { x, y, width, height } = placement;
    const browser = new BrowserWindow({
      width, height, ...(x === undefined || y === undefined ? {} : { x: x + aside, y: y + aside }),
      minWidth: smallestWindow.width, minHeight: smallestWindow.height, title, icon: this.options.icon, show: false,
      backgroundColor: nativeTheme.shouldUseDarkColors ? '#14181a' : '#f5f7f7',
      webPreferences: {
        preload: this.options.preload, contextIsolation: true, sandbox: true, nodeIntegration: false, nodeIntegrationInWorker: false, nodeIntegrationInSubFrames: false,
        webSecurity: true, allowRunningInsecureContent: false, experimentalFeatures: false, webviewTag: false, navigateOnDragDrop: false, safeDialogs: true,
        spellcheck: false, devTools: !app.isPackaged,
      },
    });
    const window: DeskWindow = { key: randomBytes(32).toString('hex'), browser };
    const { webContents } = browser;
    this.#windows.set(webContents, window);
    browser.once('ready-to-show', () => {
      webContents.setZoomLevel(placement.zoomLevel);
      if (placement.maximized && this.#windows.size === 1) browser.maximize();
      browser.show();
    });
    browser.on('close', () => { this.#write(browser); });
    browser.on('closed', () => { this.#windows.delete(webContents); this.options.onClosed(window); });
    this.options.onOpened(window);
    await browser.loadURL(appPage);
    return window;
  }

  /** Brings a window to the front, or opens one when there is none. */
  async show(): Promise<void> {
    const window = this.front ?? await this.open();
    if (window.browser.isMinimized()) window.browser.restore();
    window.browser.show();
    window.browser.focus();
  }

  /** Passes a choice of menu or tray to the page in front. */
  command(command: ShellCommand): void {
    this.front?.browser.webContents.send(shellChannels.command, command);
  }

  /** Passes a choice to every page: locking must not depend on which window is in front. */
  commandAll(command: ShellCommand): void {
    for (const { browser } of this.all) browser.webContents.send(shellChannels.command, command);
  }

  #read(): unknown {
    try {
      return JSON.parse(readFileSync(this.#stateFile, 'utf8'));
    } catch {
      // First start, or a file that somebody cut short: the usual place will do.
      return null;
    }
  }

  #write(browser: BrowserWindow): void {
    const state: SavedWindow = { ...browser.getNormalBounds(), maximized: browser.isMaximized(), zoomLevel: browser.webContents.getZoomLevel() };
    try {
      writeFileSync(`${this.#stateFile}.new`, JSON.stringify(state));
      renameSync(`${this.#stateFile}.new`, this.#stateFile);
    } catch {
      // A full disk must not keep a window from closing.
    }
  }
}
