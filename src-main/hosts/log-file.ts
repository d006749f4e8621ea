import { join } from 'node:path';
import type { NodeLogger } from 'electron-log';
import { redact } from '../incidents/incident-log.ts';

/** Size in bytes at which the log is renamed to `desk.old.log` (the previous one is deleted) and begun again. */
const maxSize = 2 * 1024 * 1024;

/**
 * Gives a host its log file, `desk.log`. Every entry is redacted here, so that no caller can forget it. A folder that
 * cannot be written does not stop the host.
 * @param logger of electron-log, for Electron or for Node alone
 * @param folder created if it is missing
 * @returns a function that writes one entry
 */
export function keepLogFile(logger: NodeLogger, folder: string): (text: string) => void {
  const { file } = logger.transports;
  file.resolvePathFn = () => join(folder, 'desk.log');
  file.maxSize = maxSize;
  file.level = 'info';
  file.writeOptions = { flag: 'a', mode: 0o600, encoding: 'utf8' };
  logger.hooks.push((message) => ({
    ...message,
    data: message.data.map((part: unknown) =>
      redact(part instanceof Error ? (part.stack ?? part.message) : String(part)),
    ),
  }));
  return (text) => {
    logger.info(text);
  };
}
