import { build, isBuilt } from './build.mjs';
import { install, isInstalled } from './install.mjs';
import { alone } from './lock.mjs';

/**
 * Makes the clone ready to run: installs and builds what is missing or out of date, nothing else. Safe to call from two processes at once.
 * @param {{ rebuild?: boolean, installOnly?: boolean }} [options]
 * @throws {import('./main.mjs').Stop} with one Chinese sentence
 */
export async function prepare(options = {}) {
  if (!options.rebuild && isInstalled() && (options.installOnly || isBuilt())) return;
  await alone(async () => {
    await install();
    if (options.installOnly) return;
    if (options.rebuild || !isBuilt()) await build();
  });
}
