import { join } from 'node:path';
import log from 'electron-log/main';
import { redact } from '../incident-log.ts';

/** Size in bytes at which the log is put aside and begun anew; one old log is kept. */
const maxSize = 2 * 1024 * 1024;

/** Starts the log file of the desktop. Every entry is redacted on its way, so that no caller can forget it. */
export function startLog(folder: string, packaged: boolean): (text: string) => void {
  log.transports.file.resolvePathFn = () => join(folder, 'desk.log');
  log.transports.file.maxSize = maxSize;
  log.transports.file.level = 'info';
  log.transports.console.level = packaged ? false : 'info';
  log.transports.ipc.level = false;
  log.hooks.push((message) => ({ ...message, data: message.data.map((part: unknown) => redact(part instanceof Error ? part.stack ?? part.message : String(part))) }));
  return (text) => { log.info(text); };
}
