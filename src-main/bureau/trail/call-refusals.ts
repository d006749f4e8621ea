import { AsyncLocalStorage } from 'node:async_hooks';
import { Refusal, type RefusalCode } from '@contract/errors.ts';
import { refusedAct } from '../act/refused-act.ts';

/** Calls under way, each with whether a service has recorded its refusal. */
const calls = new AsyncLocalStorage<{ recorded: boolean }>();

/**
 * Refusals that no rule made: the desk cannot serve, or a page asks in a session that is over (its end is recorded) or with data that moved on. A code
 * that does not stand here is recorded.
 */
const notRuled: ReadonlySet<RefusalCode> = new Set<RefusalCode>([
  'DESK_NOT_OPEN', 'DESK_BUSY', 'STORE_WRONG_KEY', 'STORE_FROM_FUTURE', 'STORE_DAMAGED', 'STORE_FULL', 'KEYCHAIN_UNAVAILABLE', 'PASSPHRASE_WRONG',
  'NOT_SIGNED_IN', 'SESSION_LOCKED', 'SESSION_ENDED', 'CONFLICT', 'VAULT_LOCKED', 'VAULT_EMPTY', 'BACKUP_UNREADABLE', 'INTERNAL',
]);

/** Called by the trail: the call under way has a record of its refusal. */
export function refusalRecorded(): void {
  const call = calls.getStore();
  if (call) call.recorded = true;
}

/**
 * Serves a call; what a rule refuses in it leaves a record also where the service that refused wrote none (J4).
 * @param record writes it; when that fails the refusal still stands
 */
export async function recordingCall<Result>(work: () => Promise<Result>, record: (refusal: Refusal) => Promise<void>): Promise<Result> {
  const call = { recorded: false };
  try {
    return await calls.run(call, work);
  } catch (error) {
    if (error instanceof Refusal && !call.recorded && (refusedAct(error) !== null || !notRuled.has(error.code))) await record(error).catch(() => {});
    throw error;
  }
}
