import { maskIdNumber } from '@contract/validators/id-document.ts';
import { checkMobile, maskMobile } from '@contract/validators/mobile.ts';
import { personByMobile, personByNumber, type PersonRow } from '../../store/repositories/persons.ts';
import type { Database } from '../../store/schema/index.ts';
import { throttleKey } from '../throttle/throttle.ts';

/** Whoever logs in with this document number or mobile (F1), account or not. */
export async function personOf(db: Database, identifier: string): Promise<PersonRow | undefined> {
  const byMobile = checkMobile(identifier).ok ? await personByMobile(db, identifier) : undefined;
  // A passport number may look like a mobile.
  return byMobile ?? personByNumber(db, identifier.toUpperCase());
}

/** The mobile by which somebody is reached: the verified one, else the one proved at registration (A5). */
export const mobileOf = (person: Pick<PersonRow, 'verified_mobile' | 'registered_mobile'>): string | null =>
  person.verified_mobile ?? person.registered_mobile;

/** The name that is true by the newest evidence: the real-name record's, else as first told. */
export const nameOf = (person: Pick<PersonRow, 'verified_name' | 'name'>): string =>
  person.verified_name ?? person.name;

/** J2: one counter for all that a person may log in with; for an unknown account one for what was typed, so that it answers alike. */
export const personThrottleKey = (person: PersonRow | undefined, identifier: string): string =>
  throttleKey('person', person?.id ?? identifier.toUpperCase());

/** What a trail record shows of what was typed. */
export const maskIdentifier = (identifier: string): string =>
  checkMobile(identifier).ok ? maskMobile(identifier) : maskIdNumber(identifier);
