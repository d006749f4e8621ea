import { Refusal } from '@contract/errors.ts';
import type { EnterpriseActor } from '../ground/actors.ts';

/** Who a record names: the handler, or the enterprise itself in a session that names nobody (B8). */
export const actorName = (by: EnterpriseActor): string => by.person?.name ?? by.enterpriseName;

/** Somebody else changed it since it was read. */
export const insuranceChangedMeanwhile = (): Refusal =>
  new Refusal('CONFLICT', '内容刚在别处修改过，没有覆盖。请刷新后核对再办。', { link: 'state', rule: 'B8' });
