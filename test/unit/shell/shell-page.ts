import { shellChannels, type DeskShell } from '@contract/shell.ts';
import type { Desk } from '../../../src-main/desk/desk.ts';
import type { PeerServer } from '../../../src-main/api/peer.ts';
import type { CallContext } from '../../../src-main/api/guard/admit.ts';
import { Comforts } from '../../../src-main/hosts/shell/comforts.ts';
import { PortServer } from '../../../src-main/hosts/shell/port-server.ts';
import { answerPages } from '../../../src-main/hosts/shell/requests.ts';
import { Saving } from '../../../src-main/hosts/shell/saving.ts';
import { DeskWindows } from '../../../src-main/hosts/shell/windows.ts';
import { BrowserWindow, ipcMain, messageFrom, resetElectron } from './electron-double.ts';

const shells = new WeakMap<object, DeskWindows>();

function shellOver(peers: PeerServer<CallContext>, desk: Desk): DeskWindows {
  const known = shells.get(peers);
  if (known) return known;
  resetElectron();
  const ports = new PortServer(peers, (window) => ({ desk, window, origin: 'electron' as const }));
  const windows = new DeskWindows({
    preload: 'preload.cjs',
    icon: 'icon.png',
    onOpened: () => {},
    onClosed: (window) => ports.end(window.key),
  });
  answerPages(windows, {
    servePort: (window, port) => ports.serve(window.key, port),
    reportUnsaved: () => {},
    takeBackup: async () => ({ result: 'cancelled' }),
    backupPiece: async () => ({ result: 'cancelled' }),
    saving: new Saving(),
    comforts: new Comforts(
      desk,
      windows,
      () => {},
      () => {},
    ),
  });
  shells.set(peers, windows);
  return windows;
}

/** A page in a window of the real shell over the double of Electron: what the preload would do is done here, line by line. */
export async function openShellPage(
  peers: PeerServer<CallContext>,
  desk: Desk,
): Promise<{ shell: DeskShell; page: Window; close(): void }> {
  await shellOver(peers, desk).open();
  const browser = BrowserWindow.open.at(-1);
  if (!browser) throw new Error('no window was opened');
  const { webContents } = browser;
  const page = new EventTarget() as Window;
  webContents.mainFrame.on('posted', (channel: string, _message: unknown, ports: unknown[]) => {
    const message = Object.defineProperties(new Event('message'), {
      data: { value: channel },
      ports: { value: ports },
      source: { value: page },
    });
    page.dispatchEvent(message);
  });
  const shell: DeskShell = {
    requestPort: () => {
      ipcMain.emit(shellChannels.requestPort, messageFrom(webContents));
    },
    request: async (request) =>
      ipcMain.handlers.get(shellChannels.request)?.(messageFrom(webContents), request) as never,
    onCommand: () => () => {},
  };
  return { shell, page, close: () => browser.close() };
}
