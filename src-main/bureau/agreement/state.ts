import type { AgreementState } from '@contract/clients.ts';
import { daysBetween } from '../ground/calendar.ts';

/** What was decided about an agreement; the rest of H3's states follows from it and the day. */
export type Decided = 'proposed' | 'recognised' | 'suspended' | 'cancelled' | 'declined';

/** L4: a proposal not answered in so many days lapses. */
export const daysToAnswer = 21;

export interface AgreementDates {
  decided: Decided;
  firstDay: string;
  lastDay: string;
  /** Day of the proposal. */
  proposedDay: string;
}

/** State of an agreement on a day (H3): its last day is inclusive, and it expires by itself. */
export function agreementState(agreement: AgreementDates, today: string): Exclude<AgreementState, 'none'> {
  switch (agreement.decided) {
    case 'cancelled':
    case 'declined':
      return agreement.decided;
    case 'proposed':
      return daysBetween(agreement.proposedDay, today) > daysToAnswer || today > agreement.lastDay
        ? 'lapsed'
        : 'proposed';
    case 'suspended':
      return today > agreement.lastDay ? 'expired' : 'suspended';
    case 'recognised':
      if (today > agreement.lastDay) return 'expired';
      return today < agreement.firstDay ? 'recognised' : 'inForce';
  }
}
