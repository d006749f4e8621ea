import type { Database, DatabaseTransaction } from '../../store/schema/index.ts';
import type { DomainEvent, DomainEvents } from './domain-events.ts';
import type { ActRecord, Trail } from '../trail/trail.ts';
import { attempting, type Attempted, type Describe } from './refused-act.ts';

/** An act under way: what it writes, records and emits is committed or undone together. */
export interface Act {
  /** The act's transaction; nothing else may be asked while it runs, because the store has one connection. */
  readonly db: DatabaseTransaction;
  /** A record of the trail (J4), `done` unless it says otherwise. */
  record(record: Omit<ActRecord, 'result'> & { result?: ActRecord['result'] }): Promise<void>;
  /** Emits a domain event: recorders write inside the act, listeners hear of it after the commit, in this order. */
  emit(event: DomainEvent): Promise<void>;
}

/** The one way in which a service changes the store. */
export class Acts {
  constructor(private readonly deps: { db: Database; trail: Trail; events: DomainEvents }) {}

  /**
   * Runs an act in one transaction and emits its events after the commit. `work` may run again when the store could not serialise it: it changes nothing but through the act.
   * @param attempted what was tried, for the record of a refusal; null: the guard names the procedure
   */
  run<Result>(attempted: Attempted | Describe | null, work: (act: Act) => Promise<Result>): Promise<Result> {
    return attempted === null ? this.#run(work) : attempting(attempted, () => this.#run(work));
  }

  async #run<Result>(work: (act: Act) => Promise<Result>): Promise<Result> {
    const { db, trail, events } = this.deps;
    let toEmit: DomainEvent[] = [];
    const result = await db.transaction().execute((transaction) => {
      toEmit = [];
      const act: Act = {
        db: transaction,
        record: (record) => trail.record({ result: 'done', ...record }, transaction),
        emit: async (event) => {
          await events.record(event, act);
          toEmit.push(event);
        },
      };
      return work(act);
    });
    for (const event of toEmit) await events.emit(event);
    return result;
  }
}
