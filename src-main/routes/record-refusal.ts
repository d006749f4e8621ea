import type { Refusal } from '@contract/errors.ts';
import { recordRefusedAct } from '../bureau/act/refused-act.ts';
import type { TrailClient } from '../bureau/trail/trail.ts';
import type { Engine } from '../engine.ts';
import { enterpriseById, handlerById } from '../store/repositories/identity.ts';
import { personById } from '../store/repositories/persons.ts';
import { sessionById, type WindowSessionRow } from '../store/repositories/sessions.ts';
import { openFlowOfWindow } from '../store/repositories/sign-in-flows.ts';
import type { CallContext } from './admit.ts';

/** The client of a call in an open client session (G5), or null. */
async function clientOf({ db }: Engine, input: unknown) {
  const named = typeof input === 'object' && input !== null && 'clientSession' in input ? input.clientSession : null;
  const session = typeof named === 'string' ? await sessionById(db, named) : undefined;
  return session ? ((await enterpriseById(db, session.enterprise_id ?? '')) ?? null) : null;
}

/** Whom a session acts for: its enterprise, or the natural person themselves. */
function actedFor(session: WindowSessionRow): TrailClient | null {
  const [id, name] = session.person_id === null ? [session.enterprise_id, session.enterprise_name] : [session.person_id, session.person_name];
  return id === null ? null : { id, name: name ?? '' };
}

/** Who is on the way to sign in in a window without a session, as far as its flow tells. */
async function onTheWay({ db }: Engine, window: string) {
  const flow = await openFlowOfWindow(db, window);
  if (!flow) return {};
  const [enterprise, handler, person] = await Promise.all([enterpriseById(db, flow.enterprise_id ?? ''), handlerById(db, flow.handler_id ?? ''), personById(db, flow.person_id ?? '')]);
  return { handler: handler ?? null, ...(flow.kind === 'agencyStaff' ? { agencyId: enterprise?.id ?? null } : { client: enterprise ?? person ?? null }) };
}

/**
 * J4: the record of a refusal. Of a service's act it tells what the service said; else who sits in the window, for whom, which procedure, and why.
 */
export async function recordRefusal(call: CallContext, procedure: { name: string; summary: string }, input: unknown, refusal: Refusal): Promise<void> {
  const engine = call.desk.engine();
  if (await recordRefusedAct(engine.bureau.trail, refusal)) return;
  const session = await engine.bureau.sessions.rowOf(call.window);
  const staff = session?.kind === 'agencyStaff';
  await engine.bureau.trail.record({
    act: procedure.name, text: `${procedure.summary}被拒绝：${refusal.message}`, result: 'refused', rule: refusal.data.rule, origin: call.origin,
    sessionId: session?.id ?? null, agencyId: staff ? session.enterprise_id : null,
    handler: session?.handler_id ? { id: session.handler_id, name: session.person_name ?? '' } : null,
    client: staff ? await clientOf(engine, input) : session ? actedFor(session) : null,
    ...(session ? {} : await onTheWay(engine, call.window)),
    detail: { code: refusal.code, link: refusal.data.link },
  });
}
