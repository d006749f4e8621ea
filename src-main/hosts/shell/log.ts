import log from 'electron-log/main';
import { keepLogFile } from '../log-file.ts';

/** Starts the log file of the desktop. */
export function startLog(folder: string, packaged: boolean): (text: string) => void {
  log.transports.console.level = packaged ? false : 'info';
  log.transports.ipc.level = false;
  return keepLogFile(log, folder);
}
