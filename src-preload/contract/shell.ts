/**
 * What page and desktop shell say to each other beside the contract's procedures: types only, so that the sandboxed preload
 * stays a few lines. The loopback host has none of it; the renderer asks its `platform` object instead.
 */

/** A choice in the native menu or the tray that the page carries out. */
export type ShellCommand =
  | 'palette' | 'search' | 'lock' | 'shortcuts' | 'settings' | 'print' | 'manual' | 'notices'
  | 'closeClient' | 'nextClient' | 'previousClient' | `client${1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9}`;

/** What a page asks of the shell. */
export type ShellRequest =
  | { kind: 'saveFile'; name: string; bytes: Uint8Array<ArrayBuffer> }
  | { kind: 'openExternal'; url: string }
  | { kind: 'newWindow' }
  /** The simulated phone of somebody in a training world; null: whoever is chosen there. */
  | { kind: 'phone'; of: string | null }
  | { kind: 'zoom'; change: 'in' | 'out' | 'reset' };

/** `done`: carried out. `cancelled`: the user thought better of it. `refused`: not allowed, or it failed; `message` is Chinese. */
export type ShellAnswer = { result: 'done' } | { result: 'cancelled' } | { result: 'refused'; message: string };

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
