import { createHash } from 'node:crypto';
import { existsSync, lstatSync, readFileSync, renameSync, mkdirSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './child.mjs';
import { keepLog, noSpace, say, Stop } from './main.mjs';
import { cacheDir, modulesDir, root } from './project.mjs';
import { nodePackage, nodeToUse, projectNode } from './runtime.mjs';

/** Lies inside node_modules, so that `npm ci` removes it first: a broken-off install has none. */
const stampFile = join(modulesDir, '.installed-from');

/** @returns {string} */
function wanted() {
  const hash = createHash('sha256').update(readFileSync(join(root, 'package-lock.json')));
  return `${hash.digest('hex')} ${process.platform}-${process.arch}`;
}

/**
 * Whether node_modules is what package-lock.json asks for, by the stamp of the last install.
 * @returns {boolean}
 */
export function isInstalled() {
  if (isLink()) return true;
  return existsSync(stampFile) && readFileSync(stampFile, 'utf8') === wanted() && hasItsNode();
}

/** Whether the Node that the lockfile names for this platform is there; some platforms have none and use the one npm runs with. */
function hasItsNode() {
  const { optionalDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  return projectNode() !== null || !Object.hasOwn(optionalDependencies, nodePackage);
}

/** A linked node_modules belongs to another clone: never touched. */
function isLink() {
  return lstatSync(modulesDir, { throwIfNoEntry: false })?.isSymbolicLink() ?? false;
}

/**
 * Installs what package-lock.json names, or accepts what `npm install` by hand has already put there. Call it alone (lock.mjs).
 * @throws {Stop} no space, no registry, no permission, or npm failed
 */
export async function install() {
  if (isInstalled()) return;
  if (!matchesLockfile() || !hasItsNode()) {
    refuseSmallDisk();
    const started = Date.now();
    say('正在安装依赖，第一次大约需要一分钟……');
    moveRunningNodeAside();
    const npm = npmCommand();
    // No install script runs: npm would compile better-sqlite3 beside the build it brings, which needs Python and a compiler.
    const options = [
      'ci',
      '--ignore-scripts',
      '--include=dev',
      '--include=optional',
      '--prefer-offline',
      '--no-audit',
      '--no-fund',
      '--loglevel=error',
      '--fetch-retry-mintimeout=1000',
      '--fetch-retry-maxtimeout=8000',
      '--fetch-timeout=120000',
    ];
    const result = await run(npm.command, [...npm.args, ...options], {
      cwd: root,
      shell: npm.shell,
      limitMs: 20 * 60_000,
    });
    if (result.code !== 0) throw new Stop(installFailure(result));
    say(`依赖已装好，用时 ${Math.round((Date.now() - started) / 1000)} 秒。`);
  }
  await tryNode();
  await useHooks();
  writeFileSync(stampFile, wanted());
}

/**
 * An old Linux, or one that is not built on glibc, installs a Node.js that it cannot run.
 * @throws {Stop}
 */
async function tryNode() {
  const result = await run(nodeToUse(), ['--version'], { limitMs: 60_000 });
  if (result.code === 0) return;
  throw new Stop(
    `项目自带的 Node.js 在这台电脑上不能运行，系统可能太旧（Linux 需要 glibc 2.34 或更高版本），详情记在 ${keepLog('install', result.output)}。`,
  );
}

/**
 * One Chinese sentence for a failed npm run.
 * @param {{ output: string, timedOut: boolean, missing: boolean }} result
 * @returns {string}
 */
export function installFailure(result) {
  const text = result.output;
  if (result.missing) return '找不到 npm，请重新安装 Node.js（安装包自带 npm）后再试。';
  const log = keepLog('install', text);
  if (/ENOSPC|no space left on device/i.test(text)) return noSpace;
  if (result.timedOut) return `安装依赖超过 20 分钟没有完成，请检查网络后再试，详情记在 ${log}。`;
  if (
    /ENOTFOUND|ECONNREFUSED|ECONNRESET|ETIMEDOUT|EAI_AGAIN|ENETUNREACH|EHOSTUNREACH|ERR_SOCKET_TIMEOUT|CERT_|E50\d|network request to/i.test(
      text,
    )
  ) {
    return `连不上 npm 软件源，请检查网络和代理设置（npm config get registry）后再试，详情记在 ${log}。`;
  }
  if (/EACCES|EPERM|EROFS/.test(text))
    return `没有写入 node_modules 的权限，或其中的文件正被占用；请关闭正在运行的程序并检查文件夹权限后再试，详情记在 ${log}。`;
  if (/EUSAGE/.test(text)) return 'package-lock.json 与 package.json 不一致，请还原这两个文件后再试。';
  return `安装依赖失败，详情记在 ${log}，请按其中的提示处理后再试。`;
}

/** Commits of this clone go through .githooks; whoever has hooks of their own keeps them. No git, or no clone, is no failure. */
async function useHooks() {
  const own = await run('git', ['config', '--get', 'core.hooksPath'], { cwd: root, limitMs: 10_000 });
  if (own.code === 1 && existsSync(join(root, '.git')))
    await run('git', ['config', 'core.hooksPath', '.githooks'], { cwd: root, limitMs: 10_000 });
}

/** npm does not always notice that a file was cut off by a full disk; so there must be room before it starts. */
function refuseSmallDisk() {
  const { bavail, bsize } = statfsSync(root);
  const needed = existsSync(modulesDir) ? 200e6 : 1e9;
  if (bavail * bsize < needed) throw new Stop(noSpace);
}

/**
 * npm as it was started from, else the one on PATH.
 * @returns {{ command: string, args: string[], shell: boolean }}
 */
export function npmCommand() {
  const cli = process.env.npm_execpath;
  if (cli !== undefined && /npm-cli\.c?js$/.test(cli) && existsSync(cli)) {
    // Not our own Node when it lies in node_modules: that one is about to be removed.
    return { command: process.env.npm_node_execpath ?? process.execPath, args: [cli], shell: false };
  }
  return { command: 'npm', args: [], shell: process.platform === 'win32' };
}

/** Whether every package of the lockfile stands in node_modules in its version, as npm itself recorded. */
function matchesLockfile() {
  /** @type {{ packages: Record<string, { version?: string, optional?: boolean, devOptional?: boolean, peer?: boolean }> }} */
  let locked;
  /** @type {typeof locked} */
  let present;
  try {
    locked = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
    present = JSON.parse(readFileSync(join(modulesDir, '.package-lock.json'), 'utf8'));
  } catch {
    return false;
  }
  return Object.entries(locked.packages).every(([path, entry]) => {
    if (path === '') return true;
    const there = present.packages[path];
    if (there === undefined) return entry.optional === true || entry.devOptional === true;
    return there.version === entry.version;
  });
}

/** Windows does not let a running program be deleted, but lets it be renamed; npm would stop at our own node.exe. */
function moveRunningNodeAside() {
  if (process.platform !== 'win32' || !process.execPath.startsWith(modulesDir)) return;
  mkdirSync(cacheDir, { recursive: true });
  renameSync(process.execPath, join(cacheDir, `node-${process.pid}.old`));
}
