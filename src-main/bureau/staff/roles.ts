import { randomUUID } from 'node:crypto';
import { InvalidInput, Refusal } from '@contract/errors.ts';
import { handlerById, type HandlerRow } from '../../store/repositories/identity.ts';
import { bumpHandler } from '../../store/repositories/handlers.ts';
import {
  addRole,
  deleteRole,
  grantRole,
  holdersOf,
  roleAndGrants,
  roleById,
  roleFunctions,
  rolesOf,
  setGranted,
  setRoleFunctions,
  updateRole,
  type RoleRow,
} from '../../store/repositories/roles.ts';
import type { Database, DatabaseTransaction } from '../../store/schema/index.ts';
import type { Act, Acts } from '../act/acts.ts';
import type { EnterpriseActor } from '../ground/actors.ts';
import type { Clock } from '../ground/ports.ts';
import { staffChangedMeanwhile, type Bindings } from './bindings.ts';
import type { ServiceCatalogue } from '../catalogue/service-catalogue.ts';

export interface RoleText {
  name: string;
  description: string;
  functions: readonly string[];
}

/** Roles (权限身份) of an enterprise (E2, E7). */
export class Roles {
  constructor(
    private readonly deps: { acts: Acts; clock: Clock; catalogue: ServiceCatalogue },
    private readonly bindings: Pick<Bindings, 'emitRightsChanged' | 'emitStaffChanged'>,
  ) {}

  /** E2. @throws InvalidInput for a name that is taken or no function; Refusal RULE_BROKEN (H4) */
  add(actor: EnterpriseActor, input: RoleText): Promise<string> {
    const record = { act: 'staff.role.add', text: `新增权限身份「${input.name}」`, by: actor, origin: actor.origin };
    return this.deps.acts.run(record, async (act) => {
      const { db } = act;
      await this.#check(db, actor.enterpriseId, input, null);
      const id = randomUUID();
      await addRole(
        db,
        {
          id,
          enterprise_id: actor.enterpriseId,
          name: input.name,
          description: input.description,
          created_at: this.deps.clock.now(),
        },
        [...new Set(input.functions)],
      );
      await this.bindings.emitStaffChanged(act, actor.enterpriseId);
      await act.record({
        ...record,
        text: `${record.text}，含${new Set(input.functions).size}项功能`,
        rule: 'E2',
        detail: { role: id },
      });
      return id;
    });
  }

  /**
   * E2, E7: what the role loses, its holders lose at once and for good; what it gains they get only when it is said.
   * @throws InvalidInput, Refusal RULE_BROKEN (H4), CONFLICT when it was changed meanwhile
   */
  change(
    actor: EnterpriseActor,
    input: RoleText & { roleId: string; revision: number; grantAdded: boolean },
  ): Promise<void> {
    const record = { act: 'staff.role.change', text: `修改权限身份「${input.name}」`, by: actor, origin: actor.origin };
    return this.deps.acts.run(record, async (act) => {
      const { db } = act;
      const role = await this.#own(db, actor, input.roleId);
      await this.#check(db, actor.enterpriseId, input, role.id);
      const [before, after] = [await roleFunctions(db, role.id), new Set(input.functions)];
      if (
        !(await updateRole(
          db,
          { id: role.id, revision: input.revision },
          { name: input.name, description: input.description },
        ))
      )
        throw staffChangedMeanwhile();
      await setRoleFunctions(db, role.id, [...after]);
      const added = [...after].filter((id) => !before.has(id));
      const removed = [...before].filter((id) => !after.has(id));
      const changed: string[] = [];
      for (const holder of await this.#holders(db, role.id)) {
        const { granted } = await roleAndGrants(db, holder.id);
        const kept = [...granted].filter((id) => after.has(id));
        const more = input.grantAdded ? added.filter((id) => !granted.has(id)) : [];
        if (kept.length === granted.size && more.length === 0) continue;
        await setGranted(db, holder.id, [...kept, ...more]);
        await bumpHandler(db, holder);
        changed.push(holder.id);
      }
      await this.#emitChanged(act, actor, changed);
      const text = `${record.text}：增加${added.length}项功能，取消${removed.length}项，${changed.length}名持有人的权限随之变更`;
      await act.record({
        ...record,
        text,
        rule: removed.length > 0 ? 'E7' : 'E2',
        detail: { role: role.id, added: added.length, removed: removed.length, people: changed.length },
      });
    });
  }

