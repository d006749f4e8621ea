import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { modulesDir } from './project.mjs';

/**
 * The Node.js 24 that the project brings along (npm package `node`).
 * @returns {string | null} null when it is not installed
 */
export function projectNode() {
  const file = join(modulesDir, 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  return existsSync(file) ? file : null;
}

/**
 * Path of the project's Node for starting a program with it.
 * @returns {string} this process's own when the project's is missing
 */
export function nodeToUse() {
  return projectNode() ?? process.execPath;
}

/**
 * Environment in which `node` and the project's tools are the project's own.
 * @param {NodeJS.ProcessEnv} [extra]
 * @returns {NodeJS.ProcessEnv}
 */
export function toolEnvironment(extra = {}) {
  const name = Object.keys(process.env).find((key) => key.toUpperCase() === 'PATH') ?? 'PATH';
  return { ...process.env, [name]: `${join(modulesDir, '.bin')}${delimiter}${process.env[name] ?? ''}`, ...extra };
}
