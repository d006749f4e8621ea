import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** The file where a data folder notes the port of its loopback host: a page from before a restart finds the program only at the same address. */
const noteOf = (dataDir: string): string => join(dataDir, 'loopback-port');

/** The last port of a data folder; 0 (any free port) if there is no note of it. */
export async function keptPort(dataDir: string): Promise<number> {
  const text = await readFile(noteOf(dataDir), 'utf8').catch(() => '');
  const port = /^\d{1,5}$/.test(text.trim()) ? Number(text) : 0;
  return port >= 1024 && port <= 65_535 ? port : 0;
}

/** Notes the port for the next start. Other code reports a folder that cannot be written. */
export async function keepPort(dataDir: string, port: number): Promise<void> {
  await writeFile(noteOf(dataDir), `${port}\n`, { mode: 0o600 }).catch(() => {});
}
