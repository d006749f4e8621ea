import type { AgreementState } from '@contract/clients.ts';
import type { StateKind } from '../kit/StateTag.vue';

/** The mark of each state of an agreement. */
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
