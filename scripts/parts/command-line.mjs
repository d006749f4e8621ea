import { parseArgs } from 'node:util';
import { Stop } from './main.mjs';

/** Every command has it. @type {{ type: 'boolean' }} */
const help = { type: 'boolean' };

/**
 * What stands behind a command's name. Whatever the command does not know ends it with one sentence (exit code 2).
 * @template {import('node:util').ParseArgsOptionsConfig} Options
 * @param {string[]} argv
 * @param {Options} options beside `--help`
 * @param {{ allowPositionals?: boolean }} [how]
 */
export function readArguments(argv, options, { allowPositionals = false } = {}) {
  try {
    return parseArgs({ args: argv, allowPositionals, options: { ...options, help } });
  } catch (error) {
    const word = error instanceof Error ? (/'([^']+)'/.exec(error.message)?.[1] ?? '') : '';
    throw new Stop(`参数“${word}”不对，请用 --help 查看可用的参数。`, 2);
  }
}

/**
 * @param {string} option as it is written
 * @param {string} text
 * @returns {number} a whole number above zero
 */
export function wholeNumber(option, text) {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1) throw new Stop(`${option} 应为正整数。`, 2);
  return number;
}
