import { randomBytes } from 'node:crypto';
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { app, BrowserWindow, screen, type BrowserWindowConstructorOptions, type WebContents } from 'electron';
import { shellChannels, type ShellCommand, type ShellOrder } from '@contract/shell.ts';
import { groundColour } from './appearance.ts';
import { appPage } from './navigation.ts';
import { placeWindow, smallestWindow, type SavedWindow } from './window-state.ts';

/** A window of the workbench. Bureau sessions belong to its key; no other window and no later start has the same key. */
export interface DeskWindow {
  key: string;
  browser: BrowserWindow;
  /** The page of a simulated phone's window; null: a window of the workbench. */
  phone: string | null;
}

export interface DeskWindowsOptions {
  /** Path of the built preload. */
  preload: string;
  icon: string;
  /** Called after a window is created, before its page loads. */
  onOpened(window: DeskWindow): void;
  onClosed(window: DeskWindow): void;
}

const title = '代理机构工作台';
/** Size of a phone's window, in points; its width is fixed, its height can change. */
const phoneSize = { width: 390, height: 780, least: 560, most: 1_000 };
/** Maximum phones open at once: one for each person of an exercise, but no flood. */
const mostPhones = 8;

/** The open windows, their state on disk, and the web contents that belong to them. */
export class DeskWindows {
  readonly #windows = new Map<WebContents, DeskWindow>();
  readonly #stateFile = join(app.getPath('userData'), 'window-state.json');

  constructor(readonly options: DeskWindowsOptions) {}

  /** The window of these web contents; null if the shell did not open them. */
  of(contents: WebContents | null): DeskWindow | null {
    return (contents && this.#windows.get(contents)) ?? null;
  }

  get all(): DeskWindow[] {
    return [...this.#windows.values()];
  }

  /** The window in front, otherwise any. */
  get front(): DeskWindow | null {
    const focused = BrowserWindow.getFocusedWindow();
    return (focused && this.of(focused.webContents)) ?? this.all.find((window) => window.phone === null) ?? null;
  }

  /** Opens a window: the first one where the last one was closed, others slightly offset. */
  async open(): Promise<DeskWindow> {
    const placement = placeWindow(
      this.#read(),
      screen.getAllDisplays().map((display) => display.workArea),
    );
    const aside = this.#windows.size * 28;
    const { x, y, width, height } = placement;
    const window = this.#make(
      {
        width,
        height,
        ...(x === undefined || y === undefined ? {} : { x: x + aside, y: y + aside }),
        minWidth: smallestWindow.width,
        minHeight: smallestWindow.height,
      },
      null,
    );
    const { browser } = window;
    const { webContents } = browser;
    browser.once('ready-to-show', () => {
      webContents.setZoomLevel(placement.zoomLevel);
      if (placement.maximized && this.#windows.size === 1) browser.maximize();
      browser.show();
    });
    browser.on('close', () => {
      this.#write(browser);
    });
    await browser.loadURL(appPage);
    return window;
  }

  /**
   * Opens the window of a simulated phone, or brings it to the front if it is open. @param page from decidePhonePage
   * @returns false if too many are open
   */
  async openPhone(page: string): Promise<boolean> {
    const phones = this.all.filter((window) => window.phone !== null);
    const open = phones.find((window) => window.phone === page);
    if (open) {
      open.browser.show();
      open.browser.focus();
      return true;
    }
    if (phones.length >= mostPhones) return false;
    const { browser } = this.#make(
      {
        width: phoneSize.width,
        height: phoneSize.height,
        minWidth: phoneSize.width,
        maxWidth: phoneSize.width,
        minHeight: phoneSize.least,
        maxHeight: phoneSize.most,
        useContentSize: true,
        maximizable: false,
        fullscreenable: false,
      },
      page,
    );
    browser.once('ready-to-show', () => {
      browser.show();
    });
    await browser.loadURL(page);
    return true;
  }

  /** Brings a window to the front, or opens one if there is none. */
  async show(): Promise<void> {
    const window = this.front ?? (await this.open());
    if (window.browser.isMinimized()) window.browser.restore();
    window.browser.show();
    window.browser.focus();
  }

  /** Sends a menu or tray choice to the page in front. */
  command(command: ShellCommand | ShellOrder): void {
    this.front?.browser.webContents.send(shellChannels.command, command);
  }

  /** Sends a choice to every page: locking must not depend on which window is in front. */
  commandAll(command: ShellCommand): void {
    for (const { browser } of this.all) browser.webContents.send(shellChannels.command, command);
  }

  #make(size: BrowserWindowConstructorOptions, phone: string | null): DeskWindow {
    const browser = new BrowserWindow({
      ...size,
      title,
      icon: this.options.icon,
      show: false,
      backgroundColor: groundColour(),
      webPreferences: {
        preload: this.options.preload,
        contextIsolation: true,
        sandbox: true,
        nodeIntegration: false,
        nodeIntegrationInWorker: false,
        nodeIntegrationInSubFrames: false,
        webSecurity: true,
        allowRunningInsecureContent: false,
        experimentalFeatures: false,
        webviewTag: false,
        navigateOnDragDrop: false,
        safeDialogs: true,
        spellcheck: false,
        devTools: !app.isPackaged,
      },
    });
    const window: DeskWindow = { key: randomBytes(32).toString('hex'), browser, phone };
    const { webContents } = browser;
    this.#windows.set(webContents, window);
    browser.on('closed', () => {
      this.#windows.delete(webContents);
      this.options.onClosed(window);
      // Phones are useless without a workbench: the program ends with its last window.
      if (phone === null && this.all.every((other) => other.phone !== null))
        for (const other of this.all) other.browser.close();
    });
    this.options.onOpened(window);
    return window;
  }

  #read(): unknown {
    try {
      return JSON.parse(readFileSync(this.#stateFile, 'utf8'));
    } catch {
      // First start, or somebody truncated the file: use the default place.
      return null;
    }
  }

  #write(browser: BrowserWindow): void {
    const state: SavedWindow = {
      ...browser.getNormalBounds(),
      maximized: browser.isMaximized(),
      zoomLevel: browser.webContents.getZoomLevel(),
    };
    try {
      writeFileSync(`${this.#stateFile}.new`, JSON.stringify(state));
      renameSync(`${this.#stateFile}.new`, this.#stateFile);
    } catch {
      // A full disk must not keep a window from closing.
    }
  }
}
