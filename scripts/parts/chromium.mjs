import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { run } from './child.mjs';
import { installPackages, mayInstallPackages } from './debian.mjs';
import { keepLog, say, Stop } from './main.mjs';
import { findOnPath } from './path-search.mjs';
import { modulesDir, root } from './project.mjs';
import { nodeToUse, toolEnvironment } from './runtime.mjs';

/** Chromium without the parts that only a screen needs: a test costs it a third less work. */
const lightest = 'chromium-headless-shell';

/**
 * The browser that tests run in: DESK_CHROMIUM, else an installed Chrome, Edge or Chromium, else Playwright's own.
 * @returns {Promise<string | null>} path of its program
 */
export async function findChromium() {
  const named = process.env.DESK_CHROMIUM;
  if (named) {
    if (!existsSync(named)) throw new Stop(`DESK_CHROMIUM 指的浏览器不存在：${named}，请改正或去掉这个环境变量。`);
    return named;
  }
  return installedBrowser() ?? (await playwrightsOwn());
}

/** @returns {string | null} */
function installedBrowser() {
  if (process.platform === 'win32') {
    const places = [process.env.PROGRAMFILES, process.env['PROGRAMFILES(X86)'], process.env.LOCALAPPDATA].filter(
      (place) => place !== undefined,
    );
    const programs = [
      'Google\\Chrome\\Application\\chrome.exe',
      'Microsoft\\Edge\\Application\\msedge.exe',
      'Chromium\\Application\\chrome.exe',
    ];
    return (
      programs.flatMap((program) => places.map((place) => join(place, program))).find((file) => existsSync(file)) ??
      null
    );
  }
  if (process.platform === 'darwin') {
    const programs = ['Google Chrome', 'Microsoft Edge', 'Chromium'].map(
      (name) => `Applications/${name}.app/Contents/MacOS/${name}`,
    );
    return (
      programs.flatMap((program) => [`/${program}`, join(homedir(), program)]).find((file) => existsSync(file)) ?? null
    );
  }
  return findOnPath([
    lightest,
    'google-chrome-stable',
    'google-chrome',
    'microsoft-edge-stable',
    'microsoft-edge',
    'chromium',
    'chromium-browser',
  ]);
}

/** @returns {Promise<string | null>} */
async function playwrightsOwn() {
  const { chromium } = await import('@playwright/test');
  const file = chromium.executablePath();
  return existsSync(file) ? file : null;
}

/**
 * Finds a browser that really starts, or installs one: Debian's package where that may be done, else Playwright's download.
 * @returns {Promise<string>}
 * @throws {Stop} there is none and none can be had
 */
export async function provideChromium() {
  const found = await findChromium();
  if (found !== null && (process.env.DESK_CHROMIUM || found.endsWith(lightest)) && (await starts(found))) return found;
  if (mayInstallPackages() && (await installPackages([lightest, 'fonts-noto-cjk']))) {
    const packaged = findOnPath([lightest]);
    if (packaged !== null && (await starts(packaged))) return packaged;
  }
  if (found !== null && (await starts(found))) return found;
  say('没有找到可用的浏览器，正在下载测试用的 Chromium……');
  const download = await run(nodeToUse(), [join(modulesDir, '@playwright', 'test', 'cli.js'), 'install', 'chromium'], {
    cwd: root,
    env: toolEnvironment({ PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT: '15000' }),
    limitMs: 5 * 60_000,
  });
  const own = await playwrightsOwn();
  if (own !== null && (await starts(own))) return own;
  keepLog('chromium', download.output);
  throw new Stop(
    '没有可用的浏览器，界面测试无法进行；请安装 Chrome、Edge 或 Chromium 后再试，或用 DESK_CHROMIUM 指明它的位置。',
  );
}

/**
 * A found file may be a stub that only asks for an install, or lack system libraries.
 * @param {string} file
 * @returns {Promise<boolean>}
 */
async function starts(file) {
  // On Windows `--version` opens a window instead of answering.
  if (process.platform === 'win32') return true;
  const result = await run(file, ['--version'], { limitMs: 20_000 });
  return result.code === 0 && /\d+\.\d+/.test(result.output);
}

/** Makes sure that Chinese text can be drawn, where that is in our power. */
export async function provideChineseFont() {
  if (process.platform !== 'linux') return;
  const list = await run('fc-list', [':lang=zh', 'family'], { limitMs: 20_000 });
  if (list.code === 0 && list.output.trim() !== '') return;
  if (mayInstallPackages() && (await installPackages(['fonts-noto-cjk']))) return;
  say('系统里没有中文字体，测试截图中的汉字会显示为方框；请安装 fonts-noto-cjk。');
}
