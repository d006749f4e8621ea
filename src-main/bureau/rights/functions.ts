import type { Capacity } from '@contract/people.ts';
import { roleAndGrants } from '../../store/repositories/roles.ts';
import type { Database } from '../../store/schema/index.ts';
import type { ServiceCatalogue } from '../catalogue/service-catalogue.ts';
import { effectiveFunctions, holdsEverything } from './rights.ts';

/** What an enterprise holds, and so could give to an agency (H4): social insurance alone, or everything. */
export const functionsOfEnterprise = (
  enterprise: { social_insurance_only: boolean },
  catalogue: ServiceCatalogue,
): ReadonlySet<string> => (enterprise.social_insurance_only ? catalogue.socialInsurance : catalogue.all);

/** Permission functions of a handler who is signed in to their enterprise (E5); read anew at every call (E6). */
export async function functionsOfHandler(
  db: Database,
  handler: { handlerId: string; capacity: Capacity },
  catalogue: ServiceCatalogue,
): Promise<ReadonlySet<string>> {
  if (holdsEverything(handler.capacity)) return catalogue.all;
  const held = await roleAndGrants(db, handler.handlerId);
  return effectiveFunctions({ capacity: handler.capacity, state: 'active', ...held }, catalogue);
}