  /** E2: with a replacement its holders keep what they are granted and the replacement has. @throws Refusal RULE_BROKEN while held, NOT_FOUND, CONFLICT */
  remove(
    actor: EnterpriseActor,
    input: { roleId: string; revision: number; replacementId?: string | undefined },
  ): Promise<void> {
    const record = { act: 'staff.role.delete', text: '删除权限身份', by: actor, origin: actor.origin };
    return this.deps.acts.run(record, async (act) => {
      const { db } = act;
      const role = await this.#own(db, actor, input.roleId);
      if (role.revision !== input.revision) throw staffChangedMeanwhile();
      const holders = await this.#holders(db, role.id);
      if (holders.length > 0) await this.#replace(db, actor, role, holders, input.replacementId);
      await deleteRole(db, role.id);
      await this.#emitChanged(
        act,
        actor,
        holders.map((holder) => holder.id),
      );
      await act.record({
        ...record,
        text: `删除权限身份「${role.name}」${holders.length > 0 ? `，${holders.length}名持有人改用其他身份` : ''}`,
        rule: 'E2',
        detail: { role: role.id, people: holders.length },
      });
    });
  }

  async #replace(
    db: DatabaseTransaction,
    actor: EnterpriseActor,
    role: RoleRow,
    holders: readonly HandlerRow[],
    replacementId: string | undefined,
  ): Promise<void> {
    if (replacementId === undefined) {
      const names = holders.map((holder) => holder.name).join('、');
      throw new Refusal(
        'RULE_BROKEN',
        `权限身份「${role.name}」仍由${names}持有，不能删除。请选择接替的身份，或先在权限管理中为其更换身份。`,
        { link: 'state', rule: 'E2' },
      );
    }
    const other = await this.#own(db, actor, replacementId);
    if (other.id === role.id)
      throw new Refusal('RULE_BROKEN', '接替的身份不能是要删除的身份，请另选一个。', { link: 'input', rule: 'E2' });
    const functions = await roleFunctions(db, other.id);
    for (const holder of holders) {
      const { granted } = await roleAndGrants(db, holder.id);
      await grantRole(
        db,
        holder.id,
        other.id,
        [...granted].filter((id) => functions.has(id)),
      );
      await bumpHandler(db, holder);
    }
  }

  async #own(db: Database, actor: EnterpriseActor, roleId: string): Promise<RoleRow> {
    const role = await roleById(db, roleId);
    if (!role || role.enterprise_id !== actor.enterpriseId)
      throw new Refusal('NOT_FOUND', '没有这个权限身份，可能刚被删除。请刷新后再看。', { link: 'state', rule: 'E2' });
    return role;
  }

  async #check(db: DatabaseTransaction, enterpriseId: string, input: RoleText, except: string | null): Promise<void> {
    const key = (name: string): string => name.normalize('NFKC').replace(/\s/gu, '').toLowerCase();
    const taken = (await rolesOf(db, enterpriseId)).find(
      (role) => role.id !== except && key(role.name) === key(input.name),
    );
    if (taken) throw new InvalidInput([{ field: 'name', message: `已有权限身份「${taken.name}」，请换一个名称` }]);
    if (input.functions.length === 0) throw new InvalidInput([{ field: 'functions', message: '请至少勾选一项功能' }]);
    if (input.functions.some((id) => !this.deps.catalogue.roleGrantable.has(id))) {
      throw new Refusal(
        'RULE_BROKEN',
        '企业人员维护和代理机构认定管理只属于法定代表人和财务负责人，不能放进权限身份。',
        { link: 'scope', rule: 'H4' },
      );
    }
  }

  async #holders(db: DatabaseTransaction, roleId: string): Promise<HandlerRow[]> {
    const rows = await Promise.all((await holdersOf(db, roleId)).map((id) => handlerById(db, id)));
    return rows.filter((row): row is HandlerRow => row !== undefined && row.state !== 'removed');
  }

  async #emitChanged(act: Act, actor: EnterpriseActor, changed: readonly string[]): Promise<void> {
    await this.bindings.emitRightsChanged(act, changed);
    await this.bindings.emitStaffChanged(act, actor.enterpriseId);
  }
}
