import { randomUUID } from 'node:crypto';
import { Refusal } from '@contract/errors.ts';
import type { AddedCapacity } from '@contract/people.ts';
import type { IdType } from '@contract/validators/id-document.ts';
import {
  activateHandler,
  addHandler,
  addPerson,
  bumpHandler,
  pendingWithRealName,
  personWithRealName,
  removeHandler,
} from '../../store/repositories/handlers.ts';
import { handlerById, handlersOf, type HandlerRow } from '../../store/repositories/identity.ts';
import { endReset } from '../../store/repositories/password-resets.ts';
import { clearRole, grantRole, roleById, roleFunctions } from '../../store/repositories/roles.ts';
import { openSessions } from '../../store/repositories/sessions.ts';
import type { DatabaseTransaction } from '../../store/schema/index.ts';
import type { Act } from '../act/acts.ts';
import { capacityText } from '../ground/capacity-text.ts';
import type { Clock } from '../ground/ports.ts';
import type { Sessions } from '../sessions/sessions.ts';
import { lastRepresentative } from '../rights/may-do.ts';
import type { ServiceCatalogue } from '../catalogue/service-catalogue.ts';
import { staffChanged } from '../sessions/staff-changed.ts';

/** E5: a role of the enterprise and which of its functions are granted. */
export interface RoleGrant {
  roleId: string;
  functions: readonly string[];
}

/** Somebody to be bound to an enterprise (E3 to E5). Officers come from the registry only (B3). */
export interface NewBinding {
  enterpriseId: string;
  capacity: AddedCapacity;
  name: string;
  idType: IdType;
  idNumber: string;
  /** Null: without any function, as an agency's staff, whose rights are those of the agreements. */
  role: RoleGrant | null;
}

/**
 * Bindings of people to enterprises (办税人员): what the steps of staff maintenance do, each inside the caller's act. The caller has asked
 * whether the actor may, and writes the trail record.
 */
export class Bindings {
  constructor(private readonly deps: { clock: Clock; sessions: Sessions; catalogue: ServiceCatalogue }) {}

  /**
   * Adds a handler (E3 to E5): active when the real name is collected under this very name, else pending. A typed name that is not the one on the
   * record answers like a number that nobody knows.
   * @throws Refusal CONFLICT when this person is bound to the enterprise already; NOT_FOUND, RULE_BROKEN for the role (E5, H4)
   */
  async add(act: Act, binding: NewBinding): Promise<HandlerRow> {
    const { db } = act;
    const { enterpriseId, name, idType, idNumber, role } = binding;
    if (role) await this.#requireRole(db, enterpriseId, role);
    const bound = (await handlersOf(db, enterpriseId)).find(
      (handler) => handler.id_type === idType && handler.id_number === idNumber,
    );
    if (bound) throw alreadyBound(bound);
    const now = this.deps.clock.now();
    const known = await personWithRealName(db, idType, idNumber);
    const personId = known?.id ?? randomUUID();
    if (!known) await addPerson(db, { id: personId, id_type: idType, id_number: idNumber, name, created_at: now });
    const id = randomUUID();
    await addHandler(db, {
      id,
      enterprise_id: enterpriseId,
      person_id: personId,
      capacity: binding.capacity,
      state: known?.verified_name === name ? 'active' : 'pending',
      password_hash: null,
      registered_name: name,
      role_id: null,
      created_at: now,
      removed_at: null,
    });
    if (role) await grantRole(db, id, role.roleId, role.functions);
    await this.emitStaffChanged(act, enterpriseId);
    return required(await handlerById(db, id));
  }

  /** Changes role, functions or capacity (E6); open sessions of the person have the new rights at once. @throws Refusal CONFLICT when somebody else changed them meanwhile */
  async change(
    act: Act,
    handler: HandlerRow,
    change: { capacity?: AddedCapacity | undefined; role: RoleGrant | null },
  ): Promise<void> {
    const { db } = act;
    if (change.role) await this.#requireRole(db, handler.enterprise_id, change.role);
    if (!(await bumpHandler(db, handler, change.capacity ? { capacity: change.capacity } : {})))
      throw staffChangedMeanwhile();
    if (change.role) await grantRole(db, handler.id, change.role.roleId, change.role.functions);
    else await clearRole(db, handler.id);
    await this.emitRightsChanged(act, [handler.id]);
    await this.emitStaffChanged(act, handler.enterprise_id);
  }

