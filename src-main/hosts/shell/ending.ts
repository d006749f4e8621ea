import { app } from 'electron';

/** Milliseconds that the desk gets to finish work in hand when the program ends; then it ends without. What was acknowledged is on disk either way. */
export const closePatienceMs = 5_000;
/** Milliseconds that windows get to close after 退出; a page that hangs is ended then. */
export const quitPatienceMs = 3_000;
/** Milliseconds that pages get to save what is typed when the program is ended from outside, where nobody can be asked. */
export const savePatienceMs = 1_000;

type Work = () => Promise<void>;

/**
 * The one way out: 退出, the last window, a signal and the end of the system's session all come here, once. From the first of them on nothing is opened any
 * more, and what follows changes nothing. To be made before anything that takes time, so that an end during the start is an end too.
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
      // The windows are gone: whoever had something unsaved was asked.
      this.#begin('quit', async () => {});
    });
  }

  /** Whether the program is on its way out. */
  get begun(): boolean {
    return this.#state !== 'running';
  }

  /** @param close closes what is open or being opened now, in place of what was given before */
  closes(close: Work): void {
    this.#close = close;
  }

  /** @param save has the open pages save what they can @param last done just before the process ends */
  windows(save: Work, last: () => void): void {
    this.#save = save;
    this.#last = last;
  }

  /** Ends the program without asking anybody: a signal, the end of the session. @param why for the log */
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
      // Not in this turn: a desk without work closes while Electron is still inside `will-quit`, and would not hear a second quit.
      setImmediate(() => {
        this.#state = 'closed';
        this.#last();
        app.exit(0);
      });
    });
  }
}

/**
 * Ctrl C, an ended terminal, `kill` and the end of the system's session. Called at the very start, and again when the application is ready: Electron puts signal
 * handlers of its own over ours in between, which ask like 退出 does.
 */
export function endOnSignals(ending: Ending): void {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    // The last listener gone, Node lets go of the signal; the next one takes it anew.
    process.removeAllListeners(signal);
    process.on(signal, () => {
      ending.now(signal);
    });
  }
}

/** Waits for work, but not for ever. */
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
