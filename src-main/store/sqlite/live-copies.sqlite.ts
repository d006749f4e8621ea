import { type FileHandle, open } from 'node:fs/promises';
import { type Connection, checkpoint, connect } from './connection.sqlite.ts';
import { type ByteSink, type CopyOptions, streamFrozen } from './frozen-copy.ts';
import { storeBusy } from './refusals.ts';

/**
 * Consistent copies of a database file in use, one after another. SQLite's own backup interface cannot copy an
 * encrypted database (it cannot set the target's key), and VACUUM INTO blocks the event loop for its whole duration.
 */
export class LiveCopies {
  readonly #ending = new AbortController();
  #last: Promise<unknown> = Promise.resolve();
  #handle: FileHandle | null = null;

  /** @param alone runs work while no transaction of the store's own connection is open */
  constructor(
    private readonly sqlite: Connection,
    private readonly file: string,
    private readonly key: Buffer,
    private readonly alone: <Result>(work: () => Promise<Result>) => Promise<Result>,
  ) {}

  /** @returns length and SHA-256 of the copy. @throws the signal's reason; whatever the sink throws */
  copy(sink: ByteSink, options: CopyOptions): Promise<{ bytes: number; sha256: Buffer }> {
    const signal =
      options.signal === undefined ? this.#ending.signal : AbortSignal.any([options.signal, this.#ending.signal]);
    const work = this.#last.then(() => this.#copy(sink, { ...options, signal }));
    this.#last = work.catch(() => undefined);
    return work;
  }

  /** Aborts a copy in progress and waits for it. Called before the database is closed. */
  async end(): Promise<void> {
    this.#ending.abort(new Error('The store is closing'));
    await this.#last;
  }

  /** Closes the file. Called after the database is closed. */
  async letGo(): Promise<void> {
    await this.#handle?.close();
    this.#handle = null;
  }

  async #copy(sink: ByteSink, options: CopyOptions): Promise<{ bytes: number; sha256: Buffer }> {
    options.signal?.throwIfAborted();
    // Closing any handle of a file drops this process's POSIX locks on it, also SQLite's: so this handle stays open until the store closes.
    this.#handle ??= await open(this.file, 'r');
    const handle = this.#handle;
    const reader = await this.alone(async () => this.#freeze());
    try {
      return await streamFrozen(handle, sink, options);
    } finally {
      reader.close();
    }
  }

  /**
   * A reader that begins while the log is empty reads only the file, and SQLite moves nothing from the log into a file
   * that such a reader reads. So the file does not change until the reader closes, while writers continue in the log.
   */
  #freeze(): Connection {
    if (!checkpoint(this.sqlite)) throw storeBusy();
    const reader = connect(this.file, this.key, 'readOnly');
    reader.exec('BEGIN');
    reader.prepare('SELECT count(*) FROM sqlite_master').get();
    return reader;
  }
}
