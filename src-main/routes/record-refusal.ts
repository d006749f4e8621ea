import type { Refusal } from '@contract/errors.ts';
import type { Engine } from '../engine.ts';
import { enterpriseById } from '../store/repositories/identity.ts';
import { sessionById } from '../store/repositories/sessions.ts';
import type { CallContext } from './admit.ts';

/** The client of a call in an open client session (G5), or null. */
async function clientOf({ db }: Engine, input: unknown) {
  const named = typeof input === 'object' && input !== null && 'clientSession' in input ? input.clientSession : null;
  const session = typeof named === 'string' ? await sessionById(db, named) : undefined;
  return session ? ((await enterpriseById(db, session.enterprise_id)) ?? null) : null;
}

/** J4: the record of a refusal that no service recorded: who sits in the window, for whom, which procedure, and why. */
export async function recordRefusal(call: CallContext, procedure: { name: string; summary: string }, input: unknown, refusal: Refusal): Promise<void> {
  const engine = call.desk.engine();
  const session = await engine.bureau.sessions.rowOf(call.window);
  const staff = session?.kind === 'agencyStaff';
  await engine.bureau.trail.record({
    act: 'call.refused', text: `${procedure.summary}被拒绝：${refusal.message}`, result: 'refused', rule: refusal.data.rule, origin: call.origin,
    sessionId: session?.id ?? null, agencyId: staff ? session.enterprise_id : null,
    handler: session?.handler_id ? { id: session.handler_id, name: session.person_name ?? '' } : null,
    client: staff ? await clientOf(engine, input) : session ? { id: session.enterprise_id, name: session.enterprise_name } : null,
    detail: { procedure: procedure.name, code: refusal.code, link: refusal.data.link },
  });
}
