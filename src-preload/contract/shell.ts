/**
 * What page and desktop shell say to each other beside the contract's procedures: types only, so that the sandboxed preload
 * stays a few lines. The loopback host has none of it; the renderer asks its `platform` object instead.
 */

/** A choice in the native menu or the tray that the page carries out. */
export type ShellCommand =
  | 'palette' | 'search' | 'lock' | 'shortcuts' | 'settings' | 'print' | 'about'
  /** Save what is typed: the window is about to close. */
  | 'save'
  /** A backup file was opened with the program; the page fetches it by `openedBackup`. */
  | 'restore'
  | 'closeClient' | 'nextClient' | 'previousClient' | `client${1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9}`;

/** What a page asks of the shell. */
export type ShellRequest =
  | { kind: 'saveFile'; name: string; bytes: Uint8Array<ArrayBuffer> }
  | { kind: 'openExternal'; url: string }
  | { kind: 'newWindow' }
  /** The simulated phone of somebody in a training world; null: whoever is chosen there. */
  | { kind: 'phone'; of: string | null }
  | { kind: 'zoom'; change: 'in' | 'out' | 'reset' }
  /** The theme that the user chose: windows have it before their page is drawn. */
  | { kind: 'theme'; theme: 'light' | 'dark' | 'auto' }
  /** What this page holds unsaved now, in Chinese, one entry each; none: everything is saved. */
  | { kind: 'unsaved'; what: string[] }
  /** The backup file that the program was opened with, once. */
  | { kind: 'openedBackup' };

/** Longest backup file that is handed to a page, in bytes; as the contract's `setup.restore`. */
export const longestBackup = 2 * 1024 * 1024 * 1024;

/** `done`: carried out. `cancelled`: the user thought better of it, or there is nothing. `refused`: not allowed, or it failed; `message` is Chinese. */
export type ShellAnswer =
  | { result: 'done' } | { result: 'cancelled' } | { result: 'refused'; message: string }
  | { result: 'file'; name: string; bytes: Uint8Array<ArrayBuffer> };

/** What the preload puts into the page as `window.deskShell`. */
export interface DeskShell {
  /** Asks for a message port; it comes as a window message whose data is {@link portMessage}. */
  requestPort(): void;
  request(request: ShellRequest): Promise<ShellAnswer>;
  /** @returns ends the listening */
  onCommand(listener: (command: ShellCommand) => void): () => void;
}

/** Data of the window message that brings the port. */
export const portMessage = 'desk:port';

/** Channels between preload and shell. */
export const shellChannels = { requestPort: 'desk:request-port', port: 'desk:port', request: 'desk:request', command: 'desk:command' } as const;
