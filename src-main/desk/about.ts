import { arch, release, version as systemVersion } from 'node:os';
import type { AboutFacts } from '@contract/desk.ts';
import { databaseVersions } from '../store/sqlite/versions.sqlite.ts';

/** The facts that support asks for first: program and system. No name of a person or client, no address. */
export function aboutFacts(program: string, dataPlace: string): AboutFacts {
  const { electron, chrome, node } = process.versions as Record<string, string | undefined>;
  const { sqlite, cipher } = databaseVersions();
  return {
    program,
    electron: electron ?? null,
    chromium: chrome ?? null,
    node: node ?? '',
    sqlite,
    cipher,
    system: `${systemVersion()} ${release()} ${arch()}`,
    dataPlace,
  };
}
