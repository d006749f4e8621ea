import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Where a data folder notes the port of its loopback host: a page of before a restart finds the program again only at the same address. */
const noteOf = (dataDir: string): string => join(dataDir, 'loopback-port');

/** The port that was used last with a data folder; 0, any free one, where there is no note of it. */
export async function keptPort(dataDir: string): Promise<number> {
  const text = await readFile(noteOf(dataDir), 'utf8').catch(() => '');
  const port = /^\d{1,5}$/.test(text.trim()) ? Number(text) : 0;
  return port >= 1024 && port <= 65_535 ? port : 0;
}

/** Notes the port for the next start. A folder that cannot be written is told elsewhere. */
export async function keepPort(dataDir: string, port: number): Promise<void> {
  await writeFile(noteOf(dataDir), `${port}\n`, { mode: 0o600 }).catch(() => {});
}
