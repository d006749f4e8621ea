import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Root of the clone, whatever the working directory is. */
export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
/** What the scripts remember between two runs; may be deleted at any time. */
export const cacheDir = join(root, '.cache');
export const modulesDir = join(root, 'node_modules');
export const outDir = join(root, 'out');

/** The loopback host as built. */
export const hostEntry = join(outDir, 'main', 'host.js');
/** Node's own options for it. What one call makes and drops is small: a young generation of 64 MB would be memory for nothing. */
export const hostFlags = ['--max-semi-space-size=4'];
