import { join } from 'node:path';
import { app, dialog, Menu, nativeImage, session, shell as system, Tray } from 'electron';
import { PeerServer } from '../peer.ts';
import type { Desk } from '../desk.ts';
import { incidentLine } from '../incident-log.ts';
import { listRendererFiles, rendererFolder } from '../renderer-files.ts';
import { createRouter, type CallContext } from '../router.ts';
import { Comforts } from './comforts.ts';
import { watchHelpers, watchWindow } from './crashes.ts';
import { hardenSession } from './hardening.ts';
import { menuTemplate, trayTemplate } from './menu.ts';
import { PortServer } from './port-server.ts';
import { serveApp } from './protocol.ts';
import { answerPages, zoom } from './requests.ts';
import { checkForUpdates, hasUpdateFeed, loadUpdater } from './updates.ts';
import { DeskWindows } from './windows.ts';

/** Milliseconds that the desk gets to finish work in hand when the program ends. */
const closePatienceMs = 5_000;

export interface ShellOptions {
  version: string;
  /** Path of the built preload. */
  preload: string;
  /** Folder of the icons. */
  icons: string;
  log(text: string): void;
}

function about(version: string): void {
  void dialog.showMessageBox({
    type: 'info', title: '关于', message: '代理机构工作台', buttons: ['知道了'], noLink: true,
    detail: `版本 ${version}\n本程序没有连接税务机关。训练环境中的一切都是演示；机构环境中的记录都是本机记录，未报送税务机关。`,
  });
}

/** Gives a desk its windows, menu and tray, and closes it when the program ends. The application must be ready. */
export async function runShell(desk: Desk, options: ShellOptions): Promise<void> {
  const log = (text: string): void => options.log(text);
  const errors = { report: (incident: Parameters<typeof incidentLine>[0]) => log(incidentLine(incident)) };
  let trayFollows = (): void => {};
  const ports = new PortServer<CallContext>(new PeerServer(createRouter(errors), errors), (window) => ({ desk, window, origin: 'electron' }));
  const windows: DeskWindows = new DeskWindows({
    preload: options.preload, icon: join(options.icons, 'icon.png'),
    onOpened: (window) => { watchWindow(window, log); comforts.watch(window); },
    onClosed: (window) => ports.end(window.key),
  });
  const comforts = new Comforts(desk, windows, log, () => trayFollows());
  hardenSession(session.defaultSession, (contents) => windows.of(contents) !== null);
  serveApp(session.defaultSession, await listRendererFiles(rendererFolder()));
  answerPages(windows, comforts, (window, port) => ports.serve(window.key, port));
  watchHelpers(log);

  const failed = (error: unknown): void => log(`window failed: ${error instanceof Error ? error.message : 'unknown'}`);
  const newWindow = (): void => { windows.open().catch(failed); };
  const show = (): void => { windows.show().catch(failed); };
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(process.platform, app.isPackaged, {
    command: (command) => windows.command(command), newWindow,
    zoom: (change) => { if (windows.front) zoom(windows.front, change); },
    about: () => about(options.version), openLogs: () => { void system.openPath(app.getPath('logs')); },
    checkForUpdates: hasUpdateFeed(process.resourcesPath) ? () => { void loadUpdater().then(checkForUpdates); } : null,
  })));
  const tray = new Tray(nativeImage.createFromPath(join(options.icons, process.platform === 'darwin' ? 'trayTemplate.png' : 'tray.png')));
  tray.setToolTip('代理机构工作台');
  // Linux takes a change of a tray's menu only as a menu of its own.
  trayFollows = (): void => tray.setContextMenu(Menu.buildFromTemplate(trayTemplate({
    show, lock: () => windows.commandAll('lock'), quit: () => app.quit(),
  }, comforts.pages.anyOffers('lock'))));
  trayFollows();
  tray.on('click', show);

  app.on('second-instance', show);
  app.on('activate', show);
  app.on('window-all-closed', () => { app.quit(); });
  let closed = false;
  app.on('will-quit', (event) => {
    if (closed) return;
    event.preventDefault();
    closed = true;
    const patience = new Promise<void>((resolve) => { setTimeout(resolve, closePatienceMs).unref(); });
    const closing = desk.close().catch((error: unknown) => { log(`closing failed: ${error instanceof Error ? error.message : 'unknown'}`); });
    // Not in this turn: a desk without work closes while Electron is still inside `will-quit`, and would not hear a second quit.
    void Promise.race([Promise.all([closing, comforts.close()]), patience]).then(() => setImmediate(() => { tray.destroy(); app.quit(); }));
  });
  await windows.open();
}
