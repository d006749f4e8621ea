import type { z } from 'zod';
import type { AgreementState, clientFilterSchema, clientSortSchema } from '@contract/clients.ts';
import type { StateKind } from '../../shared/kit/StateTag.vue';

export const quickFilters = ['all', 'favourite', 'remembered', 'inForce', 'ending', 'others'] as const;
export type QuickFilter = (typeof quickFilters)[number];
export type ClientFilter = z.input<typeof clientFilterSchema>;
export type ClientSort = z.infer<typeof clientSortSchema>;

/** What the list asks the engine for. */
export interface ClientQuestion {
  query: string;
  filter: ClientFilter;
  sort: ClientSort;
  descending: boolean;
}

/** Days ahead within which an agreement counts as about to end (L5: a change or an end is to be reported within 30 days). */
export const endingDays = 30;

const filters: Record<QuickFilter, ClientFilter> = {
  all: {},
  favourite: { favourite: true },
  remembered: { remembered: true },
  inForce: { states: ['inForce'] },
  ending: { endingWithinDays: endingDays },
  others: { states: ['proposed', 'recognised', 'suspended', 'expired', 'cancelled', 'declined', 'lapsed', 'none'] },
};

/** Filter of the contract for what the page shows. @param handlerId one staff member's clients, or everybody's */
export function clientFilter(quick: QuickFilter, handlerId: string | null): ClientFilter {
  return handlerId === null ? filters[quick] : { ...filters[quick], handlerId };
}

/** How a state of the agreement is marked. */
export const stateKinds: Record<AgreementState, StateKind> = {
  inForce: 'ok', proposed: 'note', recognised: 'note', suspended: 'warn', expired: 'bad', cancelled: 'bad', declined: 'bad', lapsed: 'bad', none: 'off',
};
