import { EventEmitter } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MessageChannel, type MessagePort } from 'node:worker_threads';
import type * as electron from 'electron';
import { Session } from './electron-session-double.ts';
import { dialogAnswers, recordCall, electronCalls } from './electron-calls.ts';

export { dialogAnswers, Session, electronCalls };

/**
 * A stand-in for the `electron` module in unit tests, where no binary is at hand. It keeps what the shell did, answers dialogs from a queue, and lets
 * a test raise every event. Types come from Electron's own declarations, so that a changed API shows at compile time.
 */

const folder = mkdtempSync(join(tmpdir(), 'desk-electron-'));

type AppDouble = Pick<electron.App, 'getPath' | 'quit' | 'exit' | 'getVersion' | 'isPackaged' | 'getAppPath'> &
  EventEmitter;
class App extends EventEmitter implements AppDouble {
  isPackaged = true;
  getPath(name: string): string {
    return join(folder, name === 'userData' ? '' : name);
  }
  getAppPath(): string {
    return folder;
  }
  getVersion(): string {
    return '9.9.9';
  }
  quit(): void {
    recordCall('app.quit');
  }
  exit(code?: number): void {
    recordCall('app.exit', code);
  }
}
export const app = new App();

export class MessagePortMain
  extends EventEmitter
  implements Pick<electron.MessagePortMain, 'postMessage' | 'start' | 'close'>
{
  constructor(readonly node: MessagePort) {
    super();
  }
  postMessage(message: unknown): void {
    this.node.postMessage(message);
  }
  start(): void {
    this.node.on('message', (data: unknown) => this.emit('message', { data, ports: [] }));
    this.node.on('close', () => this.emit('close'));
  }
  close(): void {
    this.node.close();
  }
}

export class MessageChannelMain {
  readonly port1: MessagePortMain;
  readonly port2: MessagePortMain;
  constructor() {
    const { port1, port2 } = new MessageChannel();
    this.port1 = new MessagePortMain(port1);
    this.port2 = new MessagePortMain(port2);
  }
}

/** A frame of a page; what the shell posts to it is raised as `posted`. */
export class Frame extends EventEmitter {
  url = 'desk://app/#/sign-in';
  origin = 'desk://app';
  parent: Frame | null = null;
  gone = false;
  isDestroyed(): boolean {
    return this.gone;
  }
  postMessage(channel: string, message: unknown, ports: MessagePortMain[] = []): void {
    this.emit(
      'posted',
      channel,
      message,
      ports.map((port) => port.node),
    );
  }
}

/** Text on the clipboard. */
export const clipboard = {
  text: '',
  readText: async (): Promise<string> => clipboard.text,
  writeText: async (text: string): Promise<void> => {
    clipboard.text = text;
  },
  write: async ([item]: ClipboardItem[]): Promise<void> => {
    clipboard.text = await (item!.parts['text/plain'] as Blob).text();
    recordCall('clipboard.write', Object.keys(item!.parts));
  },
  clear: (): void => {
    clipboard.text = '';
  },
};
export class ClipboardItem {
  constructor(readonly parts: Record<string, Blob>) {}
}

export class Notification extends EventEmitter {
  static last: Notification | null = null;
  static isSupported(): boolean {
    return true;
  }
  constructor(readonly options: electron.NotificationConstructorOptions) {
    super();
    Notification.last = this;
  }
  show(): void {
    recordCall('Notification.show', this.options);
  }
}

export class WebContents extends EventEmitter {
  mainFrame = new Frame();
  sent: unknown[][] = [];
  zoomLevel = 0;
  windowOpenHandler: ((details: electron.HandlerDetails) => electron.WindowOpenHandlerResponse) | null = null;
  send(...message: unknown[]): void {
    this.sent.push(message);
  }
  getZoomLevel(): number {
    return this.zoomLevel;
  }
  setZoomLevel(level: number): void {
    this.zoomLevel = level;
  }
  reload(): void {
    recordCall('reload');
  }
  forcefullyCrashRenderer(): void {
    recordCall('forcefullyCrashRenderer');
    this.emit('render-process-gone', {}, { reason: 'killed', exitCode: 9 });
  }
  setWindowOpenHandler(handler: NonNullable<WebContents['windowOpenHandler']>): void {
    this.windowOpenHandler = handler;
  }
}

export class BrowserWindow extends EventEmitter {
  static open: BrowserWindow[] = [];
  static focused: BrowserWindow | null = null;
  static getFocusedWindow(): BrowserWindow | null {
    return BrowserWindow.focused;
  }
  readonly webContents = new WebContents();
  bounds = { x: 10, y: 20, width: 1280, height: 820 };
  maximized = false;
  minimized = false;
  visible = true;
  progress = -1;
  hidden = false;
  destroyed = false;
  constructor(readonly options: electron.BrowserWindowConstructorOptions) {
    super();
    BrowserWindow.open.push(this);
    app.emit('web-contents-created', {}, this.webContents);
  }
  async loadURL(url: string): Promise<void> {
    recordCall('loadURL', url);
    this.emit('ready-to-show');
  }
  getNormalBounds(): electron.Rectangle {
    return this.bounds;
  }
  isVisible(): boolean {
    return this.visible;
  }
  hide(): void {
    this.visible = false;
    recordCall('hide');
  }
  setProgressBar(part: number): void {
    this.progress = part;
  }
  /** `hidden`: pictures of the screen leave this window out. */
  setContentProtection(enable: boolean): void {
    this.hidden = enable;
  }
  isMaximized(): boolean {
    return this.maximized;
  }
  maximize(): void {
    this.maximized = true;
  }
  isMinimized(): boolean {
    return this.minimized;
  }
  restore(): void {
    this.minimized = false;
    recordCall('restore');
  }
  show(): void {
    this.visible = true;
    recordCall('show', this);
  }
  focus(): void {
    BrowserWindow.focused = this;
    recordCall('focus', this);
  }
  isDestroyed(): boolean {
    return this.destroyed;
  }
  destroy(): void {
    this.destroyed = true;
    recordCall('destroy');
    this.emit('closed');
  }
  close(): void {
    let stays = false;
    this.emit('close', {
      preventDefault: () => {
        stays = true;
      },
    });
    if (!stays) this.destroy();
  }
}

