import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);
const watcher = 'org.kde.StatusNotifierWatcher';
const question = {
  gdbus: [
    'call',
    '--session',
    '--timeout',
    '2',
    '--dest',
    'org.freedesktop.DBus',
    '--object-path',
    '/org/freedesktop/DBus',
    '--method',
    'org.freedesktop.DBus.NameHasOwner',
    watcher,
  ],
  'dbus-send': [
    '--session',
    '--print-reply',
    '--reply-timeout=2000',
    '--dest=org.freedesktop.DBus',
    '/org/freedesktop/DBus',
    'org.freedesktop.DBus.NameHasOwner',
    `string:${watcher}`,
  ],
} as const;

/** Whether something shows the program's tray sign. Windows and macOS always do; a Linux desktop only where somebody watches for such signs. */
export async function hasTrayHost(platform: NodeJS.Platform): Promise<boolean> {
  if (platform !== 'linux') return true;
  for (const [program, asked] of Object.entries(question)) {
    try {
      const { stdout } = await run(program, asked, { timeout: 3_000 });
      return stdout.includes('true');
    } catch {
      // Not installed, or no session bus: the next one may know.
    }
  }
  return false;
}
