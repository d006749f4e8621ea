import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { app, dialog } from 'electron';
import { startFailure } from '../host-failure.ts';
import { asStoreRefusal } from '../../store/sqlite/refusals.ts';

/**
 * Reports why the program does not start: one Chinese line on standard error, the full error in the log, and a message
 * box. Then ends it with exit code 1.
 * @param log null if there is none yet
 */
export async function endWithFailure(error: unknown, log: ((text: string) => void) | null): Promise<void> {
  const ofStore =
    error instanceof Error && 'code' in error && String(error.code).startsWith('SQLITE_')
      ? asStoreRefusal(error)
      : null;
  const sentence = startFailure(ofStore ?? error, '桌面程序');
  process.stderr.write(`${sentence}\n`);
  log?.(`start failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
  if (log === null) lendProfile();
  await app.whenReady();
  dialog.showErrorBox(
    '代理机构工作台没有启动',
    log === null ? sentence : `${sentence}\n\n详细情况记在日志里：${app.getPath('logs')}`,
  );
  app.exit(1);
}

/** Chromium needs a folder while the message is shown; the requested folder may be the problem. */
function lendProfile(): void {
  const folder = mkdtempSync(join(tmpdir(), 'agency-desk-'));
  app.setPath('userData', folder);
  process.on('exit', () => {
    rmSync(folder, { recursive: true, force: true });
  });
}
