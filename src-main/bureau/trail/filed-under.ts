import type { ActRecord, TrailClient } from './trail.ts';

/** Where a record about an enterprise is filed: an agency's office reads acts at its own login; others are filed under the enterprise. */
export function filedUnder(
  enterprise: (TrailClient & { is_agency: boolean }) | undefined,
): Pick<ActRecord, 'agencyId' | 'client'> {
  return enterprise?.is_agency ? { agencyId: enterprise.id } : { client: enterprise ?? null };
}
