import { join } from 'node:path';
import log from 'electron-log/node';
import type { Incident } from '../../incidents/incident.ts';
import { incidentLine, reportToStderr } from '../../incidents/incident-log.ts';
import { keepLogFile } from '../log-file.ts';

export interface HostLog {
  /** Writes a sentence to the log file. */
  note(text: string): void;
  /** Writes an incident to the log file and shows it in the terminal. */
  report(incident: Incident): void;
}

/**
 * Starts the log file of the loopback host, `logs/desk.log` in the data folder. If it cannot be written, the terminal
 * says so once, and the host continues.
 * @param dataDir must exist
 */
export function startHostLog(dataDir: string): HostLog {
  const folder = join(dataDir, 'logs');
  let warned = false;
  // Only the logger's own errors come here; stdout is for the ready line.
  log.transports.console.level = false;
  log.transports.console.writeFn = () => {
    if (!warned) process.stderr.write(`日志写不进 ${folder}，工作台照常运行；请检查磁盘空间和文件夹权限。\n`);
    warned = true;
  };
  const note = keepLogFile(log, folder);
  process.on('uncaughtExceptionMonitor', (error, origin) => {
    note(`${origin}: ${error.stack ?? error.message}`);
  });
  return {
    note,
    report: (incident) => {
      note(incidentLine(incident));
      reportToStderr(incident);
    },
  };
}
