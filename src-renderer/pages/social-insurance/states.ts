import type { DeclarationState } from '@contract/social-insurance.ts';
import type { StateKind } from '../../shared/kit/StateTag.vue';

/** Shape and colour of a declaration's state. */
export const declarationStateKinds: Readonly<Record<DeclarationState, StateKind>> = {
  none: 'off',
  draft: 'note',
  submitted: 'warn',
  correcting: 'note',
  paid: 'ok',
};
