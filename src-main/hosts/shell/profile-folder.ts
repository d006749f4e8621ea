import { existsSync, lstatSync, mkdirSync, renameSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Folder of Chromium's profile, logs and window state in a data folder; never the data folder itself. */
export const profileFolder = (dataDir: string): string => join(dataDir, 'desktop');

/** What is worth taking from a former profile: places of the windows, what pages keep (the theme), logs. */
const carried = ['window-state.json', 'Local Storage', 'logs'];

/**
 * Makes the profile folder and proves that it can be written: Chromium would end, or start without a word, in one that cannot.
 * @throws the file system's error
 */
export function prepareProfile(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const probe = join(folder, `.probe-${process.pid}`);
  try {
    // More than a file system keeps inside of a folder entry.
    writeFileSync(probe, Buffer.alloc(64 * 1024), { mode: 0o600 });
  } finally {
    rmSync(probe, { force: true });
  }
}

/** Takes over what an earlier version left in its profile, each part by one rename; before Chromium opens any of it. A profile in use is left alone. */
export function carryProfile(former: string, folder: string): void {
  if (former === folder || isInUse(former)) return;
  for (const name of carried) {
    const [from, to] = [join(former, name), join(folder, name)];
    if (!existsSync(from)) continue;
    try {
      // Electron makes some of its folders early; one that holds anything is not taken away.
      if (existsSync(to)) rmdirSync(to);
      renameSync(from, to);
    } catch {
      // Comfort, not data: a window in the middle of the screen is no reason to stop.
    }
  }
}

/** Chromium's mark of a running program: a link that points nowhere on Linux and macOS. */
function isInUse(profile: string): boolean {
  return ['SingletonLock', 'lockfile'].some(
    (name) => lstatSync(join(profile, name), { throwIfNoEntry: false }) !== undefined,
  );
}
