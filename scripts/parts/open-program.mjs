import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { runProgram } from './child.mjs';
import { readArguments } from './command-line.mjs';
import { broken, desktopFailure, electronFault, missingLibraries } from './desktop-failure.mjs';
import { hasDisplay } from './display.mjs';
import { electronMirror, fetchElectron, findElectron, hasFailedBefore } from './electron.mjs';
import { alone } from './lock.mjs';
import { say, Stop } from './main.mjs';
import { prepare } from './prepare.mjs';
import { hostEntry, hostFlags, root } from './project.mjs';
import { isWholeProgram } from './program-file.mjs';
import { nodeToUse } from './runtime.mjs';

const help = `用法：npm start -- [选项]

安装、构建并打开代理机构工作台。有桌面组件 Electron 时打开桌面程序，否则在默认浏览器中打开。

  --world 名称   打开演示环境，例如 demo
  --data 文件夹  数据存放的文件夹，默认在用户数据目录下
  --port 端口    浏览器方式使用的端口，0 表示自动选择；给出后用浏览器方式打开
  --no-open      用浏览器方式，只打印地址，不打开浏览器
  --browser      用浏览器方式打开，即使有桌面组件
  --electron     用桌面方式打开；之前下载桌面组件失败，或它的文件已损坏时重新下载
  --electron-mirror 网址  从这个镜像下载桌面组件（node_modules/electron/README.md 的 Mirrors 一节列有国内镜像）；
                 也可以写在环境变量 ELECTRON_MIRROR 里
  --help         显示本说明
`;

/**
 * `npm start`: the desktop application where it can run, else the loopback host and the default browser.
 * @param {string[]} argv
 * @returns {Promise<number>} exit code of the program
 */
export async function openProgram(argv) {
  const options = optionsOf(argv, {
    browser: { type: 'boolean' },
    electron: { type: 'boolean' },
    'electron-mirror': { type: 'string' },
  });
  if (options.help) {
    process.stdout.write(help);
    return 0;
  }
  const mirror = electronMirror(
    typeof options['electron-mirror'] === 'string' ? options['electron-mirror'] : undefined,
  );
  await prepare();
  const electron = await chooseElectron(options, mirror);
  if (electron !== null) {
    const { code, failure } = await runDesktop(electron, [root, ...passedOn(options, ['world', 'data'])]);
    if (failure === null) return code;
    say(`${failure}。${options.electron ? '' : useBrowser}`);
    if (options.electron) return code;
  }
  return openInBrowser(options);
}

/** What every change from the desktop to the browser says. */
const useBrowser = '现在改用浏览器打开，数据与桌面程序是同一份。';

/**
 * Runs the desktop to its end. It counts as not started when it ends badly within seconds, before any window shows: libraries that the
 * system lacks, a sandbox that it does not allow, a broken file.
 * @param {string} electron
 * @param {string[]} args
 * @returns {Promise<{ code: number, failure: string | null }>} `failure`: why it did not start
 */
export async function runDesktop(electron, args) {
  if (!isWholeProgram(electron)) return { code: 1, failure: broken };
  const started = Date.now();
  let output = '';
  try {
    const code = await runProgram(electron, args, {
      onError: (text) => {
        output = (output + text).slice(-8000);
      },
    });
    if (code === 0 || code === 130 || code === 143 || Date.now() - started > 5000) return { code, failure: null };
    return { code, failure: desktopFailure({ code, output }, await missingLibraries(electron)).sentence };
  } catch (error) {
    const name = error instanceof Error && 'code' in error ? String(error.code) : '';
    return { code: 1, failure: desktopFailure({ code: null, error: name, output }).sentence };
  }
}

/**
 * `npm run host`: the loopback host alone; its ready line is all that stdout gets.
 * @param {string[]} argv
 * @returns {Promise<number>} exit code of the host
 */
