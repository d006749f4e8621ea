import Database from 'better-sqlite3';

/** Versions of the database engine and of its encryption; read from an empty database in memory. */
export function databaseVersions(): { sqlite: string; cipher: string } {
  const sqlite = new Database(':memory:');
  try {
    const ask = (what: string): string => String(sqlite.prepare(`select ${what}`).pluck().get());
    return { sqlite: ask('sqlite_version()'), cipher: ask('sqlite3mc_version()') };
  } finally {
    sqlite.close();
  }
}
