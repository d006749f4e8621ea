import { join } from 'node:path';
import { hasLibrary, installPackages, mayInstallPackages } from './debian.mjs';
import { hasDisplay } from './display.mjs';
import { say } from './main.mjs';
import { findOnPath } from './path-search.mjs';
import { root } from './project.mjs';

const programs = ['Xvfb', 'xvfb-run', 'xauth', 'dbus-run-session', 'gnome-keyring-daemon', 'gdbus'];
/** Begins of the names of what Electron is linked with and a bare server does not have. */
const libraries = ['libgtk-3.so.0', 'libnss3.so', 'libasound.so.2', 'libgbm.so.1', 'libsecret-1.so.0'];
const packages = ['xvfb', 'xauth', 'dbus', 'gnome-keyring', 'libglib2.0-bin', 'libsecret-1-0', 'libnss3', 'libgbm1'];
/** Named otherwise since Debian 13. */
const packageNames = [
  ['libgtk-3-0', 'libasound2'],
  ['libgtk-3-0t64', 'libasound2t64'],
];

/**
 * Program and first arguments that run the desktop suites: on Linux on a display of their own, with a session bus and a throw-away
 * keyring, as a plain user; elsewhere, and where a Linux has no Xvfb but a display, nothing.
 * @returns {Promise<string[]>}
 */
export async function provideDesktop() {
  if (process.platform !== 'linux') return [];
  if (!isWhole() && mayInstallPackages()) {
    for (const named of packageNames) if (await installPackages([...packages, ...named])) break;
  }
  if (programs.every(isThere)) return ['sh', join(root, 'test', 'with-desktop.sh')];
  say(
    `缺少 ${programs.filter((name) => !isThere(name)).join('、')}，请安装软件包 ${[...packages, ...(packageNames[0] ?? [])].join('、')}。`,
  );
  say(hasDisplay() ? '桌面测试的窗口会出现在您的屏幕上。' : '没有可用的显示器，桌面测试会算作未通过。');
  return [];
}

const isThere = (/** @type {string} */ name) => findOnPath([name]) !== null;

function isWhole() {
  return programs.every(isThere) && libraries.every((name) => hasLibrary(name));
}
