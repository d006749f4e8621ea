/**
 * Messages of page and desktop shell that are not procedures of the contract. No zod here, so that the sandboxed
 * preload stays a few lines. The loopback host has none of these; the renderer asks its `platform` object instead.
 */

/** Id of a command in the menu, the palette, the shortcut sheet and tests. */
export interface CommandFacts {
  /** Text in the menu and on the shortcut sheet. */
  title: string;
  /** Key on the desktop: `mod` is ⌘ on a Mac, otherwise Ctrl. Null: only in menu or palette. */
  key: string | null;
  /** Key in a browser, if the browser reserves `key` for itself. */
  browserKey?: string;
  /** Other search words for the palette: pinyin, initials, English. Absent: the palette has a better entry, or is the command. */
  words?: string;
  /** Also works above a dialog. */
  everywhere?: true;
}

const clientNumbers = [1, 2, 3, 4, 5, 6, 7, 8, 9] as const;
type ClientCommand = `client${(typeof clientNumbers)[number]}`;
const clientCommands = Object.fromEntries(
  clientNumbers.map((number) => [
    `client${number}`,
    { title: `第 ${number} 个客户`, key: `mod+${number}`, browserKey: `alt+${number}` },
  ]),
) as Record<ClientCommand, CommandFacts>;

/** The one list of commands that menu, tray, palette and keys share. */
export const shellCommands = {
  palette: { title: '打开或切换客户…', key: 'mod+k' },
  search: { title: '在本页中查找', key: '/' },
  lock: { title: '锁定', key: 'mod+l', words: 'sd suoding lock', everywhere: true },
  settings: { title: '设置…', key: 'mod+,' },
  print: { title: '打印…', key: 'mod+p', words: 'dy dayin print' },
  shortcuts: { title: '键盘快捷键', key: '?', words: 'kjj kuaijiejian keys jp' },
  manual: { title: '操作手册', key: 'f1', words: 'czsc caozuoshouce sc bz help manual' },
  notices: { title: '第三方声明', key: null, words: 'dsfsm disanfangshengming licence' },
  nextClient: { title: '下一个客户', key: 'ctrl+tab', browserKey: 'alt+right' },
  previousClient: { title: '上一个客户', key: 'ctrl+shift+tab', browserKey: 'alt+left' },
  closeClient: { title: '关闭当前客户', key: 'mod+w', browserKey: 'alt+w', words: 'gb guanbi close' },
  ...clientCommands,
} satisfies Record<string, CommandFacts>;

/** A choice in the native menu or the tray that the page executes. */
export type ShellCommand = keyof typeof shellCommands;
/** What the shell itself asks of a page: `save` what is typed, because the window is about to close; `restore`: a backup was opened with the program, fetch it by `openedBackup`;
 * `about`: 关于, which is offered under a lock, too. */
export type ShellOrder = 'save' | 'restore' | 'about';
export const shellCommandIds = Object.keys(shellCommands) as [ShellCommand, ...ShellCommand[]];
export const commandFacts = (command: ShellCommand): CommandFacts => shellCommands[command];

/** Settings of the desktop on this machine, for every user of it. */
export interface DesktopSettings {
  /** Keeps shown secrets out of screenshots. */
  hideSecretsFromCapture: boolean;
  /** Closing the last window leaves the program in the tray; null: the user was not asked yet. */
  closeToTray: boolean | null;
}

/** The settings to change. */
export type DesktopSettingsChange = { [Setting in keyof DesktopSettings]?: DesktopSettings[Setting] | undefined };

/** What a page asks of the shell. */
export type ShellRequest =
  /** Asks where to save a file of this size in bytes; pieces must follow in order, or the save is dropped. */
  | { kind: 'saveFile'; name: string; size: number }
  | { kind: 'savePiece'; save: string; bytes: Uint8Array<ArrayBuffer> }
  | { kind: 'dropSave' }
  | { kind: 'openExternal'; url: string }
  | { kind: 'newWindow' }
  /** Opens the simulated phone of a person in a training world; null: the person is chosen there. */
  | { kind: 'phone'; of: string | null }
  | { kind: 'zoom'; change: 'in' | 'out' | 'reset' }
  /** The theme that the user chose, so that windows have it before their page is drawn. */
  | { kind: 'theme'; theme: 'light' | 'dark' | 'auto' }
  /** What this page has unsaved now, in Chinese, one entry each; empty: everything is saved. */
  | { kind: 'unsaved'; what: string[] }
  /** The backup file that the program was opened with, returned once; after that, pieces of it. */
  | { kind: 'openedBackup' }
  | { kind: 'backupPiece'; at: number; length: number }
  /** The commands that this page accepts now; the menu greys all others while its window is in front. */
  | { kind: 'offer'; commands: ShellCommand[] }
  /** Copies a secret. It is cleared after {@link secretStaysMs} unless something else was copied, and at lock and program end. */
  | { kind: 'copySecret'; text: string }
  /** Clears the copied secret now, if it is still there. */
  | { kind: 'forgetSecret' }
  /** Whether this page shows a secret now. */
  | { kind: 'secretShown'; shown: boolean }
  /** Progress of this page's long work, 0 to 1; `unknown` if its end is unknown; null if none runs. */
  | { kind: 'progress'; part: number | 'unknown' | null }
  /** Long work that ended: a native notification if nobody looks at the window. */
  | { kind: 'workEnded'; title: string; text: string }
  | { kind: 'settings' }
  | { kind: 'changeSettings'; change: DesktopSettingsChange };

/** Maximum bytes per piece when a file is read, uploaded or downloaded: no message contains a whole file. */
export const pieceBytes = 4 * 1024 * 1024;

/** Milliseconds until a copied secret is cleared. */
export const secretStaysMs = 30_000;

/** `done`: executed. `cancelled`: the user cancelled, or there is nothing. `refused`: not allowed, or it failed; `message` is Chinese. */
export type ShellAnswer =
  | { result: 'done' }
  | { result: 'cancelled' }
  /** The place is chosen; the shell waits for more pieces. */
  | { result: 'saving'; save: string }
  | { result: 'refused'; message: string }
  | { result: 'backup'; name: string; size: number }
  | { result: 'piece'; bytes: Uint8Array<ArrayBuffer> }
  /** Answer to `settings` and `changeSettings`; `tray`: whether the system has a tray. */
  | { result: 'settings'; settings: DesktopSettings; tray: boolean };

/** What the preload puts into the page as `window.deskShell`. */
export interface DeskShell {
  /** Asks for a message port; it arrives as a window message whose data is {@link portMessage}. */
  requestPort(): void;
  request(request: ShellRequest): Promise<ShellAnswer>;
  /** @returns a function that removes the listener */
  onCommand(listener: (command: ShellCommand | ShellOrder) => void): () => void;
}

/** Data of the window message that brings the port. */
export const portMessage = 'desk:port';

/** Channels between preload and shell. */
export const shellChannels = {
  requestPort: 'desk:request-port',
  port: 'desk:port',
  request: 'desk:request',
  command: 'desk:command',
} as const;
