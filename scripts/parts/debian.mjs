import { existsSync, readdirSync } from 'node:fs';
import { run } from './child.mjs';
import { keepLog, say } from './main.mjs';

/**
 * Whether this process may install Debian packages.
 * @returns {boolean}
 */
export function mayInstallPackages() {
  return (
    process.platform === 'linux' &&
    process.getuid?.() === 0 &&
    (existsSync('/usr/bin/apt-get') || existsSync('/bin/apt-get'))
  );
}

/**
 * Installs Debian packages, refreshing the package list only when it has to.
 * @param {string[]} packages
 * @returns {Promise<boolean>} whether they are installed now
 */
export async function installPackages(packages) {
  say(`正在安装系统软件包 ${packages.join('、')}……`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const install = () =>
    run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages], { env, limitMs: 5 * 60_000 });
  let result = await install();
  if (result.code !== 0) {
    await run('apt-get', ['update', '-qq'], { env, limitMs: 2 * 60_000 });
    result = await install();
  }
  if (result.code !== 0) keepLog('apt', result.output);
  return result.code === 0;
}

/**
 * @param {string} prefix begin of a shared library's file name
 * @returns {boolean} whether the system has it
 */
export function hasLibrary(prefix) {
  return ['/lib', '/lib64', '/usr/lib', '/usr/lib64', `/usr/lib/${debianArch()}`, `/lib/${debianArch()}`].some(
    (folder) => {
      try {
        return readdirSync(folder).some((name) => name.startsWith(prefix));
      } catch {
        return false;
      }
    },
  );
}

function debianArch() {
  return process.arch === 'arm64' ? 'aarch64-linux-gnu' : 'x86_64-linux-gnu';
}
