import type { Database, DatabaseTransaction } from '../../store/schema.ts';
import type { EnterpriseActor } from '../actors.ts';
import type { DomainEvent, DomainEvents } from '../domain-events.ts';
import { recordingRefusal } from '../trail/recording-refusal.ts';
import type { Trail } from '../trail/trail.ts';
import type { RuleId } from '@contract/rule-id.ts';

/** What an act of staff maintenance leaves in the trail. */
export interface Done<Result> { result: Result; text: string; rule: RuleId; detail?: Record<string, string | number | boolean | null> }

/**
 * Runs an act of staff maintenance in one transaction with its record, and tells of it afterwards; a refusal is recorded, too (J4).
 * @param act stable name and the Chinese name of the act, for a refusal
 */
export async function recorded<Result>(
  parts: { db: Database; trail: Trail; events: DomainEvents }, by: EnterpriseActor, act: { name: string; title: string },
  work: (db: DatabaseTransaction, told: DomainEvent[]) => Promise<Done<Result>>,
): Promise<Result> {
  const { db, trail, events } = parts;
  const told: DomainEvent[] = [];
  return recordingRefusal(trail, { act: act.name, text: act.title, by, origin: by.origin }, async () => {
    const result = await db.transaction().execute(async (transaction) => {
      const done = await work(transaction, told);
      await trail.record({ act: act.name, text: done.text, result: 'done', rule: done.rule, by, origin: by.origin, ...(done.detail ? { detail: done.detail } : {}) }, transaction);
      return done.result;
    });
    for (const event of told) await events.emit(event);
    return result;
  });
}
