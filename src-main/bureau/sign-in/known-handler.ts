import { Refusal } from '@contract/errors.ts';
import { handlerById, type HandlerRow } from '../../store/repositories/identity.ts';
import { openFlow, type FlowRow } from '../../store/repositories/sign-in-flows.ts';
import type { Database, DatabaseTransaction } from '../../store/schema/index.ts';
import type { Clock } from '../ground/ports.ts';
import type { Caller } from '../ground/caller.ts';
import { whyCannotLogIn } from './handler-choice.ts';
import type { Profile } from '../ground/profile.ts';

/** The flow of a login in this window, or null when it is over: for a question that is nobody's act, and leaves no refusal. */
export async function flowIfOpen(
  deps: { db: Database; clock: Clock },
  kind: FlowRow['kind'],
  id: string,
  caller: Caller,
): Promise<FlowRow | null> {
  const flow = await openFlow(deps.db, kind, id, caller.window);
  const now = deps.clock.now();
  // Before its own start means that the clock was set back.
  return flow && now < flow.expires_at && now >= flow.started_at ? flow : null;
}

/** The flow of a login in this window. @throws Refusal FLOW_EXPIRED after its time, in another window, or once it was used */
export async function flowOf(
  deps: { db: Database; clock: Clock },
  kind: FlowRow['kind'],
  id: string,
  caller: Caller,
): Promise<FlowRow> {
  const flow = await flowIfOpen(deps, kind, id, caller);
  if (!flow) throw flowExpired();
  return flow;
}

/** A handler of the flow's enterprise. @throws Refusal NOT_FOUND for anybody else */
export async function handlerOf(db: Database, enterpriseId: string, handlerId: string): Promise<HandlerRow> {
  const handler = await handlerById(db, handlerId);
  if (!handler || handler.enterprise_id !== enterpriseId || handler.state === 'removed') {
    throw new Refusal('NOT_FOUND', '没有这位办税人员，请重新选择。', { link: 'staff', rule: 'B4' });
  }
  return handler;
}

/** A3: the refusal of somebody whose real name is not collected, or null. */
export function realNameRefusal(handler: HandlerRow, profile: Profile): Refusal | null {
  const cannot = whyCannotLogIn(handler, profile);
  return cannot === null
    ? null
    : new Refusal('REAL_NAME_REQUIRED', `${cannot}。`, {
        link: 'identity',
        rule: 'A3',
        whoCanMend: profile.whoAttests,
      });
}

/**
 * A password changed or was reset, or a person removed, while password or code was checked: what was proved before must not open a session that
 * nobody ends.
 * Asked inside the transaction that makes the session. @throws Refusal CONFLICT
 */
export async function stillHolds(db: DatabaseTransaction, handler: HandlerRow): Promise<void> {
  const now = await handlerById(db, handler.id);
  if (now?.state === 'active' && now.password_hash === handler.password_hash) return;
  throw new Refusal('CONFLICT', '登录信息刚被修改，请从第一步重新登录。', { link: 'state', rule: 'G2' });
}

export function flowExpired(): Refusal {
  return new Refusal('FLOW_EXPIRED', '登录步骤已过期，请从第一步重新登录。', { link: 'session', rule: 'G1' });
}
