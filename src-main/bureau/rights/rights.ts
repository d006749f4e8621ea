import type { Capacity } from '@contract/people.ts';
import type { ServiceCatalogue } from '../catalogue/service-catalogue.ts';

/** Whether a capacity holds every function, staff maintenance and delegation management among them (E1, H3). */
export const holdsEverything = (capacity: Capacity): boolean =>
  capacity === 'legalRepresentative' || capacity === 'financeOfficer';

/** What the rights of a handler are made of. */
export interface RightsFacts {
  capacity: Capacity;
  state: 'active' | 'pending' | 'removed';
  /** Functions of the role; null without one. */
  role: ReadonlySet<string> | null;
  /** Those granted to this person (E5). */
  granted: ReadonlySet<string>;
}

/**
 * The arithmetic of permission functions (E4 to E7), in one place: nothing while pending or removed; everything for legal representative and
 * finance officer; else what is granted, as far as the role has it and a role may have it.
 */
export function effectiveFunctions(facts: RightsFacts, catalogue: ServiceCatalogue): ReadonlySet<string> {
  if (facts.state !== 'active') return new Set();
  if (holdsEverything(facts.capacity)) return catalogue.all;
  return new Set([...catalogue.roleGrantable].filter((id) => lacks(facts, id, catalogue) === null));
}

/** Why somebody does not hold a function apart from their real name, or null. `reserved`: it stays with legal representative and finance officer. */
export type Lack = 'reserved' | 'noRole' | 'roleLacks' | 'notGranted';

function lacks(
  { capacity, role, granted }: RightsFacts,
  functionId: string,
  { roleGrantable }: ServiceCatalogue,
): Lack | null {
  if (holdsEverything(capacity)) return null;
  if (!roleGrantable.has(functionId)) return 'reserved';
  if (!role) return 'noRole';
  if (!role.has(functionId)) return 'roleLacks';
  return granted.has(functionId) ? null : 'notGranted';
}

/**
 * One cell of the matrix: whether this person can do this, and if not, what stands in the way. `officer` and `granted` can; `waiting` holds it and
 * cannot log in before the real name is collected under the right name (A3, E4).
 * @param identified the real name is collected under the name that the enterprise knows (A3)
 */
export type Cell = 'officer' | 'granted' | 'waiting' | Lack;

export function decideCell(
  facts: RightsFacts,
  identified: boolean,
  functionId: string,
  catalogue: ServiceCatalogue,
): Cell {
  const lack = lacks(facts, functionId, catalogue);
  if (lack) return lack;
  if (!identified || facts.state !== 'active') return 'waiting';
  return holdsEverything(facts.capacity) ? 'officer' : 'granted';
}

/** Whether a cell says yes. */
export const isHeld = (cell: Cell): boolean => cell === 'officer' || cell === 'granted';
