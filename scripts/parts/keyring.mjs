import { join } from 'node:path';
import { hasLibrary, installPackages, mayInstallPackages } from './debian.mjs';
import { say } from './main.mjs';
import { findOnPath } from './path-search.mjs';
import { root } from './project.mjs';

const programs = ['dbus-run-session', 'gnome-keyring-daemon', 'gdbus'];

/**
 * Program and first arguments that run a command with a throw-away keychain, so that no test touches the user's own; empty where
 * none can be had.
 * @returns {Promise<string[]>}
 */
export async function provideKeyring() {
  if (process.platform !== 'linux') return [];
  if (!isThere() && mayInstallPackages())
    await installPackages(['libsecret-1-0', 'gnome-keyring', 'dbus', 'libglib2.0-bin']);
  if (isThere()) return ['sh', join(root, 'test', 'with-keyring.sh')];
  say(
    '没有测试用的钥匙串，钥匙串测试会算作未通过；请安装 libsecret-1-0、gnome-keyring、dbus、libglib2.0-bin 四个软件包。',
  );
  return [];
}

function isThere() {
  return programs.every((name) => findOnPath([name]) !== null) && hasLibrary('libsecret-1.so.0');
}
