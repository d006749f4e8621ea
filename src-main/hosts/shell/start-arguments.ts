import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { UsageError } from '../host-options.ts';

/** What a start of the desktop was asked for. */
export interface StartArguments {
  /** Absolute path of the data folder, or null: the usual place. */
  data: string | null;
  /** As typed; whether there is such a world is the desk's to say. */
  world: string | null;
  /** Absolute path of a backup file that was opened with the program. */
  backup: string | null;
}

/** As one start tells another: nothing in it is believed unseen. */
export const startArgumentsSchema = z.object({
  data: z.string().max(4_096).nullable(),
  world: z.string().max(200).nullable(),
  backup: z.string().max(4_096).nullable(),
});

/** Whether a file is one that the program is opened with. */
export const isBackupFile = (path: string): boolean => path.toLowerCase().endsWith('.deskbackup');

/**
 * Reads the arguments of the desktop. Chromium and the desktop add switches of their own to the command line, so what is unknown is left alone.
 * @param argv without the program, and without the application's folder where that is named
 * @param cwd where relative paths begin: the working directory of whoever typed them
 * @throws UsageError an option without its value
 */
export function readStartArguments(argv: readonly string[], cwd: string): StartArguments {
  const { values, positionals } = parseArgs({
    args: [...argv],
    options: { data: { type: 'string' }, world: { type: 'string' } },
    strict: false,
    allowPositionals: true,
  });
  const value = (name: 'data' | 'world', missing: string): string | null => {
    const given = values[name];
    if (given === undefined) return null;
    if (typeof given !== 'string' || given === '' || given.startsWith('--')) throw new UsageError(missing);
    return given;
  };
  const data = value('data', '--data 后面要写数据文件夹。');
  const backup = positionals.find(isBackupFile);
  return {
    data: data === null ? null : resolve(cwd, data),
    world: value('world', '--world 后面要写演示环境的名称，例如 demo。'),
    backup: backup === undefined ? null : resolve(cwd, backup),
  };
}