type IpcHandler = (event: electron.IpcMainInvokeEvent, ...given: unknown[]) => unknown;
class IpcMain extends EventEmitter {
  readonly handlers = new Map<string, IpcHandler>();
  handle(channel: string, handler: IpcHandler): void {
    if (this.handlers.has(channel)) throw new Error(`Attempted to register a second handler for '${channel}'`);
    this.handlers.set(channel, handler);
  }
}
export const ipcMain = new IpcMain();

/** A message of a page, as the shell gets it. */
export function messageFrom(
  contents: WebContents,
  frame: Frame | null = contents.mainFrame,
): electron.IpcMainInvokeEvent {
  return { sender: contents, senderFrame: frame } as unknown as electron.IpcMainInvokeEvent;
}

export const dialog = {
  showMessageBox: async (...given: unknown[]): Promise<electron.MessageBoxReturnValue> => {
    const options = given.at(-1) as electron.MessageBoxOptions;
    recordCall('showMessageBox', options);
    return { response: options.cancelId ?? 0, checkboxChecked: false, ...dialogAnswers.shift() };
  },
  showSaveDialog: async (...given: unknown[]): Promise<electron.SaveDialogReturnValue> => {
    recordCall('showSaveDialog', given.at(-1));
    return { canceled: true, filePath: '', ...dialogAnswers.shift() };
  },
  showErrorBox: (title: string, content: string): void => {
    recordCall('showErrorBox', { title, content });
  },
} satisfies Partial<Record<keyof electron.Dialog, unknown>>;

export const shell = {
  openExternal: async (url: string): Promise<void> => {
    recordCall('openExternal', url);
  },
  openPath: async (path: string): Promise<string> => {
    recordCall('openPath', path);
    return '';
  },
} satisfies Partial<Record<keyof electron.Shell, unknown>>;

export const session = { defaultSession: new Session() };

export const protocol = {
  registerSchemesAsPrivileged: (schemes: electron.CustomScheme[]): void => {
    recordCall('registerSchemesAsPrivileged', schemes);
  },
};
export const screen = {
  getAllDisplays: (): Pick<electron.Display, 'workArea'>[] => [{ workArea: { x: 0, y: 0, width: 1920, height: 1040 } }],
};
export const nativeTheme: Pick<electron.NativeTheme, 'themeSource'> & { shouldUseDarkColors: boolean } = {
  shouldUseDarkColors: false,
  themeSource: 'system',
};
export const nativeImage = { createFromPath: (path: string): { path: string } => ({ path }) };
export const powerMonitor = Object.assign(new EventEmitter(), {
  idleSeconds: 0,
  getSystemIdleTime: (): number => powerMonitor.idleSeconds,
});

export const Menu = {
  application: null as electron.MenuItemConstructorOptions[] | null,
  buildFromTemplate: (template: electron.MenuItemConstructorOptions[]): electron.MenuItemConstructorOptions[] =>
    template,
  getApplicationMenu: (): { getMenuItemById(id: string): electron.MenuItemConstructorOptions | null } | null => {
    const items = Menu.application?.flatMap((menu) => menu.submenu as electron.MenuItemConstructorOptions[]);
    return items ? { getMenuItemById: (id) => items.find((item) => item.id === id) ?? null } : null;
  },
  setApplicationMenu: (menu: electron.MenuItemConstructorOptions[]): void => {
    Menu.application = menu;
  },
};

export class Tray extends EventEmitter {
  static last: Tray | null = null;
  menu: electron.MenuItemConstructorOptions[] = [];
  constructor(readonly image: unknown) {
    super();
    Tray.last = this;
  }
  setToolTip(text: string): void {
    recordCall('setToolTip', text);
  }
  #destroyed = false;
  // As the real one: what is gone takes nothing any more.
  setContextMenu(menu: electron.MenuItemConstructorOptions[]): void {
    if (this.#destroyed) throw new Error('Tray is destroyed');
    this.menu = menu;
  }
  isDestroyed(): boolean {
    return this.#destroyed;
  }
  destroy(): void {
    this.#destroyed = true;
    recordCall('tray.destroy');
  }
}

/** Forgets everything, as if the program had just started. */
export function resetElectron(): void {
  electronCalls.length = 0;
  dialogAnswers.length = 0;
  for (const emitter of [app, ipcMain, powerMonitor]) emitter.removeAllListeners();
  ipcMain.handlers.clear();
  BrowserWindow.open = [];
  BrowserWindow.focused = null;
  Menu.application = null;
  Tray.last = null;
  Notification.last = null;
  clipboard.text = '';
  powerMonitor.idleSeconds = 0;
  session.defaultSession = new Session();
}
