import { homedir } from 'node:os';
import { posix, win32 } from 'node:path';

const name = 'agency-desk';

/**
 * The default data folder, the same for both hosts: the usual place of each system.
 * @param platform as `process.platform`
 * @param env as `process.env`: APPDATA on Windows, XDG_DATA_HOME on Linux
 * @param home the user's home folder
 */
export function defaultDataDir(
  platform: NodeJS.Platform = process.platform,
  env: NodeJS.ProcessEnv = process.env,
  home = homedir(),
): string {
  if (platform === 'win32') return win32.join(env['APPDATA'] || win32.join(home, 'AppData', 'Roaming'), name);
  if (platform === 'darwin') return posix.join(home, 'Library', 'Application Support', name);
  return posix.join(xdgFolder(env['XDG_DATA_HOME'], posix.join(home, '.local', 'share')), name);
}

/**
 * The desktop's former data folder (in its subfolder `data`) and Chromium profile, from before both hosts shared one
 * place. `desk/former-place.ts` moves its contents. Parameters as {@link defaultDataDir}, but XDG_CONFIG_HOME on Linux.
 */
export function formerDesktopDir(
  platform: NodeJS.Platform = process.platform,
  env: NodeJS.ProcessEnv = process.env,
  home = homedir(),
): string {
  if (platform === 'win32' || platform === 'darwin') return defaultDataDir(platform, env, home);
  return posix.join(xdgFolder(env['XDG_CONFIG_HOME'], posix.join(home, '.config')), name);
}

/** The XDG specification requires that a relative path is ignored. */
function xdgFolder(given: string | undefined, usual: string): string {
  return given && posix.isAbsolute(given) ? given : usual;
}
