import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './child.mjs';
import { keepLog, say } from './main.mjs';
import { cacheDir, modulesDir } from './project.mjs';
import { nodeToUse } from './runtime.mjs';

const failedFile = join(cacheDir, 'electron-failed.json');
const packageDir = join(modulesDir, 'electron');
/** A download that has brought nothing for so long is given up. */
const stallMs = 20_000;
const limitMs = 15 * 60_000;

const program = process.platform === 'darwin' ? 'Electron.app/Contents/MacOS/Electron' : process.platform === 'win32' ? 'electron.exe' : 'electron';

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
 * Whether fetching this version has failed before, so that the next start does not wait again.
 * @returns {boolean}
 */
export function hasFailedBefore() {
  try {
    return JSON.parse(readFileSync(failedFile, 'utf8')).version === electronVersion();
  } catch {
    return false;
  }
}

/**
 * Lets Electron's own installer fetch the binary. Gives up when nothing arrives for 20 seconds, and remembers that.
 * @returns {Promise<string | null>} path of the binary, or null
 */
export async function fetchElectron() {
  say('正在下载桌面程序组件 Electron（约 110 MB）……');
  const incoming = join(cacheDir, 'electron-incoming');
  mkdirSync(incoming, { recursive: true });
  let size = 0;
  let moved = Date.now();
  const result = await run(nodeToUse(), [join(packageDir, 'install.js')], {
    env: { ...process.env, TMPDIR: incoming, TMP: incoming, TEMP: incoming },
    limitMs,
    giveUp: () => {
      const now = sizeOf(incoming) + sizeOf(join(packageDir, 'dist'));
      if (now !== size) moved = Date.now();
      size = now;
      return Date.now() - moved > stallMs;
    },
  });
  rmSync(incoming, { recursive: true, force: true });
  const found = findElectron();
  if (found !== null) {
    rmSync(failedFile, { force: true });
    return found;
  }
  keepLog('electron', result.output || '没有收到任何数据');
  writeFileSync(failedFile, JSON.stringify({ version: electronVersion(), at: new Date().toISOString() }));
  return null;
}

/**
 * @param {string} folder
 * @returns {number} bytes in it
 */
function sizeOf(folder) {
  try {
    return readdirSync(folder, { recursive: true }).reduce((sum, name) => sum + (statSync(join(folder, String(name)), { throwIfNoEntry: false })?.size ?? 0), 0);
  } catch {
    return 0;
  }
}
