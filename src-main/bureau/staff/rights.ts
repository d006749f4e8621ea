import { neverGranted, permissionFunctions } from '@contract/catalogue.ts';
import type { Capacity } from '@contract/people.ts';
import { serviceCatalogue } from '../catalogue/service-catalogue.ts';

/** Everything the catalogue knows, in its order: what legal representative and finance officer hold. */
export const allFunctions: ReadonlySet<string> = new Set(permissionFunctions(serviceCatalogue).map((permission) => permission.id));

/** What a role may hold (E2, H4): everything but staff maintenance and delegation management. */
export const roleGrantable: ReadonlySet<string> = new Set([...allFunctions].filter((id) => !neverGranted.includes(id)));

/** Whether a capacity holds every function, staff maintenance and delegation management among them (E1, H3). */
export const holdsEverything = (capacity: Capacity): boolean => capacity === 'legalRepresentative' || capacity === 'financeOfficer';

/** What the rights of a handler are made of. */
export interface RightsFacts {
  capacity: Capacity;
  state: 'active' | 'pending' | 'removed';
  /** Functions of the role; empty without one. */
  role: ReadonlySet<string>;
  /** Those granted to this person (E5). */
  granted: ReadonlySet<string>;
}

/**
 * The arithmetic of permission functions (E4 to E7), in one place: nothing while pending or removed; everything for legal representative and
 * finance officer; else what is granted, as far as the role has it and a role may have it.
 */
export function effectiveFunctions({ capacity, state, role, granted }: RightsFacts): ReadonlySet<string> {
  if (state !== 'active') return new Set();
  if (holdsEverything(capacity)) return allFunctions;
  return new Set([...roleGrantable].filter((id) => role.has(id) && granted.has(id)));
}
