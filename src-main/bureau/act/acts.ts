import type { Database, DatabaseTransaction } from '../../store/schema/index.ts';
import type { DomainEvent, DomainEvents } from './domain-events.ts';
import type { ActRecord, Trail } from '../trail/trail.ts';
import { attempting, type Attempted, type Describe } from './refused-act.ts';

/** An act in progress: its writes, records and events are committed or undone together. */
export interface Act {
  /** The act's transaction. No other query may run meanwhile, because the store has one connection. */
  readonly db: DatabaseTransaction;
  /** Writes a record of the trail (J4); its result is `done` by default. */
  record(record: Omit<ActRecord, 'result'> & { result?: ActRecord['result'] }): Promise<void>;
  /** Emits a domain event: recorders hear it inside the act; listeners hear it after the commit, in this order. */
  emit(event: DomainEvent): Promise<void>;
}

/** The one way in which a service changes the store. */
export class Acts {
  constructor(private readonly deps: { db: Database; trail: Trail; events: DomainEvents }) {}

  /**
   * Runs an act in one transaction and emits its events after the commit. `work` may run again after a serialisation
   * failure: it may change things only through the act.
   * @param attempted the act's name for the record of a refusal; null: the guard names the procedure
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
