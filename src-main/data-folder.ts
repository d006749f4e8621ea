import { homedir } from 'node:os';
import { posix, win32 } from 'node:path';

const name = 'agency-desk';

/**
 * Where the program keeps its data unless told otherwise: the place each system has for it.
 * @param platform as `process.platform`
 * @param env as `process.env`: APPDATA on Windows, XDG_DATA_HOME on Linux
 * @param home the user's home folder
 */
export function defaultDataDir(platform: NodeJS.Platform = process.platform, env: NodeJS.ProcessEnv = process.env, home = homedir()): string {
  if (platform === 'win32') return win32.join(env['APPDATA'] || win32.join(home, 'AppData', 'Roaming'), name);
  if (platform === 'darwin') return posix.join(home, 'Library', 'Application Support', name);
  // The XDG specification says that a relative path is to be ignored.
  const given = env['XDG_DATA_HOME'];
  return posix.join(given && posix.isAbsolute(given) ? given : posix.join(home, '.local', 'share'), name);
}
