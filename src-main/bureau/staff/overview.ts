import type { StaffOverview as Overview, StaffPerson, StaffRole } from '@contract/enterprise-staff.ts';
import { maskIdNumber } from '@contract/validators/id-document.ts';
import { maskMobile } from '@contract/validators/mobile.ts';
import { handlersOf, type HandlerRow } from '../../store/repositories/identity.ts';
import { resetsOf } from '../../store/repositories/password-resets.ts';
import { functionsOfRoles, grantsOfHandlers, rolesOf } from '../../store/repositories/roles.ts';
import { openSessions } from '../../store/repositories/sessions.ts';
import type { Database } from '../../store/schema/index.ts';
import type { EnterpriseActor } from '../ground/actors.ts';
import { iso } from '../ground/calendar.ts';
import { whyCannotLogIn } from '../sign-in/handler-choice.ts';
import { officerOf, whyNotChange, whyNotRemove, whyNotReset } from '../rights/may-do.ts';
import type { ServiceCatalogue } from '../catalogue/service-catalogue.ts';
import { effectiveFunctions } from '../rights/rights.ts';
import type { Profile } from '../ground/profile.ts';

/** The list of an enterprise's people and roles (E1 to E7), with what may be done about each and why not. */
export class StaffOverviews {
  constructor(private readonly deps: { db: Database; profile: Profile; catalogue: ServiceCatalogue }) {}

  async of(actor: EnterpriseActor): Promise<Overview> {
    const { db, profile, catalogue } = this.deps;
    const officer = officerOf(actor);
    const [handlers, roles, roleFunctions, grants, resets, sessions] = await Promise.all([
      handlersOf(db, actor.enterpriseId),
      rolesOf(db, actor.enterpriseId),
      functionsOfRoles(db, actor.enterpriseId),
      grantsOfHandlers(db, actor.enterpriseId),
      resetsOf(db, actor.enterpriseId),
      openSessions(db, { enterpriseId: actor.enterpriseId }),
    ]);
    const representatives = handlers.filter((one) => one.capacity === 'legalRepresentative').length;
    const shown = (handler: HandlerRow): StaffPerson => {
      const role = roles.find((one) => one.id === handler.role_id);
      const granted = grants.get(handler.id) ?? new Set<string>();
      const reset = resets.get(handler.id);
      // A pending person would hold nothing now; the list says what is waiting for them.
      const holds = effectiveFunctions(
        {
          capacity: handler.capacity,
          state: 'active',
          role: role ? (roleFunctions.get(role.id) ?? new Set()) : null,
          granted,
        },
        catalogue,
      );
      return {
        handlerId: handler.id,
        name: handler.name,
        idType: handler.id_type,
        idNumberMasked: maskIdNumber(handler.id_number),
        mobileMasked: handler.mobile === null ? null : maskMobile(handler.mobile),
        capacity: handler.capacity,
        state: handler.state === 'active' ? 'active' : 'pending',
        cannot: whyCannotLogIn(handler, profile),
        role: role ? { id: role.id, name: role.name } : null,
        granted: holds === catalogue.all ? [] : [...holds],
        functions: holds.size,
        hasPassword: handler.password_hash !== null,
        reset: reset
          ? {
              resetAt: iso(reset.reset_at),
              expiresAt: iso(reset.expires_at),
              usedAt: reset.used_at === null ? null : iso(reset.used_at),
              byName: reset.by_name,
            }
          : null,
        windows: new Set(
          sessions.filter((row) => row.handler_id === handler.id && row.kind === 'enterprise').map((row) => row.window),
        ).size,
        addedAt: iso(handler.created_at),
        self: handler.person_id === officer.personId,
        revision: handler.revision,
        not: {
          change: whyNotChange(handler),
          remove: whyNotRemove(handler, officer, representatives),
          reset: whyNotReset(handler, officer, handler.password_hash !== null || reset !== undefined),
        },
      };
    };
    return {
      people: handlers.map(shown),
      roles: roles.map((role): StaffRole => ({
        id: role.id,
        name: role.name,
        description: role.description,
        functions: [...catalogue.roleGrantable].filter((id) => roleFunctions.get(role.id)?.has(id)),
        revision: role.revision,
        holders: handlers
          .filter((handler) => handler.role_id === role.id)
          .map((handler) => ({ handlerId: handler.id, name: handler.name })),
      })),
    };
  }
}
