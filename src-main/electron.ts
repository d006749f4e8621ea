import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { app, dialog } from 'electron';
import { createDesk } from './desk.ts';
import { hardenApplication } from './shell/hardening.ts';
import { startLog } from './shell/log.ts';
import { registerAppScheme } from './shell/protocol.ts';
import { runShell } from './shell/shell.ts';

// Chromium and the desktop add switches of their own to the command line, so what is unknown is left alone.
const { values } = parseArgs({ args: process.argv.slice(app.isPackaged ? 1 : 2), options: { data: { type: 'string' }, world: { type: 'string' } }, strict: false, allowPositionals: true });
const given = typeof values.data === 'string' ? values.data : null;

app.setName('代理机构工作台');
// A Latin folder name: some backup programs and old file servers still spoil others.
app.setPath('userData', given === null ? join(app.getPath('appData'), 'agency-desk') : join(given, 'desktop'));
app.setAppLogsPath(join(app.getPath('userData'), 'logs'));
app.enableSandbox();
registerAppScheme();
hardenApplication();

// One program, one data folder: the second start shows the first one's window and ends.
if (!app.requestSingleInstanceLock()) {
  app.quit();
} else {
  const log = startLog(app.getPath('logs'), app.isPackaged);
  app.whenReady().then(async () => {
    app.setAppUserModelId('cn.agencydesk.workbench');
    const version = app.getVersion();
    const desk = await createDesk({ dataDir: given ?? join(app.getPath('userData'), 'data'), world: typeof values.world === 'string' ? values.world : null, host: 'electron', version });
    await runShell(desk, { version, preload: join(app.getAppPath(), 'out/preload/index.cjs'), icons: join(app.getAppPath(), 'resources/icons'), log });
  }).catch((error: unknown) => {
    log(`start failed: ${error instanceof Error ? error.stack ?? error.message : 'unknown'}`);
    dialog.showErrorBox('代理机构工作台没有启动', `${error instanceof Error && /[\u4e00-\u9fff]/.test(error.message) ? error.message : '启动时出了意外。'}\n详细情况记在日志里：${app.getPath('logs')}`);
    app.exit(1);
  });
}
