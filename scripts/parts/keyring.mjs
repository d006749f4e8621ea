import { join } from 'node:path';
import { hasLibrary, installPackages, mayInstallPackages } from './debian.mjs';
import { say } from './main.mjs';
import { findOnPath } from './path-search.mjs';
import { root } from './project.mjs';

/**
 * Program and first arguments that run a command with a throw-away keychain; empty where the system has a keychain of its own or none can be had.
 * @returns {Promise<string[]>}
 */
export async function provideKeyring() {
  if (process.platform !== 'linux') return [];
  if (!isThere() && mayInstallPackages()) await installPackages(['libsecret-1-0', 'gnome-keyring', 'dbus']);
  if (isThere()) return [join(root, 'scripts', 'with-keyring.mjs')];
  say('没有 libsecret、gnome-keyring 和 dbus，钥匙串测试会失败；请安装 libsecret-1-0、gnome-keyring、dbus 三个软件包。');
  return [];
}

function isThere() {
  return ['dbus-run-session', 'dbus-send', 'gnome-keyring-daemon'].every((name) => findOnPath([name]) !== null) && hasLibrary('libsecret-1.so.0');
}
