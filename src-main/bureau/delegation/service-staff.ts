import type { StaffCandidate } from '@contract/agreements.ts';
import { InvalidInput, Refusal } from '@contract/errors.ts';
import { handlersOf } from '../../store/repositories/identity.ts';
import type { Database } from '../../store/schema/index.ts';
import { capacityText } from '../ground/capacity-text.ts';
import type { RuleSet } from '../rule-sets/rule-sets.ts';
import type { Pair } from './terms.ts';

/** L1, L2: the agency's people, each with the reason if they may not serve: they hold one of the client's four roles. */
export async function staffCandidates(db: Database, pair: Pair): Promise<StaffCandidate[]> {
  const [staff, own] = [await handlersOf(db, pair.agencyId), await handlersOf(db, pair.clientId)];
  return staff.map((handler) => {
    const same = own.find((one) => one.person_id === handler.person_id);
    return {
      handlerId: handler.id,
      name: handler.name,
      capacity: handler.capacity,
      barred: same ? `${handler.name}是委托企业的${capacityText[same.capacity]}，不能同时担任代理机构的服务人员` : null,
    };
  });
}

/** @throws Refusal RULE_BROKEN (L2) naming person and reason; InvalidInput for a person outside the agency, or for nobody if one is required (L1) */
export async function requireServiceStaff(
  db: Database,
  pair: Pair,
  handlerIds: readonly string[],
  ruleSet: RuleSet,
): Promise<void> {
  if (handlerIds.length === 0 && ruleSet.asksServiceStaff)
    throw new InvalidInput([{ field: 'serviceStaff', message: '请至少选择一名服务人员' }]);
  const candidates = new Map((await staffCandidates(db, pair)).map((one) => [one.handlerId, one]));
  if (handlerIds.some((id) => !candidates.has(id)))
    throw new InvalidInput([{ field: 'serviceStaff', message: '有人已不是该代理机构的人员，请刷新后重新选择' }]);
  const barred = handlerIds.flatMap((id) => candidates.get(id)?.barred ?? []);
  if (barred.length > 0)
    throw new Refusal('RULE_BROKEN', `${barred.join('；')}，请另选服务人员。`, {
      link: 'staff',
      rule: 'L2',
      whoCanMend: '代理机构的管理员',
    });
}
