import type { ActRecord, TrailClient } from './trail.ts';

/** Where a record about an enterprise stands: an agency's office reads what happened at its own door; any other is filed as the one acted for. */
export function filedUnder(
  enterprise: (TrailClient & { is_agency: boolean }) | undefined,
): Pick<ActRecord, 'agencyId' | 'client'> {
  return enterprise?.is_agency ? { agencyId: enterprise.id } : { client: enterprise ?? null };
}
