import type { Refusal } from '@contract/errors.ts';
import type { ClientActor } from '../actors.ts';
import type { Trail } from '../trail/trail.ts';

/** Records a refused act under staff and client (J4), outside the transaction that it undid, and hands the refusal back to be thrown. */
export async function refused(trail: Trail, by: ClientActor, act: string, what: string, refusal: Refusal): Promise<Refusal> {
  await trail.record({
    act, text: `${what}被拒绝：${refusal.message}`, result: 'refused', rule: refusal.data.rule, by, origin: by.staff.origin,
    detail: { code: refusal.code, link: refusal.data.link },
  });
  return refusal;
}
