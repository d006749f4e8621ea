import { app } from 'electron';

/** Milliseconds for the desk to finish work at the program's end; then the program ends anyway. Acknowledged data are on disk in both cases. */
export const closePatienceMs = 5_000;
/** Milliseconds for windows to close after 退出; then a page that hangs is ended. */
export const quitPatienceMs = 3_000;
/** Milliseconds for pages to save typed data when the program is ended from outside and the user cannot be asked. */
export const savePatienceMs = 1_000;

type Work = () => Promise<void>;

/**
 * The one way to end the program: 退出, the last window, a signal and the end of the system's session all come here,
 * and only the first counts. After it nothing is opened. Create it before anything slow, so that an end during the
 * start works, too.
 */
export class Ending {
  #state: 'running' | 'closing' | 'closed' = 'running';
  #close: Work = async () => {};
  #save: Work = async () => {};
  #last: () => void = () => {};

  constructor(
    private readonly log: (text: string) => void,
    private readonly patienceMs = closePatienceMs,
  ) {
    app.on('will-quit', (event) => {
      if (this.#state === 'closed') return;
      event.preventDefault();
      // The windows are closed: users with unsaved data were asked.
      this.#begin('quit', async () => {});
    });
  }

  /** Whether the program is ending. */
  get begun(): boolean {
    return this.#state !== 'running';
  }

  /** @param close closes what is open or being opened now; replaces the function given before */
  closes(close: Work): void {
    this.#close = close;
  }

  /** @param save lets the open pages save what they can @param last runs just before the process ends */
  windows(save: Work, last: () => void): void {
    this.#save = save;
    this.#last = last;
  }

  /** Ends the program without asking: a signal, or the end of the session. @param why for the log */
  now(why: string): void {
    this.#begin(why, () => within(this.#save(), savePatienceMs));
  }

  #begin(why: string, first: Work): void {
    if (this.begun) return;
    this.#state = 'closing';
    this.log(`ending: ${why}`);
    const closing = (async () => {
      await first();
      await this.#close();
    })().catch((error: unknown) => {
      this.log(`closing failed: ${error instanceof Error ? error.message : 'unknown'}`);
    });
    void within(closing, this.patienceMs, () => {
      this.log(`closing took more than ${this.patienceMs} ms and was not waited for`);
    }).then(() => {
      // Not in this tick: a desk without work closes while Electron is still inside `will-quit`, and Electron would ignore a second quit.
      setImmediate(() => {
        this.#state = 'closed';
        this.#last();
        app.exit(0);
      });
    });
  }
}

/**
 * Handles Ctrl C, a closed terminal, `kill` and the end of the system's session. Called at the very start, and again
 * when the application is ready: in between, Electron installs its own signal handlers, which ask the user like 退出.
 */
export function endOnSignals(ending: Ending): void {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    // After the last listener is removed Node releases the signal; the next listener takes it again.
    process.removeAllListeners(signal);
    process.on(signal, () => {
      ending.now(signal);
    });
  }
}

/** Waits for work, but only up to a limit. */
function within(work: Promise<void>, ms: number, late: () => void = () => {}): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => {
      late();
      resolve();
    }, ms);
    void work
      .catch(() => undefined)
      .then(() => {
        clearTimeout(timer);
        resolve();
      });
  });
}
