import { Refusal } from '@contract/errors.ts';
import type { AddedCapacity } from '@contract/people.ts';
import type { NotAllowed } from '@contract/enterprise-staff.ts';
import { maskIdNumber } from '@contract/validators/id-document.ts';
import { handlerById, handlersOf, type HandlerRow } from '../../store/repositories/identity.ts';
import { roleById } from '../../store/repositories/roles.ts';
import type { Database } from '../../store/schema/index.ts';
import type { Acts } from '../act/acts.ts';
import type { EnterpriseActor } from '../ground/actors.ts';
import type { PasswordResets } from '../sign-in/password-resets.ts';
import { staffChangedMeanwhile, type Bindings, type RoleGrant } from './bindings.ts';
import { officerOf, whyNotChange, whyNotRemove } from '../rights/may-do.ts';
import type { SoughtPerson } from './people-search.ts';

/** What legal representative and finance officer do about people (E3 to E7, D2). The procedure has asked for `staff.maintain` (E1). */
export class StaffMaintenance {
  constructor(
    private readonly deps: { acts: Acts; resets: PasswordResets },
    private readonly bindings: Bindings,
  ) {}

  /** E3 to E5. @throws Refusal CONFLICT, NOT_FOUND, RULE_BROKEN as {@link Bindings.add} */
  add(
    actor: EnterpriseActor,
    input: { person: SoughtPerson; capacity: AddedCapacity } & RoleGrant,
  ): Promise<{ handlerId: string; state: 'active' | 'pending' }> {
    const { person, capacity, roleId, functions } = input;
    const record = { act: 'staff.add', by: actor, origin: actor.origin };
    return this.deps.acts.run({ ...record, text: `添加${person.name}` }, async (act) => {
      const added = await this.bindings.add(act, {
        enterpriseId: actor.enterpriseId,
        capacity,
        ...person,
        role: { roleId, functions: [...new Set(functions)] },
      });
      const state = added.state === 'active' ? ('active' as const) : ('pending' as const);
      const role = await roleById(act.db, roleId);
      const waiting = state === 'pending' ? '，待本人实名采集后生效' : '';
      await act.record({
        ...record,
        text: `添加${person.name}（${maskIdNumber(person.idNumber)}），身份「${role?.name ?? ''}」，${new Set(functions).size}项功能${waiting}`,
        rule: state === 'pending' ? 'E4' : 'E5',
        detail: { handler: added.id, role: roleId, functions: new Set(functions).size },
      });
      return { handlerId: added.id, state };
    });
  }

  /** E6. @throws Refusal RULE_BROKEN for an officer (B3), CONFLICT when somebody changed this person meanwhile, and as {@link Bindings.change} */
  changeRights(
    actor: EnterpriseActor,
    input: { handlerId: string; revision: number; capacity: AddedCapacity } & RoleGrant,
  ): Promise<void> {
    const record = { act: 'staff.rights', by: actor, origin: actor.origin };
    return this.deps.acts.run({ ...record, text: '变更办税人员权限' }, async (act) => {
      const handler = await this.#own(act.db, actor, input.handlerId);
      forbid(whyNotChange(handler));
      if (handler.revision !== input.revision) throw staffChangedMeanwhile();
      const functions = [...new Set(input.functions)];
      await this.bindings.change(act, handler, { capacity: input.capacity, role: { roleId: input.roleId, functions } });
      const role = await roleById(act.db, input.roleId);
      await act.record({
        ...record,
        text: `变更${handler.name}的权限：身份「${role?.name ?? ''}」，${functions.length}项功能`,
        rule: 'E6',
        detail: { handler: handler.id, role: input.roleId, functions: functions.length },
      });
    });
  }

  /** E7: the person's sessions end at once. @throws Refusal RULE_BROKEN, FORBIDDEN, NOT_FOUND */
  remove(actor: EnterpriseActor, handlerId: string): Promise<void> {
    const record = { act: 'staff.remove', by: actor, origin: actor.origin };
    return this.deps.acts.run({ ...record, text: '移除办税人员' }, async (act) => {
      const handler = await this.#own(act.db, actor, handlerId);
      const representatives = (await handlersOf(act.db, actor.enterpriseId)).filter(
        (one) => one.capacity === 'legalRepresentative',
      );
      forbid(whyNotRemove(handler, officerOf(actor), representatives.length));
      await this.bindings.remove(act, handler);
      await act.record({
        ...record,
        text: `移除${handler.name}，其登录已结束`,
        rule: 'E7',
        detail: { handler: handler.id },
      });
    });
  }

  /** D2, D4. @throws Refusal FORBIDDEN, RULE_BROKEN, NOT_FOUND; leaves its own records */
  reset(actor: EnterpriseActor, handlerId: string): Promise<{ expiresAt: number }> {
    return this.deps.resets.reset(actor, handlerId, null, (act) =>
      this.bindings.emitStaffChanged(act, actor.enterpriseId),
    );
  }

  async #own(db: Database, actor: EnterpriseActor, handlerId: string): Promise<HandlerRow> {
    const handler = await handlerById(db, handlerId);
    if (!handler || handler.enterprise_id !== actor.enterpriseId || handler.state === 'removed') {
      throw new Refusal('NOT_FOUND', '没有这位办税人员，可能刚被移除。请刷新后再看。', { link: 'staff', rule: 'E6' });
    }
    return handler;
  }
}

function forbid(why: NotAllowed | null): void {
  if (why) throw new Refusal('RULE_BROKEN', why.message, { link: 'staff', rule: why.rule, whoCanMend: why.whoCanMend });
}
