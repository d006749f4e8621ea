import { Refusal } from '@contract/errors.ts';
import type { AddedCapacity } from '@contract/people.ts';
import type { NotAllowed } from '@contract/staff.ts';
import { maskIdNumber } from '@contract/validators/id-document.ts';
import { handlerById, handlersOf, type HandlerRow } from '../../store/repositories/identity.ts';
import { roleById } from '../../store/repositories/roles.ts';
import type { Database } from '../../store/schema.ts';
import type { EnterpriseActor } from '../actors.ts';
import type { DomainEvent, DomainEvents } from '../domain-events.ts';
import type { PasswordResets } from '../sign-in/password-resets.ts';
import type { Trail } from '../trail/trail.ts';
import { changedMeanwhile, type Bindings, type RoleGrant } from './bindings.ts';
import { officerOf, whyNotChange, whyNotRemove } from './may-do.ts';
import type { SoughtPerson } from './people-search.ts';
import { recorded } from './recorded.ts';

/** What legal representative and finance officer do about people (E3 to E7, D2). The procedure has asked for `staff.maintain` (E1). */
export class StaffMaintenance {
  constructor(
    private readonly parts: { db: Database; events: DomainEvents; trail: Trail; resets: PasswordResets },
    private readonly bindings: Bindings,
  ) {}

  /** E3 to E5. @throws Refusal CONFLICT, NOT_FOUND, RULE_BROKEN as {@link Bindings.add} */
  add(actor: EnterpriseActor, input: { person: SoughtPerson; capacity: AddedCapacity } & RoleGrant): Promise<{ handlerId: string; state: 'active' | 'pending' }> {
    const { person, capacity, roleId, functions } = input;
    return recorded(this.parts, actor, { name: 'staff.add', title: `添加${person.name}` }, async (db, told) => {
      const added = await this.bindings.add(db, { enterpriseId: actor.enterpriseId, capacity, ...person, role: { roleId, functions: [...new Set(functions)] } }, told);
      const state = added.state === 'active' ? 'active' as const : 'pending' as const;
      const role = await roleById(db, roleId);
      const waiting = state === 'pending' ? '，待本人实名采集后生效' : '';
      return {
        result: { handlerId: added.id, state }, text: `添加${person.name}（${maskIdNumber(person.idNumber)}），身份「${role?.name ?? ''}」，${new Set(functions).size}项功能${waiting}`,
        rule: state === 'pending' ? 'E4' : 'E5', detail: { handler: added.id, role: roleId, functions: new Set(functions).size },
      };
    });
  }

  /** E6. @throws Refusal RULE_BROKEN for an officer (B3), CONFLICT when somebody changed this person meanwhile, and as {@link Bindings.change} */
  changeRights(actor: EnterpriseActor, input: { handlerId: string; revision: number; capacity: AddedCapacity } & RoleGrant): Promise<void> {
    return recorded(this.parts, actor, { name: 'staff.rights', title: '变更办税人员权限' }, async (db, told) => {
      const handler = await this.#own(db, actor, input.handlerId);
      forbid(whyNotChange(handler));
      if (handler.revision !== input.revision) throw changedMeanwhile();
      const functions = [...new Set(input.functions)];
      await this.bindings.change(db, handler, { capacity: input.capacity, role: { roleId: input.roleId, functions } }, told);
      const role = await roleById(db, input.roleId);
      return {
        result: undefined, text: `变更${handler.name}的权限：身份「${role?.name ?? ''}」，${functions.length}项功能`, rule: 'E6',
        detail: { handler: handler.id, role: input.roleId, functions: functions.length },
      };
    });
  }

  /** E7: the person's sessions end at once. @throws Refusal RULE_BROKEN, FORBIDDEN, NOT_FOUND */
  remove(actor: EnterpriseActor, handlerId: string): Promise<void> {
    return recorded(this.parts, actor, { name: 'staff.remove', title: '移除办税人员' }, async (db, told) => {
      const handler = await this.#own(db, actor, handlerId);
      const representatives = (await handlersOf(db, actor.enterpriseId)).filter((one) => one.capacity === 'legalRepresentative');
      forbid(whyNotRemove(handler, officerOf(actor), representatives.length));
      await this.bindings.remove(db, handler, told);
      return { result: undefined, text: `移除${handler.name}，其登录已结束`, rule: 'E7', detail: { handler: handler.id } };
    });
  }

  /** D2, D4. @throws Refusal FORBIDDEN, RULE_BROKEN, NOT_FOUND; leaves its own records */
  async reset(actor: EnterpriseActor, handlerId: string): Promise<{ expiresAt: number }> {
    const done = await this.parts.resets.reset(actor, handlerId);
    const told: DomainEvent[] = [];
    await this.bindings.tellStaff(this.parts.db, actor.enterpriseId, told);
    for (const event of told) await this.parts.events.emit(event);
    return done;
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
