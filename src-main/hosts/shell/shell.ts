import { join } from 'node:path';
import { app, Menu, nativeImage, session, shell as system, Tray } from 'electron';
import { PeerServer } from '../../api/peer.ts';
import type { Desk } from '../../desk/desk.ts';
import { incidentLine } from '../../incidents/incident-log.ts';
import { listRendererFiles, rendererFolder } from '../renderer-files.ts';
import { admitUnread } from '../../api/admit-unread.ts';
import { createRouter, type CallContext } from '../../api/router.ts';
import { Comforts } from './comforts.ts';
import { watchHelpers, watchWindow } from './crashes.ts';
import { hardenSession } from './hardening.ts';
import { menuTemplate, trayTemplate } from './menu.ts';
import { PortServer } from './port-server.ts';
import type { Ending } from './ending.ts';
import { viteAddress } from './development.ts';
import { serveApp, serveVite } from './protocol.ts';
import { Saving } from './saving.ts';
import { answerPages, zoom } from './requests.ts';
import { Openings } from './second-start.ts';
import type { StartArguments } from './start-arguments.ts';
import { Unsaved } from './unsaved.ts';
import { checkForUpdates, hasUpdateFeed, loadUpdater } from './updates.ts';
import { DeskWindows } from './windows.ts';

export interface ShellOptions {
  version: string;
  /** Path of the built preload. */
  preload: string;
  /** Folder of the icons. */
  icons: string;
  log(text: string): void;
  ending: Ending;
  /** Receives requests of other starts and opened files from now on. */
  openings(answer: (opening: Pick<StartArguments, 'world' | 'backup'>) => void): void;
}

/** Gives a desk its windows, menu and tray, and closes it when the program ends. Call when the application is ready. */
export async function runShell(desk: Desk, options: ShellOptions): Promise<void> {
  const log = (text: string): void => options.log(text);
  const errors = { report: (incident: Parameters<typeof incidentLine>[0]) => log(incidentLine(incident)) };
  let trayFollows = (): void => {};
  const ports = new PortServer<CallContext>(new PeerServer(createRouter(errors), errors, admitUnread), (window) => ({
    desk,
    window,
    origin: 'electron',
  }));
  const { ending } = options;
  const unsaved = new Unsaved(ending, log);
  const windows: DeskWindows = new DeskWindows({
    preload: options.preload,
    icon: join(options.icons, 'icon.png'),
    onOpened: (window) => {
      watchWindow(window, log);
      unsaved.watch(window);
      comforts.watch(window);
      // When Windows ends the user's session, it ends the program a few seconds later.
      window.browser.on('session-end', () => ending.now('session end'));
    },
    onClosed: (window) => ports.end(window.key),
  });
  const comforts = new Comforts(desk, windows, log, () => trayFollows());
  hardenSession(session.defaultSession, (contents) => windows.of(contents) !== null);
  if (viteAddress === null) serveApp(session.defaultSession, await listRendererFiles(rendererFolder()));
  else serveVite(session.defaultSession, viteAddress);
  const openings = new Openings(desk, windows);
  answerPages(windows, {
    servePort: (window, port) => ports.serve(window.key, port),
    reportUnsaved: (window, what) => unsaved.report(window, what),
    takeBackup: () => openings.takeBackup(),
    backupPiece: (at, length) => openings.backupPiece(at, length),
    saving: new Saving(),
    comforts,
  });
  watchHelpers(log);

  const failed = (error: unknown): void => log(`window failed: ${error instanceof Error ? error.message : 'unknown'}`);
  // Nothing opens on a desk that is closing.
  const newWindow = (): void => {
    if (!ending.begun) windows.open().catch(failed);
  };
  const show = (): void => {
    if (!ending.begun) windows.show().catch(failed);
  };
  Menu.setApplicationMenu(
    Menu.buildFromTemplate(
      menuTemplate(process.platform, app.isPackaged, {
        command: (command) => windows.command(command),
        newWindow,
        zoom: (change) => {
          if (windows.front) zoom(windows.front, change);
        },
        about: () => {
          if (!ending.begun) windows.show().then(() => windows.command('about'), failed);
        },
        openLogs: () => {
          void system.openPath(app.getPath('logs'));
        },
        checkForUpdates: hasUpdateFeed(process.resourcesPath)
          ? () => {
              void loadUpdater().then(checkForUpdates);
            }
          : null,
      }),
    ),
  );
  const tray = new Tray(
    nativeImage.createFromPath(join(options.icons, process.platform === 'darwin' ? 'trayTemplate.png' : 'tray.png')),
  );
  tray.setToolTip('代理机构工作台');
  // Linux accepts a change of a tray's menu only as a new menu.
  trayFollows = (): void => {
    // The tray goes first, then the windows that the program's end closes.
    if (tray.isDestroyed()) return;
    tray.setContextMenu(
      Menu.buildFromTemplate(
        trayTemplate(
          {
            show,
            lock: () => windows.commandAll('lock'),
            quit: () => app.quit(),
          },
          comforts.pages.anyOffers('lock'),
        ),
      ),
    );
  };
  trayFollows();
  tray.on('click', show);

  app.on('activate', show);
  app.on('window-all-closed', () => {
    app.quit();
  });
  ending.windows(
    () => unsaved.saveAll(),
    () => tray.destroy(),
  );
  ending.closes(async () => {
    await Promise.all([desk.close(), comforts.close()]);
  });
  await windows.open();
  options.openings((opening) => {
    if (!ending.begun) openings.answer(opening).catch(failed);
  });
}
