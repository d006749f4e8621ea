import { join } from 'node:path';
import { app, dialog, powerMonitor } from 'electron';
import { createDesk } from '../../desk/create-desk.ts';
import { incidentLine } from '../../incidents/incident-log.ts';
import { defaultDataDir, formerDesktopDir } from '../data-folder.ts';
import { settleDataFolder } from '../../desk/former-place.ts';
import { takeTheme } from './appearance.ts';
import { keepCrashDumps, pruneCrashDumps } from './crash-dumps.ts';
import { Ending, endOnSignals } from './ending.ts';
import { hardenApplication } from './hardening.ts';
import { startLog } from './log.ts';
import { carryProfile, prepareProfile, profileFolder } from './profile-folder.ts';
import { registerAppScheme } from './protocol.ts';
import { runShell } from './shell.ts';
import { isBackupFile, readStartArguments, startArgumentsSchema, type StartArguments } from './start-arguments.ts';
import { endWithFailure } from './start-failure.ts';

type Log = (text: string) => void;

/** Starts the desktop program. Reports every failure, also of the arguments, in Chinese. */
export async function startDesktop(): Promise<void> {
  let log: Log | null = null;
  // First of all, so that an end works however early it comes.
  const ending = new Ending((text) => log?.(text));
  endOnSignals(ending);
  try {
    app.setName('代理机构工作台');
    const given = readStartArguments(process.argv.slice(app.isPackaged ? 1 : 2), process.cwd());
    const profile = profileFolder(given.data ?? defaultDataDir());
    prepareProfile(profile);
    app.setPath('userData', profile);
    app.setAppLogsPath(join(profile, 'logs'));
    const dumps = keepCrashDumps(profile);
    app.enableSandbox();
    registerAppScheme();
    hardenApplication();
    // One program per data folder: the second start passes its request on and ends.
    if (!app.requestSingleInstanceLock(given)) {
      process.stderr.write('程序已经打开，已转到它的窗口。\n');
      app.exit(0);
      return;
    }
    if (given.data === null) carryProfile(formerDesktopDir(), profile);
    const started = (log = startLog(app.getPath('logs'), app.isPackaged));
    const openings = collectOpenings(given);
    await app.whenReady();
    endOnSignals(ending);
    void pruneCrashDumps(dumps);
    await run(given, { ending, log: started, openings });
  } catch (error) {
    // An end during the start closes things that the start needs: this is no failure to report.
    if (!ending.begun) await endWithFailure(error, log);
  }
}

/** Requests of other starts and opened files from before there is a window for them. */
interface PendingOpenings {
  /** @param answer receives the collected requests, and all later ones */
  to(answer: (opening: Pick<StartArguments, 'world' | 'backup'>) => void): void;
}

function collectOpenings(given: StartArguments): PendingOpenings {
  let answer: ((opening: Pick<StartArguments, 'world' | 'backup'>) => void) | null = null;
  const waiting: Pick<StartArguments, 'world' | 'backup'>[] =
    given.backup === null ? [] : [{ world: null, backup: given.backup }];
  const take = (opening: Pick<StartArguments, 'world' | 'backup'>): void => {
    if (answer) answer(opening);
    else waiting.push(opening);
  };
  app.on('second-instance', (_event, _argv, _cwd, handed) => {
    const parsed = startArgumentsSchema.safeParse(handed);
    take(parsed.success ? parsed.data : { world: null, backup: null });
  });
  // macOS opens files this way, also before the application is ready.
  app.on('open-file', (event, path) => {
    event.preventDefault();
    if (isBackupFile(path)) take({ world: null, backup: path });
  });
  return {
    to: (next) => {
      answer = next;
      for (const opening of waiting.splice(0)) next(opening);
    },
  };
}

async function run(
  given: StartArguments,
  { ending, log, openings }: { ending: Ending; log: Log; openings: PendingOpenings },
): Promise<void> {
  app.setAppUserModelId('cn.agencydesk.workbench');
  takeTheme();
  // Electron passes an event that delays the shutdown until the program has ended; its type declaration omits the event.
  const onShutdown = (event?: Electron.Event): void => {
    event?.preventDefault();
    ending.now('system shutdown');
  };
  powerMonitor.on('shutdown', onShutdown);
  const { dataDir, notice } =
    given.data === null
      ? await settleDataFolder(defaultDataDir(), join(formerDesktopDir(), 'data'))
      : { dataDir: given.data, notice: null };
  if (ending.begun) return;
  const version = app.getVersion();
  const opening = createDesk({
    dataDir,
    world: given.world,
    host: 'electron',
    version,
    report: (incident) => log(incidentLine(incident)),
  });
  ending.closes(async () => {
    await (await opening).close();
  });
  const desk = await opening;
  if (ending.begun) return;
  await runShell(desk, {
    version,
    preload: join(app.getAppPath(), 'out/preload/index.cjs'),
    icons: join(app.getAppPath(), 'resources/icons'),
    log,
    ending,
    openings: openings.to,
  });
  if (notice !== null) {
    log(notice);
    process.stderr.write(`${notice}\n`);
    await dialog.showMessageBox({
      type: 'info',
      title: '代理机构工作台',
      message: '机构数据的位置',
      detail: notice,
      buttons: ['知道了'],
      noLink: true,
    });
  }
}
