import type { AgreementState } from '@contract/clients.ts';
import type { StateKind } from '../kit/StateTag.vue';

/** Days ahead within which an agreement counts as about to end (L5: a change or an end is to be reported within 30 days). */
export const endingDays = 30;

/** How a state of the agreement is marked. */
export const stateKinds: Record<AgreementState, StateKind> = {
  inForce: 'ok',
  proposed: 'note',
  recognised: 'note',
  suspended: 'warn',
  expired: 'bad',
  cancelled: 'bad',
  declined: 'bad',
  lapsed: 'bad',
  none: 'off',
};
