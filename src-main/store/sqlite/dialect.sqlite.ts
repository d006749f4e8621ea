import { type SqliteDatabase, SqliteDialect, type SqliteStatement } from 'kysely';
import type { Connection } from './connection.sqlite.ts';
import { storedValue } from './values.sqlite.ts';

/** Maximum prepared statements; the product has a few hundred. */
const keptAtMost = 500;
const changesSchema = /^\s*(?:create|alter|drop|pragma|reindex|vacuum|attach|detach)\b/i;

/**
 * Kysely over one connection, with two differences. A statement is prepared once, not for every call. And a rollback
 * after SQLite has rolled back by itself (as on a full disk) is no error: such an error would hide the important one.
 */
export function dialectOf(sqlite: Connection): SqliteDialect {
  return new SqliteDialect({ database: new PreparingDatabase(sqlite) });
}

class PreparingDatabase implements SqliteDatabase {
  readonly #prepared = new Map<string, SqliteStatement>();

  constructor(private readonly sqlite: Connection) {}

  prepare(text: string): SqliteStatement {
    if (text === 'rollback' && !this.sqlite.inTransaction) return nothingToRollBack;
    if (changesSchema.test(text)) {
      this.#prepared.clear();
      return this.sqlite.prepare(text);
    }
    const known = this.#prepared.get(text);
    if (known !== undefined) {
      // The last used one is at the end, so the first of the map is dropped.
      this.#prepared.delete(text);
      this.#prepared.set(text, known);
      return known;
    }
    const statement = new ReusableStatement(this.sqlite, text);
    this.#prepared.set(text, statement);
    if (this.#prepared.size > keptAtMost) {
      for (const oldest of this.#prepared.keys()) {
        this.#prepared.delete(oldest);
        break;
      }
    }
    return statement;
  }

  close(): void {
    this.#prepared.clear();
    this.sqlite.close();
  }
}

class ReusableStatement implements SqliteStatement {
  readonly #statement;

  constructor(
    private readonly sqlite: Connection,
    private readonly text: string,
  ) {
    this.#statement = sqlite.prepare(text);
  }

  get reader(): boolean {
    return this.#statement.reader;
  }

  all(parameters: readonly unknown[]): unknown[] {
    return this.#statement.all(parameters.map(storedValue));
  }

  run(parameters: readonly unknown[]): { changes: number | bigint; lastInsertRowid: number | bigint } {
    return this.#statement.run(parameters.map(storedValue));
  }

  /** A stream stays open between calls, so it has a statement of its own. */
  iterate(parameters: readonly unknown[]): IterableIterator<unknown> {
    return this.sqlite.prepare(this.text).iterate(parameters.map(storedValue));
  }
}

const nothingToRollBack: SqliteStatement = {
  reader: false,
  all: () => [],
  run: () => ({ changes: 0, lastInsertRowid: 0 }),
  iterate: () => [].values(),
};
