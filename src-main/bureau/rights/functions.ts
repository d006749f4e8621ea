import { functionsOfGroup } from '@contract/catalogue.ts';
import type { Capacity } from '@contract/people.ts';
import { roleAndGrants } from '../../store/repositories/roles.ts';
import type { Database } from '../../store/schema/index.ts';
import { serviceCatalogue } from '../catalogue/service-catalogue.ts';
import { allFunctions, effectiveFunctions, holdsEverything } from './rights.ts';

/** What a social-insurance session holds, and nothing else (B8). */
export const socialInsuranceFunctions: ReadonlySet<string> = new Set(functionsOfGroup(serviceCatalogue, 'social'));

/** What an enterprise holds, and so could give to an agency (H4): social insurance alone, or everything. */
export const functionsOfEnterprise = (enterprise: { social_insurance_only: boolean }): ReadonlySet<string> =>
  enterprise.social_insurance_only ? socialInsuranceFunctions : allFunctions;

/** Permission functions of a handler who is signed in to their enterprise (E5); read anew at every call (E6). */
export async function functionsOfHandler(
  db: Database,
  handler: { handlerId: string; capacity: Capacity },
): Promise<ReadonlySet<string>> {
  if (holdsEverything(handler.capacity)) return allFunctions;
  return effectiveFunctions({
    capacity: handler.capacity,
    state: 'active',
    ...(await roleAndGrants(db, handler.handlerId)),
  });
}
