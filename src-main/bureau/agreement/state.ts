import { stateOn, type Decided } from '@contract/agreement-state.ts';
import type { AgreementState } from '@contract/clients.ts';
import { addDays } from '../ground/calendar.ts';

export interface AgreementDates {
  decided: Decided;
  firstDay: string;
  lastDay: string;
  /** Day of the proposal. */
  proposedDay: string;
}

/** State of an agreement on a day (H3): its last day is inclusive, and it expires by itself. @param toAnswer days after which a proposal lapses (L4) */
export function agreementState(
  { decided, firstDay, lastDay, proposedDay }: AgreementDates,
  today: string,
  toAnswer: number,
): Exclude<AgreementState, 'none'> {
  const agreement = {
    decided,
    firstDay,
    lastDay,
    // Reckoned for proposals only.
    get answerBy() {
      return addDays(proposedDay, toAnswer);
    },
  };
  return stateOn(agreement, today);
}
