import { flattenServices } from '@contract/catalogue.ts';
import type { EnterpriseHome, EnterpriseService } from '@contract/enterprise.ts';
import { Refusal } from '@contract/errors.ts';
import { enterpriseById } from '../../store/repositories/identity.ts';
import type { Database } from '../../store/schema/index.ts';
import type { EnterpriseActor } from '../ground/actors.ts';
import type { ServiceCatalogue } from '../catalogue/service-catalogue.ts';
import { missingFunctions } from './window-actors.ts';

/** For every service of the catalogue whether this actor may do it, and if not, why and who can mend it (E5, B8). */
export function servicesFor(
  actor: Pick<EnterpriseActor, 'person' | 'functions'>,
  { tree, titleOf }: ServiceCatalogue,
): EnterpriseService[] {
  return flattenServices(tree).map(({ service }) => {
    const missing = service.needs.filter((id) => !actor.functions.has(id));
    if (missing.length === 0)
      return { serviceId: service.id, allowed: true, rule: null, reason: null, whoCanMend: null };
    return {
      serviceId: service.id,
      allowed: false,
      rule: actor.person ? 'E5' : 'B8',
      reason: missingFunctions(actor, missing.map((id) => `「${titleOf(id)}」`).join('和')),
      whoCanMend: actor.person ? '法定代表人或财务负责人' : null,
    };
  });
}

/** The home page of an enterprise session (A4). */
export class EnterpriseOverview {
  constructor(
    private readonly db: Database,
    private readonly catalogue: ServiceCatalogue,
  ) {}

  async of(actor: EnterpriseActor): Promise<EnterpriseHome> {
    const row = await enterpriseById(this.db, actor.enterpriseId);
    if (!row) throw new Refusal('NOT_FOUND', '没有这家企业，请重新登录。', { link: 'identity' });
    return {
      enterprise: { id: row.id, name: row.name, taxpayerId: row.taxpayer_id, kind: row.kind, address: row.address },
      person: actor.person ? { name: actor.person.name, capacity: actor.person.capacity } : null,
      services: servicesFor(actor, this.catalogue),
    };
  }
}
