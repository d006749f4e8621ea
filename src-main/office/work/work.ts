import { randomUUID } from 'node:crypto';
import type { DeskEvent } from '@contract/events.ts';
import { Refusal } from '@contract/errors.ts';
import type { Work } from '@contract/work.ts';
import { newIncident, unexpectedText, type ReportIncident } from '../../incidents/incident.ts';
import { asStoreRefusal } from '../../store/sqlite/refusals.ts';

/** Reports how far a piece of work is. `total` null: not known. */
export type Report = (done: number, total?: number | null) => void;

export interface WorkRegistryDependencies {
  notify(window: string | null, event: DeskEvent): void;
  /** Stores an unexpected error. */
  report: ReportIncident;
}

/** Owner of the work: a person, a window and a session. */
export interface WorkOwner {
  window: string;
  handlerId: string;
  sessionId: string;
}

interface Piece {
  work: Work;
  owner: WorkOwner;
  /** Whether the session that began it is open and not locked, as far as this process knows. */
  present: boolean;
  startedAt: number;
  abort: AbortController;
  ended: Promise<void>;
}

/** A window is notified of progress at most this often, in milliseconds, so that a fast import does not flood its window. */
const notifyEvery = 100;
/** Finished pieces that are still listed. */
const finishedKept = 20;

/**
 * Long work (import, backup): goes on when the page is left, notifies its window of how far it is, can be cancelled, and is waited for when
 * the desk closes.
 */
export class WorkRegistry {
  readonly #pieces = new Map<string, Piece>();

  constructor(private readonly deps: WorkRegistryDependencies) {}

  /**
   * Starts a piece of work for a person at a window. @param run does it; the text it gives is shown as the result. @param cancelled what is shown when it was
   * cancelled. @returns its id at once
   */
  start(
    { window, handlerId, sessionId }: WorkOwner,
    title: string,
    total: number | null,
    run: (report: Report, signal: AbortSignal, work: string) => Promise<string>,
    cancelled = '已取消，已完成的部分保留。',
  ): string {
    const id = randomUUID();
    const abort = new AbortController();
    const piece: Piece = {
      work: { work: id, title, done: 0, total, leftMs: null, state: 'running', message: null },
      owner: { window, handlerId, sessionId },
      present: true,
      startedAt: performance.now(),
      abort,
      ended: Promise.resolve(),
    };
    this.#pieces.set(id, piece);
    let notifiedAt = 0;
    const report: Report = (done, known) => {
      piece.work.done = done;
      if (known !== undefined) piece.work.total = known;
      piece.work.leftMs = timeLeft(piece);
      if (performance.now() - notifiedAt < notifyEvery) return;
      notifiedAt = performance.now();
      this.#notify(piece);
    };
    this.#notify(piece);
    piece.ended = run(report, abort.signal, id).then(
      (message) => this.#end(piece, 'finished', message),
      (error: unknown) =>
        abort.signal.aborted
          ? this.#end(piece, 'cancelled', cancelled)
          : this.#end(piece, 'failed', this.#failureText(title, error)),
    );
    return id;
  }

  /** Whether a piece of work of this title runs, in whatever window. */
  runs(title: string): boolean {
    return [...this.#pieces.values()].some(({ work }) => work.title === title && work.state === 'running');
  }

  /** Work of a window, newest first. */
  list(window: string): Work[] {
    return [...this.#pieces.values()]
      .filter((piece) => piece.owner.window === window)
      .map((piece) => ({ ...piece.work }))
      .toReversed();
  }

  /** Work of a person at a window, newest first. */
  listOf({ window, handlerId }: Omit<WorkOwner, 'sessionId'>): Work[] {
    const theirs = new Set(
      [...this.#pieces.values()].filter(({ owner }) => owner.handlerId === handlerId).map(({ work }) => work.work),
    );
    return this.list(window).filter(({ work }) => theirs.has(work));
  }

  /** Asks a piece of work to end; it ends at its next step. Ended work is no error. @throws Refusal NOT_FOUND, also of somebody else's */
  cancel({ window, handlerId }: Omit<WorkOwner, 'sessionId'>, id: string): void {
    const piece = this.#pieces.get(id);
    if (piece?.owner.window !== window || piece.owner.handlerId !== handlerId)
      throw new Refusal('NOT_FOUND', '没有这项工作，可能已经结束。', { link: 'state' });
    piece.abort.abort();
  }

  /**
   * As {@link cancel}, for the window whose session began the work and is still open and unlocked: nothing is asked of the store, which the work itself may hold.
   * @returns whether it is such a piece
   */
  cancelAtOnce(window: string, id: string): boolean {
    const piece = this.#pieces.get(id);
    if (piece?.owner.window !== window || !piece.present) return false;
    piece.abort.abort();
    return true;
  }

  /** A session ended or was locked: from now on its work can be cancelled only by a person who proves who they are. */
  sessionLeft(sessionId: string): void {
    for (const piece of this.#pieces.values()) if (piece.owner.sessionId === sessionId) piece.present = false;
  }

  /** Cancels everything and waits until it has ended: the store is about to close. */
  async close(): Promise<void> {
    const running = [...this.#pieces.values()].filter((piece) => piece.work.state === 'running');
    for (const piece of running) piece.abort.abort();
    await Promise.all(running.map((piece) => piece.ended));
  }

  #end(piece: Piece, state: Work['state'], message: string): void {
    Object.assign(piece.work, { state, message, leftMs: null });
    this.#notify(piece);
    const finished = [...this.#pieces.values()].filter((known) => known.work.state !== 'running');
    for (const old of finished.slice(0, -finishedKept)) this.#pieces.delete(old.work.work);
  }

  /** A refusal has its own text; an unexpected error goes to the log, under a number that the user sees. */
  #failureText(title: string, error: unknown): string {
    const refusal = error instanceof Refusal ? error : asStoreRefusal(error);
    if (refusal) return refusal.message;
    const incident = newIncident(error, `work ${title}`);
    this.deps.report(incident);
    return unexpectedText(incident);
  }

  #notify(piece: Piece): void {
    this.deps.notify(piece.owner.window, { kind: 'work', work: { ...piece.work } });
  }
}

/** Estimated from the pace so far; null before there is any. */
function timeLeft({ work, startedAt }: Piece): number | null {
  if (work.total === null || work.done === 0) return null;
  return Math.round(((performance.now() - startedAt) / work.done) * (work.total - work.done));
}
