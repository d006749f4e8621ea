import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './child.mjs';
import { keepLog, say, Stop } from './main.mjs';
import { cacheDir, modulesDir } from './project.mjs';
import { nodeToUse } from './runtime.mjs';

const failedFile = join(cacheDir, 'electron-failed.json');
const packageDir = join(modulesDir, 'electron');
/** A download that has brought nothing for so long is given up. */
const stallMs = 20_000;
const limitMs = 15 * 60_000;

const program =
  process.platform === 'darwin'
    ? 'Electron.app/Contents/MacOS/Electron'
    : process.platform === 'win32'
      ? 'electron.exe'
      : 'electron';

/**
 * Electron's binary, if one is on this machine.
 * @returns {string | null}
 */
export function findElectron() {
  const dist = process.env.ELECTRON_OVERRIDE_DIST_PATH || join(packageDir, 'dist');
  const file = join(dist, program);
  // path.txt is written last: without it, an unpacked dist is only half there.
  const whole = Boolean(process.env.ELECTRON_OVERRIDE_DIST_PATH) || existsSync(join(packageDir, 'path.txt'));
  return whole && existsSync(file) ? file : null;
}

/** @returns {string} */
function electronVersion() {
  return String(JSON.parse(readFileSync(join(packageDir, 'package.json'), 'utf8')).version);
}

/**
 * The mirror that the user named: by an argument, by npm's setting, or by the environment, in this order; Electron's installer reads the same names.
 * @param {string} [argument] of `--electron-mirror`
 * @returns {string} with its last slash; empty: none is named
 * @throws {Stop} it is no http address
 */
export function electronMirror(argument) {
  const { env } = process;
  const named =
    argument ?? (env.npm_config_electron_mirror || env.NPM_CONFIG_ELECTRON_MIRROR || env.ELECTRON_MIRROR || '');
  if (argument === undefined && named === '') return '';
  if (!/^https?:$/.test(URL.parse(named)?.protocol ?? '')) {
    throw new Stop(
      'Electron 镜像的网址不对，要以 https:// 开头、以版本文件夹的上一级结尾；请改正 --electron-mirror 或 ELECTRON_MIRROR 后再试。',
      2,
    );
  }
  // The installer writes version and file name straight behind it.
  return named.endsWith('/') ? named : `${named}/`;
}

/**
 * Whether fetching this version from this place has failed before, so that the next start does not wait again.
 * @param {string} mirror as {@link electronMirror} gives it
 * @returns {boolean}
 */
export function hasFailedBefore(mirror) {
  try {
    const failed = JSON.parse(readFileSync(failedFile, 'utf8'));
    return failed.version === electronVersion() && (failed.mirror ?? '') === placeOf(mirror);
  } catch {
    return false;
  }
}

/**
 * Lets Electron's own installer fetch the binary, which checks it against the checksums that the package brings. Gives up when nothing
 * arrives for a while, and remembers that.
 * @param {{ mirror?: string, anew?: boolean, stallMs?: number }} [options] `anew`: removes the binary that is there; `stallMs`: 20 seconds
 * @returns {Promise<string | null>} path of the binary, or null after one sentence that says why, and what to do
 */
export async function fetchElectron(options = {}) {
  const mirror = options.mirror ?? '';
  const place = placeOf(mirror);
  say(`正在从 ${place || '官方发布页'} 下载桌面程序组件 Electron（约 110 MB）……`);
  if (options.anew)
    for (const name of ['dist', 'path.txt']) rmSync(join(packageDir, name), { recursive: true, force: true });
  const incoming = join(cacheDir, 'electron-incoming');
  mkdirSync(incoming, { recursive: true });
  let size = 0;
  let moved = Date.now();
  const result = await run(nodeToUse(), [join(packageDir, 'install.js')], {
    // Node's own fetch asks HTTP_PROXY and its like only when told to.
    env: {
      ...process.env,
      NODE_USE_ENV_PROXY: '1',
      ...(mirror === '' ? {} : { npm_config_electron_mirror: mirror }),
      TMPDIR: incoming,
      TMP: incoming,
      TEMP: incoming,
    },
    limitMs,
    giveUp: () => {
      const now = sizeOf(incoming) + sizeOf(join(packageDir, 'dist'));
      if (now !== size) moved = Date.now();
      size = now;
      return Date.now() - moved > (options.stallMs ?? stallMs);
    },
  });
  rmSync(incoming, { recursive: true, force: true });
  const found = findElectron();
  if (found !== null) {
    rmSync(failedFile, { force: true });
    return found;
  }
  // An address may hold a name and a password.
  keepLog('electron', (result.output || '没有收到任何数据').replace(/\/\/[^/\s@]*@/g, '//…@'));
  writeFileSync(
    failedFile,
    JSON.stringify({ version: electronVersion(), mirror: place, at: new Date().toISOString() }),
  );
  say(
    `${downloadFailure(result)}请用 npm start -- --electron-mirror 网址 指定一个镜像（node_modules/electron/README.md 的 Mirrors 一节列有国内镜像；也可以设置环境变量 ELECTRON_MIRROR），或在网络好时用 npm start -- --electron 重试。`,
  );
  return null;
}

/**
 * Why the installer brought nothing, as the first half of a Chinese sentence.
 * @param {{ output: string, timedOut: boolean }} result
 * @returns {string}
 */
export function downloadFailure({ output, timedOut }) {
  if (timedOut) return '桌面组件 Electron 下载中断：对方长时间没有发来数据。';
  if (/ENOSPC|no space left/i.test(output)) return '磁盘空间不足，放不下桌面组件 Electron，请先腾出 1 GB。';
  if (/checksum|sumcheck/i.test(output)) return '下载到的桌面组件 Electron 与校验值不符，已丢弃，这个来源不可用。';
  const status = /Response code (\d{3})/.exec(output)?.[1];
  if (status !== undefined)
    return `桌面组件 Electron 下载不到：对方回答 ${status}${status === '404' ? '，没有这个版本' : ''}。`;
  if (/fetch failed|ENOTFOUND|ECONNREFUSED|ECONNRESET|ETIMEDOUT|EAI_AGAIN|ENETUNREACH|terminated|CERT_/i.test(output))
    return '桌面组件 Electron 下载不到：连接失败或中断。';
  return `桌面组件 Electron 没有装好，详情记在 ${join(cacheDir, 'electron.log')}。`;
}

/**
 * What of a mirror's address may be shown and kept.
 * @param {string} mirror
 */
function placeOf(mirror) {
  return mirror === '' ? '' : (URL.parse(mirror)?.host ?? '');
}

/**
 * @param {string} folder
 * @returns {number} bytes in it
 */
function sizeOf(folder) {
  try {
    return readdirSync(folder, { recursive: true }).reduce(
      (sum, name) => sum + (statSync(join(folder, String(name)), { throwIfNoEntry: false })?.size ?? 0),
      0,
    );
  } catch {
    return 0;
  }
}
