import type { AgreementState } from '@contract/clients.ts';
import type { StateKind } from '../kit/StateTag.vue';

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
