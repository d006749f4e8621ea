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

/** Whether the system shows the program's tray icon. Windows and macOS always do; a Linux desktop only if a program handles such icons. */
export async function hasTrayHost(platform: NodeJS.Platform): Promise<boolean> {
  if (platform !== 'linux') return true;
  for (const [program, asked] of Object.entries(question)) {
    try {
      const { stdout } = await run(program, asked, { timeout: 3_000 });
      return stdout.includes('true');
    } catch {
      // Not installed, or no session bus: the next way may work.
    }
  }
  return false;
}
