import { Refusal, type RefusalCode } from '@contract/errors.ts';
import { refusalsOfCall } from '../bureau/trail/trail.ts';
import type { Engine } from '../engine.ts';
import { enterpriseById, handlerById } from '../store/repositories/identity.ts';
import { openFlowOfWindow } from '../store/repositories/sign-in-flows.ts';
import type { CallContext } from './admit.ts';

/** A session that is over or locked: its end, or its lock, has a record already. */
const saidBefore: readonly RefusalCode[] = ['NOT_SIGNED_IN', 'SESSION_ENDED', 'SESSION_LOCKED'];

/**
 * J4: whatever a rule refuses leaves a record. Most services write their own, with more in it; where none was written during the call, this one
 * names the procedure, and who and for whom as far as the window tells.
 * @param procedure its name in the contract (`signIn.staff`), and what the contract calls it in Chinese
 */
export async function recordingRefusals<Result>(call: CallContext, procedure: { name: string; title: string }, work: () => Promise<Result>): Promise<Result> {
  const refusals = { recorded: 0 };
  try {
    return await refusalsOfCall.run(refusals, work);
  } catch (error) {
    if (error instanceof Refusal && error.data.rule !== null && refusals.recorded === 0 && !saidBefore.includes(error.code)) {
      const engine = call.desk.engine();
      await engine.bureau.trail.record({
        act: procedure.name, text: `${procedure.title}被拒绝：${error.message}`, result: 'refused', rule: error.data.rule, origin: call.origin, ...(await whoCalls(engine, call.window)),
      });
    }
    throw error;
  }
}

async function whoCalls({ db, bureau }: Engine, window: string) {
  const session = await bureau.sessions.rowOf(window);
  const known = session ?? (await openFlowOfWindow(db, window));
  const [enterprise, handler] = await Promise.all([enterpriseById(db, known?.enterprise_id ?? ''), handlerById(db, known?.handler_id ?? '')]);
  return {
    handler: handler ?? null, sessionId: session?.id ?? null,
    ...(known?.kind === 'agencyStaff' ? { agencyId: enterprise?.id ?? null } : { client: enterprise ?? null }),
  };
}
