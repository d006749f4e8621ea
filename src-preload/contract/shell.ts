/**
 * What page and desktop shell say to each other beside the contract's procedures. No zod here, so that the sandboxed preload
 * stays a few lines. The loopback host has none of it; the renderer asks its `platform` object instead.
 */

/** A command as menu, palette, sheet of shortcuts and tests know it. */
export interface CommandFacts {
  /** As the menu and the sheet of shortcuts write it. */
  title: string;
  /** Key on the desktop: `mod` is ⌘ on a Mac, else Ctrl. Null: chosen from menu or palette only. */
  key: string | null;
  /** Key in a browser, where that keeps `key` for itself. */
  browserKey?: string;
  /** Other words by which the palette finds it: pinyin, initials, English. Absent: the palette has better lines for it, or is it. */
  words?: string;
  /** Also heard above a dialog. */
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

/** Every command that menu, tray, palette and keys share: the one list. */
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

/** A choice in the native menu or the tray that the page carries out. */
export type ShellCommand = keyof typeof shellCommands;
/** What the shell itself asks of a page: `save` what is typed, because the window is about to close; `restore`: a backup was opened with the program, fetch it by `openedBackup`;
 * `about`: 关于, which is offered under a lock, too. */
export type ShellOrder = 'save' | 'restore' | 'about';
export const shellCommandIds = Object.keys(shellCommands) as [ShellCommand, ...ShellCommand[]];
export const commandFacts = (command: ShellCommand): CommandFacts => shellCommands[command];

/** What the desktop keeps for this machine, whoever signs in. */
export interface DesktopSettings {
  /** Secrets that are shown are kept out of pictures of the screen. */
  hideSecretsFromCapture: boolean;
  /** Closing the last window leaves the program in the tray; null: nobody was asked yet. */
  closeToTray: boolean | null;
}

/** Those settings that are to be others. */
export type DesktopSettingsChange = { [Setting in keyof DesktopSettings]?: DesktopSettings[Setting] | undefined };

/** What a page asks of the shell. */
export type ShellRequest =
  /** Asks the user where a file of so many bytes is to be; its pieces follow in order, or what was begun is dropped. */
  | { kind: 'saveFile'; name: string; size: number }
  | { kind: 'savePiece'; save: string; bytes: Uint8Array<ArrayBuffer> }
  | { kind: 'dropSave' }
  | { kind: 'openExternal'; url: string }
  | { kind: 'newWindow' }
  /** The simulated phone of somebody in a training world; null: whoever is chosen there. */
  | { kind: 'phone'; of: string | null }
  | { kind: 'zoom'; change: 'in' | 'out' | 'reset' }
  /** The theme that the user chose: windows have it before their page is drawn. */
  | { kind: 'theme'; theme: 'light' | 'dark' | 'auto' }
  /** What this page holds unsaved now, in Chinese, one entry each; none: everything is saved. */
  | { kind: 'unsaved'; what: string[] }
  /** The backup file that the program was opened with, once; after it, pieces of it. */
  | { kind: 'openedBackup' }
  | { kind: 'backupPiece'; at: number; length: number }
  /** The commands that this page hears now; all others are greyed in the menu while its window is in front. */
  | { kind: 'offer'; commands: ShellCommand[] }
  /** Copies a secret: cleared {@link secretStaysMs} later unless something else was copied, and at lock and end of the program. */
  | { kind: 'copySecret'; text: string }
  /** Clears the copied secret now, if it is still there. */
  | { kind: 'forgetSecret' }
  /** Whether a secret stands on this page's screen now. */
  | { kind: 'secretShown'; shown: boolean }
  /** Long work of this page: the part that is done, 0 to 1; `unknown` without an end in sight; null when none runs. */
  | { kind: 'progress'; part: number | 'unknown' | null }
  /** Long work that ended: told natively when nobody looks at the window. */
  | { kind: 'workEnded'; title: string; text: string }
  | { kind: 'settings' }
  | { kind: 'changeSettings'; change: DesktopSettingsChange };

/** Longest piece in which a file is read, uploaded or fetched, in bytes: no message holds a file whole. */
export const pieceBytes = 4 * 1024 * 1024;

/** Milliseconds until a copied secret is cleared. */
export const secretStaysMs = 30_000;

/** `done`: carried out. `cancelled`: the user thought better of it, or there is nothing. `refused`: not allowed, or it failed; `message` is Chinese. */
export type ShellAnswer =
  | { result: 'done' }
  | { result: 'cancelled' }
  /** The place is chosen, and more pieces are waited for. */
  | { result: 'saving'; save: string }
  | { result: 'refused'; message: string }
  | { result: 'backup'; name: string; size: number }
  | { result: 'piece'; bytes: Uint8Array<ArrayBuffer> }
  /** To `settings` and `changeSettings`; `tray`: whether there is a tray to close into. */
  | { result: 'settings'; settings: DesktopSettings; tray: boolean };

/** What the preload puts into the page as `window.deskShell`. */
export interface DeskShell {
  /** Asks for a message port; it comes as a window message whose data is {@link portMessage}. */
  requestPort(): void;
  request(request: ShellRequest): Promise<ShellAnswer>;
  /** @returns ends the listening */
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
