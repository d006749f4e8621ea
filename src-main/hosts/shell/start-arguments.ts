import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { UsageError } from '../host-options.ts';

/** What a start of the desktop was asked for. */
export interface StartArguments {
  /** Absolute path of the data folder, or null: the default place. */
  data: string | null;
  /** As typed; the desk checks whether there is such a world. */
  world: string | null;
  /** Absolute path of a backup file that was opened with the program. */
  backup: string | null;
}

/** The message of one start to another; its content is checked, never trusted. */
export const startArgumentsSchema = z.object({
  data: z.string().max(4_096).nullable(),
  world: z.string().max(200).nullable(),
  backup: z.string().max(4_096).nullable(),
});

/** Whether the program can be opened with this file. */
export const isBackupFile = (path: string): boolean => path.toLowerCase().endsWith('.deskbackup');

/**
 * Reads the arguments of the desktop. Chromium and the desktop add switches of their own to the command line, so
 * unknown arguments are ignored.
 * @param argv without the program, and without the application's folder if it is named
 * @param cwd base of relative paths: the user's working directory
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
