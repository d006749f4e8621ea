import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { app, crashReporter } from 'electron';

/** Maximum dumps kept; each is a few megabytes. */
const kept = 5;

/**
 * Keeps a dump of every process that crashes, on this machine only: nothing is sent. Call before the application is
 * ready.
 * @param profile the profile folder
 * @returns the dumps' folder
 */
export function keepCrashDumps(profile: string): string {
  const folder = join(profile, 'crashes');
  app.setPath('crashDumps', folder);
  crashReporter.start({ uploadToServer: false, ignoreSystemCrashHandler: false });
  return folder;
}

/** Deletes all but the newest dumps. A dump that cannot be deleted stays, without an error. */
export async function pruneCrashDumps(folder: string): Promise<void> {
  const names = await readdir(folder, { recursive: true }).catch(() => []);
  const dumps = await Promise.all(
    names
      .filter((name) => name.endsWith('.dmp'))
      .map(async (name) => {
        const file = join(folder, name);
        return {
          file,
          at: await stat(file).then(
            ({ mtimeMs }) => mtimeMs,
            () => 0,
          ),
        };
      }),
  );
  const old = dumps.toSorted((a, b) => b.at - a.at).slice(kept);
  await Promise.all(old.map(({ file }) => rm(file, { force: true }).catch(() => undefined)));
}
