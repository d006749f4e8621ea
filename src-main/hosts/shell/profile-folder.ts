import { existsSync, lstatSync, mkdirSync, renameSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Folder of Chromium's profile, logs and window state inside a data folder; never the data folder itself. */
export const profileFolder = (dataDir: string): string => join(dataDir, 'desktop');

/** What to take over from a former profile: window positions, data that pages keep (the theme), logs. */
const carried = ['window-state.json', 'Local Storage', 'logs'];

/**
 * Creates the profile folder and checks that it can be written: otherwise Chromium would end, or start without an error
 * message.
 * @throws the file system's error
 */
export function prepareProfile(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const probe = join(folder, `.probe-${process.pid}`);
  try {
    // More than a file system itself keeps in a new folder.
    writeFileSync(probe, Buffer.alloc(64 * 1024), { mode: 0o600 });
  } finally {
    rmSync(probe, { force: true });
  }
}

/** Takes over data of an earlier version's profile, each part by one rename, before Chromium opens them. A profile in use is left alone. */
export function carryProfile(former: string, folder: string): void {
  if (former === folder || isInUse(former)) return;
  for (const name of carried) {
    const [from, to] = [join(former, name), join(folder, name)];
    if (!existsSync(from)) continue;
    try {
      // Electron makes some of its folders early; one that is not empty is kept.
      if (existsSync(to)) rmdirSync(to);
      renameSync(from, to);
    } catch {
      // This is comfort, not data: a window in the middle of the screen is no reason to stop.
    }
  }
}

/** Chromium's mark of a running program: on Linux and macOS a link without a target. */
function isInUse(profile: string): boolean {
  return ['SingletonLock', 'lockfile'].some(
    (name) => lstatSync(join(profile, name), { throwIfNoEntry: false }) !== undefined,
  );
}
