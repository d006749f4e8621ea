import { run } from './child.mjs';
import { isWholeProgram } from './program-file.mjs';

/** Debian's packages for what a bare system most often lacks; elsewhere the name of the library finds its package. */
const debianPackages = new Map([
  ['libnss3.so', 'libnss3'],
  ['libnssutil3.so', 'libnss3'],
  ['libsmime3.so', 'libnss3'],
  ['libnspr4.so', 'libnspr4'],
  ['libgtk-3.so.0', 'libgtk-3-0'],
  ['libgbm.so.1', 'libgbm1'],
  ['libasound.so.2', 'libasound2'],
  ['libatk-1.0.so.0', 'libatk1.0-0'],
  ['libatk-bridge-2.0.so.0', 'libatk-bridge2.0-0'],
  ['libcups.so.2', 'libcups2'],
  ['libdrm.so.2', 'libdrm2'],
  ['libxkbcommon.so.0', 'libxkbcommon0'],
  ['libatspi.so.0', 'libatspi2.0-0'],
  ['libpango-1.0.so.0', 'libpango-1.0-0'],
  ['libcairo.so.2', 'libcairo2'],
]);
export const broken =
  '桌面组件 Electron 的文件不完整，或者不是给这台电脑的处理器用的；请执行 npm start -- --electron 重新下载';

/**
 * @typedef {object} Ending how a desktop program ended that never showed
 * @property {number | null} code exit code; 128 + signal number when it died of a signal
 * @property {string} [error] code of the error when the system did not even start it
 * @property {string} output what it printed
 */

/**
 * Why the desktop did not start and what to do, as one Chinese sentence without its full stop.
 * @param {Ending} ending
 * @param {readonly string[]} [missing] libraries that the system lacks
 * @returns {{ sentence: string, broken: boolean }} `broken`: only another binary helps
 */
export function desktopFailure({ code, error, output }, missing = []) {
  const named = /error while loading shared libraries: (\S+?): cannot open/.exec(output)?.[1];
  const libraries = missing.length > 0 ? missing : named === undefined ? [] : [named];
  if (libraries.length > 0) {
    const packages = [
      ...new Set(libraries.map((name) => debianPackages.get(name) ?? '').filter((name) => name !== '')),
    ];
    return {
      sentence: `系统缺少桌面程序要用的 ${libraries.join('、')}，请让管理员安装${packages.length > 0 ? `（Debian、Ubuntu：${packages.join(' ')}）` : '后再试'}`,
      broken: false,
    };
  }
  // The owner may mark it as a program again, but what else was lost on the way nobody knows.
  if (error === 'EACCES')
    return { sentence: '桌面组件 Electron 没有执行权限；请执行 npm start -- --electron 重新下载', broken: true };
  // -86 is macOS's "bad CPU type"; ENOENT for a file that is there means a loader of another system.
  if (error !== undefined) return { sentence: broken, broken: true };
  if (
    /exec format error|cannot execute|file too short|invalid ELF header|ELF file|not a valid Win32|Syntax error: /i.test(
      output,
    )
  )
    return { sentence: broken, broken: true };
  if (/No usable sandbox|SUID sandbox helper|setuid_sandbox/i.test(output)) {
    return {
      sentence:
        '系统不允许桌面程序使用沙箱；请让管理员允许普通用户使用 user namespace（kernel.unprivileged_userns_clone、AppArmor）后再试',
      broken: false,
    };
  }
  if (
    /Missing X server|cannot open display|Unable to open X display|Failed to connect to Wayland|ozone_platform/i.test(
      output,
    )
  ) {
    return { sentence: '桌面程序连不上显示；请在本机的桌面里启动', broken: false };
  }
  // SIGBUS, SIGSEGV, SIGILL without a word: the file ends before its own end, or is for another processor.
  if ([135, 138, 139, 132].includes(code ?? 0) && output.trim() === '') return { sentence: broken, broken: true };
  const last = output.trim().split('\n').at(-1) ?? '';
  return {
    sentence: `桌面程序没能启动（退出码 ${code}）${last === '' ? '' : `，它最后说的是：${last.slice(0, 200)}`}`,
    broken: false,
  };
}

/**
 * Whether Electron's binary runs at all; no window is opened.
 * @param {string} file
 * @returns {Promise<{ sentence: string, broken: boolean } | null>} null: it does
 */
export async function electronFault(file) {
  if (!isWholeProgram(file)) return { sentence: broken, broken: true };
  // Told to print its version, it needs no display; what it lacks shows all the same.
  const { code, error, output } = await run(file, ['--version'], {
    limitMs: 20_000,
    env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
  });
  if (code === 0 && /^v?\d+\.\d+/m.test(output)) return null;
  return desktopFailure({ code, output, ...(error === undefined ? {} : { error }) }, await missingLibraries(file));
}

/**
 * @param {string} file
 * @returns {Promise<string[]>} libraries that Linux's loader does not find for it; elsewhere none
 */
export async function missingLibraries(file) {
  if (process.platform !== 'linux') return [];
  // What ldd does, without ldd.
  const { output } = await run(file, [], { limitMs: 20_000, env: { ...process.env, LD_TRACE_LOADED_OBJECTS: '1' } });
  return [...output.matchAll(/^\s*(\S+) => not found$/gm)].map(([, name = '']) => name);
}
