import { existsSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { Stop } from './main.mjs';
import { modulesDir } from './project.mjs';

/** Node-API of the encrypted store's binary; Node.js has it since 22.14. */
const napi = 10;

/**
 * npm package that holds nothing but Node.js 24 for this platform. The project names those that there are as `optionalDependencies`, so
 * that npm takes the one that fits, checked against the lockfile, with no script run.
 */
export const nodePackage = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`;

/**
 * The Node.js 24 that the project brings along.
 * @returns {string | null} null when it is not installed, or there is none for this platform
 */
export function projectNode() {
  const file = join(modulesDir, nodePackage, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  return existsSync(file) ? file : null;
}

/**
 * Path of the Node to run programs with: the project's, else this process's own where it is new enough.
 * @returns {string}
 * @throws {Stop} neither will do
 */
export function nodeToUse() {
  const own = projectNode();
  if (own !== null) return own;
  if (Number(process.versions.napi) >= napi) return process.execPath;
  throw new Stop(
    `这台电脑上没有项目自带的 Node.js，当前的 ${process.versions.node} 又太旧，请安装 Node.js 24 后再试。`,
  );
}

/**
 * Environment in which `node` and the project's tools are the project's own.
 * @param {NodeJS.ProcessEnv} [extra]
 * @returns {NodeJS.ProcessEnv}
 */
export function toolEnvironment(extra = {}) {
  const name = Object.keys(process.env).find((key) => key.toUpperCase() === 'PATH') ?? 'PATH';
  return {
    ...process.env,
    [name]: [dirname(nodeToUse()), join(modulesDir, '.bin'), process.env[name] ?? ''].join(delimiter),
    ...extra,
  };
}
