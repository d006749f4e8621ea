import type { StaffScope } from '../bureau/ports.ts';
import type { Members } from './members.ts';

/** The agency's own work around the bureau. */
export interface Office {
  members: Members;
  scope: StaffScope;
}
