import { functionsOfGroup, neverGranted, permissionFunctions } from '@contract/catalogue.ts';
import type { Capacity } from '@contract/people.ts';
import { grantedFunctions } from '../../store/repositories/roles.ts';
import type { Database } from '../../store/schema.ts';
import { serviceCatalogue } from '../catalogue/service-catalogue.ts';

/** Everything the catalogue knows: what legal representative and finance officer hold. */
export const allFunctions: ReadonlySet<string> = new Set(permissionFunctions(serviceCatalogue).map((permission) => permission.id));

/** What a social-insurance session holds, and nothing else (B8). */
export const socialInsuranceFunctions: ReadonlySet<string> = new Set(functionsOfGroup(serviceCatalogue, 'social'));

/** What an enterprise holds, and so could give to an agency (H4): social insurance alone, or everything. */
export const functionsOfEnterprise = (enterprise: { social_insurance_only: number }): ReadonlySet<string> =>
  (enterprise.social_insurance_only === 1 ? socialInsuranceFunctions : allFunctions);

/** Whether a capacity holds every function, staff maintenance and delegation management among them (E1, H3). */
export const holdsEverything = (capacity: Capacity): boolean => capacity === 'legalRepresentative' || capacity === 'financeOfficer';

/**
 * Permission functions of a handler in their enterprise (E5): everything for legal representative and finance officer; for others what
 * they are granted of their role, never staff maintenance or delegation management.
 */
export async function functionsOfHandler(db: Database, handler: { handlerId: string; capacity: Capacity }): Promise<ReadonlySet<string>> {
  if (holdsEverything(handler.capacity)) return allFunctions;
  const granted = await grantedFunctions(db, handler.handlerId);
  return new Set(granted.filter((id) => allFunctions.has(id) && !neverGranted.includes(id)));
}
