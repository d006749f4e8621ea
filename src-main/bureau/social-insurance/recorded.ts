import { Refusal } from '@contract/errors.ts';
import type { EnterpriseActor } from '../actors.ts';
import type { Trail } from '../trail/trail.ts';

/** Does an act and records its refusal under the actor (J4), outside the transaction that it undid. */
export async function recorded<T>(trail: Trail, by: EnterpriseActor, act: string, what: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Refusal) {
      await trail.record({
        act, text: `${what}被拒绝：${error.message}`, result: 'refused', rule: error.data.rule, by, origin: by.origin, detail: { code: error.code, link: error.data.link },
      });
    }
    throw error;
  }
}

/** Who a record names: the handler, or the enterprise itself in a session that names nobody (B8). */
export const actorName = (by: EnterpriseActor): string => by.person?.name ?? by.enterpriseName;

/** Somebody else changed it since it was read. */
export const changedMeanwhile = (): Refusal => new Refusal('CONFLICT', '内容刚在别处修改过，没有覆盖。请刷新后核对再办。', { link: 'state', rule: 'B8' });
