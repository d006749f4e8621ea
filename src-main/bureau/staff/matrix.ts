import { Refusal } from '@contract/errors.ts';
import type { StaffMatrix as Matrix, StaffWhy } from '@contract/enterprise-staff.ts';
import { handlersOf, type HandlerRow } from '../../store/repositories/identity.ts';
import { functionsOfRoles, grantsOfHandlers, rolesOf } from '../../store/repositories/roles.ts';
import type { Database } from '../../store/schema/index.ts';
import type { EnterpriseActor } from '../ground/actors.ts';
import { whyCannotLogIn } from '../sign-in/handler-choice.ts';
import type { ServiceCatalogue } from '../catalogue/service-catalogue.ts';
import { decideCell, type RightsFacts } from '../rights/rights.ts';
import { explainCell } from './why-text.ts';
import type { Profile } from '../ground/profile.ts';

interface Known {
  handler: HandlerRow;
  facts: RightsFacts;
  roleName: string | null;
  cannot: string | null;
}

/** 权限一览: who of an enterprise may do what, and why. */
export class StaffMatrices {
  constructor(private readonly deps: { db: Database; profile: Profile; catalogue: ServiceCatalogue }) {}

  async of(actor: EnterpriseActor): Promise<Matrix> {
    const functions = [...this.deps.catalogue.all];
    const people = (await this.#known(actor.enterpriseId)).map(({ handler, facts, roleName, cannot }) => ({
      handlerId: handler.id,
      name: handler.name,
      capacity: handler.capacity,
      cannot,
      roleName,
      cells: functions.map((id) => decideCell(facts, cannot === null, id, this.deps.catalogue)),
    }));
    return { functions, people };
  }

  /** Every link of the chain for one cell. @throws Refusal NOT_FOUND */
  async why(actor: EnterpriseActor, input: { handlerId: string; functionId: string }): Promise<StaffWhy> {
    const known = (await this.#known(actor.enterpriseId)).find((one) => one.handler.id === input.handlerId);
    if (!known || !this.deps.catalogue.all.has(input.functionId))
      throw new Refusal('NOT_FOUND', '没有这位办税人员或这项功能，请刷新后再看。', { link: 'staff', rule: 'E6' });
    const { handler, facts, roleName, cannot } = known;
    return explainCell(
      facts,
      {
        name: handler.name,
        roleName,
        cannot,
        title: this.deps.catalogue.titleOf(input.functionId),
        profile: this.deps.profile,
      },
      input.functionId,
      this.deps.catalogue,
    );
  }

  async #known(enterpriseId: string): Promise<Known[]> {
    const { db, profile } = this.deps;
    const [handlers, roles, roleFunctions, grants] = await Promise.all([
      handlersOf(db, enterpriseId),
      rolesOf(db, enterpriseId),
      functionsOfRoles(db, enterpriseId),
      grantsOfHandlers(db, enterpriseId),
    ]);
    return handlers.map((handler) => {
      const role = roles.find((one) => one.id === handler.role_id);
      return {
        handler,
        roleName: role?.name ?? null,
        cannot: whyCannotLogIn(handler, profile),
        facts: {
          capacity: handler.capacity,
          state: handler.state,
          role: role ? (roleFunctions.get(role.id) ?? new Set()) : null,
          granted: grants.get(handler.id) ?? new Set(),
        },
      };
    });
  }
}