  /** Ends a binding and every open session of it (E7). @throws Refusal RULE_BROKEN for the last legal representative */
  async remove(act: Act, handler: HandlerRow): Promise<void> {
    const { db } = act;
    if (handler.capacity === 'legalRepresentative') {
      const others = (await handlersOf(db, handler.enterprise_id)).filter(
        (other) => other.capacity === 'legalRepresentative' && other.id !== handler.id,
      );
      if (others.length === 0) {
        throw new Refusal('RULE_BROKEN', lastRepresentative.message, {
          link: 'staff',
          rule: lastRepresentative.rule,
          whoCanMend: lastRepresentative.whoCanMend,
        });
      }
    }
    await removeHandler(db, handler.id, this.deps.clock.now());
    await clearRole(db, handler.id);
    await endReset(db, handler.id);
    await this.deps.sessions.ends.endAllWithin(act, { handlerId: handler.id }, 'rightsRemoved');
    await act.emit({ kind: 'handlerRemoved', enterpriseId: handler.enterprise_id, handlerId: handler.id });
    await this.emitStaffChanged(act, handler.enterprise_id);
  }

  /**
   * E4: handlers of a person (undefined: of everybody) whose real name is collected now under the name that the enterprise knows are pending no more.
   * Whoever is active already is left alone, so it may be asked at any time.
   */
  async activate(act: Act, personId?: string): Promise<void> {
    for (const waiting of await pendingWithRealName(act.db, personId)) {
      await activateHandler(act.db, waiting.id);
      const enterprise = { id: waiting.enterprise_id, name: waiting.enterprise_name };
      await act.record({
        act: 'staff.activate',
        text: `${waiting.name}已完成实名采集，在${waiting.enterprise_name}的权限生效`,
        rule: 'E4',
        handler: { id: waiting.id, name: waiting.name },
        ...(waiting.is_agency ? { agencyId: enterprise.id } : { client: enterprise }),
        origin: 'bureau',
      });
    }
  }

  /** E6: the windows in which these people are signed in. */
  async emitRightsChanged(act: Act, handlerIds: readonly string[]): Promise<void> {
    for (const handlerId of handlerIds) {
      for (const session of await openSessions(act.db, { handlerId, kind: 'enterprise' }))
        await act.emit({ kind: 'ownRightsChanged', window: session.window, sessionId: session.id });
    }
  }

  /** The windows that may stand on the list of this enterprise's people. */
  async emitStaffChanged(act: Act, enterpriseId: string): Promise<void> {
    await act.emit(await staffChanged(act.db, enterpriseId, this.deps.clock.now()));
  }

  async #requireRole(db: DatabaseTransaction, enterpriseId: string, grant: RoleGrant): Promise<void> {
    const role = await roleById(db, grant.roleId);
    if (!role || role.enterprise_id !== enterpriseId)
      throw new Refusal('NOT_FOUND', '没有这个权限身份，可能刚被删除。请刷新后重新选择。', {
        link: 'state',
        rule: 'E5',
      });
    const functions = await roleFunctions(db, role.id);
    if (grant.functions.some((id) => !this.deps.catalogue.roleGrantable.has(id))) {
      throw new Refusal('RULE_BROKEN', '企业人员维护和代理机构认定管理只属于法定代表人和财务负责人，不能授予他人。', {
        link: 'scope',
        rule: 'H4',
      });
    }
    if (grant.functions.some((id) => !functions.has(id))) {
      throw new Refusal('RULE_BROKEN', `权限身份「${role.name}」刚被修改，已不含所选的部分功能。请刷新后重新选择。`, {
        link: 'scope',
        rule: 'E5',
      });
    }
  }
}

/** Who of the enterprise this person is already: what one's own list of people says anyway. */
function alreadyBound(bound: HandlerRow): Refusal {
  const what = bound.state === 'pending' ? '待实名采集的' : '';
  return new Refusal(
    'CONFLICT',
    `该证件号码已是本企业${what}${capacityText[bound.capacity]}（${bound.name}），不必再次添加。需要调整权限的，请在人员列表中办理。`,
    { link: 'staff', rule: 'E3' },
  );
}

function required<Row>(row: Row | undefined): Row {
  if (!row) throw new Error('a handler that was just added is not there');
  return row;
}

/** What an officer is told whose page shows what was before. */
export function staffChangedMeanwhile(): Refusal {
  return new Refusal('CONFLICT', '内容刚被另一位负责人修改，本次没有保存。请刷新后再试。', {
    link: 'state',
    rule: 'E6',
  });
}
