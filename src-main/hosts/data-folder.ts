import { homedir } from 'node:os';
import { posix, win32 } from 'node:path';

const name = 'agency-desk';

/**
 * Where the program keeps its data unless told otherwise, whichever host runs: the place each system has for it.
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
 * Where the desktop kept its data (`data` in it) and its Chromium profile while the two hosts still had places of their own. What lies there is adopted
 * (`desk/former-place.ts`). Parameters as {@link defaultDataDir}, but XDG_CONFIG_HOME on Linux.
 */
export function formerDesktopDir(
  platform: NodeJS.Platform = process.platform,
  env: NodeJS.ProcessEnv = process.env,
  home = homedir(),
): string {
  if (platform === 'win32' || platform === 'darwin') return defaultDataDir(platform, env, home);
  return posix.join(xdgFolder(env['XDG_CONFIG_HOME'], posix.join(home, '.config')), name);
}

/** The XDG specification says that a relative path is to be ignored. */
function xdgFolder(given: string | undefined, usual: string): string {
  return given && posix.isAbsolute(given) ? given : usual;
}