export async function openHost(argv) {
  const options = optionsOf(argv, {});
  if (options.help) {
    process.stdout.write(readFileSync(join(root, 'src-main', 'hosts', 'web', 'host-help.txt'), 'utf8'));
    return 0;
  }
  await prepare();
  return runProgram(
    nodeToUse(),
    [...hostFlags, hostEntry, ...passedOn(options, ['world', 'data', 'port', 'no-open'])],
    { channel: true },
  );
}

/**
 * @typedef {Record<string, string | boolean | undefined>} Options
 */

/**
 * @param {string[]} argv
 * @param {Record<string, { type: 'boolean' | 'string' }>} more
 * @returns {Options}
 */
function optionsOf(argv, more) {
  /** @type {Options} */
  const values = {
    ...readArguments(argv, {
      world: { type: 'string' },
      data: { type: 'string' },
      port: { type: 'string' },
      'no-open': { type: 'boolean' },
      ...more,
    }).values,
  };
  // npm runs scripts in the project's folder; a path is meant from where the user stands.
  if (typeof values.data === 'string' && values.data !== '')
    values.data = resolve(process.env.INIT_CWD ?? process.cwd(), values.data);
  return values;
}

/**
 * @param {Options} options
 * @param {string[]} names
 * @returns {string[]} the same options as arguments
 */
function passedOn(options, names) {
  return names.flatMap((name) => {
    const value = options[name];
    if (value === undefined) return [];
    return typeof value === 'string' ? [`--${name}=${value}`] : [`--${name}`];
  });
}

/**
 * @param {Options} options
 * @param {string} mirror as the user named it
 * @returns {Promise<string | null>} Electron's binary, or null after saying in one sentence why not
 */
async function chooseElectron(options, mirror) {
  const asked = options.electron === true || options['electron-mirror'] !== undefined;
  if (!asked && (options.browser || options['no-open'] || options.port !== undefined)) return null;
  if (!hasDisplay() || (process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY)) {
    say('没有可用的桌面显示（远程登录，或没有图形界面），改用本机网页方式，数据与桌面程序是同一份。');
    return null;
  }
  if (process.platform === 'linux' && process.getuid?.() === 0) {
    say(`以 root 身份不能安全地打开桌面程序，请改用普通用户执行 npm start。${useBrowser}`);
    return null;
  }
  const found = findElectron();
  // Only when asked for: the question takes a fifth of a second.
  const fault = found !== null && asked ? await electronFault(found) : null;
  if (found !== null && !fault?.broken) return found;
  if (fault !== null && process.env.ELECTRON_OVERRIDE_DIST_PATH)
    throw new Stop(`ELECTRON_OVERRIDE_DIST_PATH 指的桌面组件不能用，请改正或去掉这个环境变量后再试。`);
  if (hasFailedBefore(mirror) && !asked) {
    say(`没有桌面组件 Electron，要重新下载它，请执行 npm start -- --electron。${useBrowser}`);
    return null;
  }
  const fetched = await alone(
    async () => (fault === null ? findElectron() : null) ?? (await fetchElectron({ mirror, anew: fault !== null })),
  );
  if (fetched === null) say(useBrowser);
  return fetched;
}

/**
 * @param {Options} options
 * @returns {Promise<number>}
 */
async function openInBrowser(options) {
  const opens = !options['no-open'] && hasDisplay();
  const args = passedOn({ ...options, 'no-open': opens ? undefined : true }, ['world', 'data', 'port', 'no-open']);
  if (!existsSync(hostEntry)) throw new Stop('构建结果不完整，请删除 out 文件夹后再试。');
  return runProgram(nodeToUse(), [...hostFlags, hostEntry, ...args], {
    channel: true,
    onLine: (line) => {
      const url = readyUrl(line);
      if (url === null) process.stdout.write(`${line}\n`);
      else
        process.stdout.write(
          `代理机构工作台已就绪，${opens ? '正在打开浏览器；没有看到时' : ''}请在浏览器中打开：\n${url}\n按 Ctrl C 结束。\n`,
        );
    },
  });
}

/**
 * @param {string} line
 * @returns {string | null} address in the host's ready line
 */
function readyUrl(line) {
  if (!line.startsWith('{"ready":true')) return null;
  return String(JSON.parse(line).url);
}
