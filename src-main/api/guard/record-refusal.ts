import { Refusal, type RefusalCode } from '@contract/errors.ts';
import { recordRefusedAct } from '../../bureau/act/refused-act.ts';
import type { TrailClient } from '../../bureau/trail/trail.ts';
import type { Engine } from '../../desk/engine.ts';
import { enterpriseById, handlerById } from '../../store/repositories/identity.ts';
import { personById } from '../../store/repositories/persons.ts';
import { sessionById, type WindowSessionRow } from '../../store/repositories/sessions.ts';
import { openFlowOfWindow } from '../../store/repositories/sign-in-flows.ts';
import type { CallContext } from './admit.ts';

/**
 * Refusals that no rule made: the desk cannot serve, or a page calls in a session that is over (its end is recorded) or
 * with stale data. Other codes are recorded; so are these if a service named the refused act.
 */
const notRuled: ReadonlySet<RefusalCode> = new Set<RefusalCode>([
  'DESK_NOT_OPEN',
  'DESK_BUSY',
  'STORE_WRONG_KEY',
  'STORE_FROM_FUTURE',
  'STORE_DAMAGED',
  'STORE_FULL',
  'KEYCHAIN_UNAVAILABLE',
  'PASSPHRASE_WRONG',
  'NOT_SIGNED_IN',
  'SESSION_LOCKED',
  'SESSION_ENDED',
  'CONFLICT',
  'VAULT_LOCKED',
  'VAULT_EMPTY',
  'BACKUP_UNREADABLE',
  'INTERNAL',
]);

/** Serves a call and records a refusal by a rule (J4). If the record fails, the refusal is still returned. */
export async function recordingRefusal<Result>(
  call: CallContext,
  procedure: { name: string; summary: string },
  input: unknown,
  work: () => Promise<Result>,
): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Refusal) await recordRefusal(call, procedure, input, error).catch(() => {});
    throw error;
  }
}

/** The client of a call in an open client session (G5), or null. */
async function clientOf({ db }: Engine, input: unknown) {
  const named = typeof input === 'object' && input !== null && 'clientSession' in input ? input.clientSession : null;
  const session = typeof named === 'string' ? await sessionById(db, named) : undefined;
  return session ? ((await enterpriseById(db, session.enterprise_id ?? '')) ?? null) : null;
}

/** Who a session acts for: its enterprise, or the natural person themselves. */
function actedFor(session: WindowSessionRow): TrailClient | null {
  const [id, name] =
    session.person_id === null
      ? [session.enterprise_id, session.enterprise_name]
      : [session.person_id, session.person_name];
  return id === null ? null : { id, name: name ?? '' };
}

/** The person who is signing in in a window without a session, as far as its flow knows. */
async function onTheWay({ db }: Engine, window: string) {
  const flow = await openFlowOfWindow(db, window);
  if (!flow) return {};
  const [enterprise, handler, person] = await Promise.all([
    enterpriseById(db, flow.enterprise_id ?? ''),
    handlerById(db, flow.handler_id ?? ''),
    personById(db, flow.person_id ?? ''),
  ]);
  return {
    handler: handler ?? null,
    ...(flow.kind === 'agencyStaff' ? { agencyId: enterprise?.id ?? null } : { client: enterprise ?? person ?? null }),
  };
}

/** J4: the record of a refusal. If a service named its act, that act; otherwise the person in the window, for whom, the procedure, and the reason. */
async function recordRefusal(
  call: CallContext,
  procedure: { name: string; summary: string },
  input: unknown,
  refusal: Refusal,
): Promise<void> {
  const engine = call.desk.engine();
  if ((await recordRefusedAct(engine.bureau.trail, refusal)) || notRuled.has(refusal.code)) return;
  const session = await engine.bureau.sessions.rowOf(call.window);
  const staff = session?.kind === 'agencyStaff';
  await engine.bureau.trail.record({
    act: procedure.name,
    text: `${procedure.summary}被拒绝：${refusal.message}`,
    result: 'refused',
    rule: refusal.data.rule,
    origin: call.origin,
    sessionId: session?.id ?? null,
    agencyId: staff ? session.enterprise_id : null,
    handler: session?.handler_id ? { id: session.handler_id, name: session.person_name ?? '' } : null,
    client: staff ? await clientOf(engine, input) : session ? actedFor(session) : null,
    ...(session ? {} : await onTheWay(engine, call.window)),
    detail: { code: refusal.code, link: refusal.data.link },
  });
}
