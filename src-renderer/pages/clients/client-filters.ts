import type { z } from 'zod';
import type { clientFilterSchema, ClientSort } from '@contract/clients.ts';
import { endingDays } from '../../shared/agreements/ending-days.ts';

export const quickFilters = ['all', 'favourite', 'remembered', 'inForce', 'ending', 'others', 'stopped'] as const;
export type QuickFilter = (typeof quickFilters)[number];
export type ClientFilter = z.input<typeof clientFilterSchema>;

/** What the list asks the engine for. */
export interface ClientQuestion {
  query: string;
  filter: ClientFilter;
  sort: ClientSort;
  descending: boolean;
}

const filters: Record<QuickFilter, ClientFilter> = {
  all: {},
  favourite: { favourite: true },
  remembered: { remembered: true },
  inForce: { states: ['inForce'] },
  ending: { endingWithinDays: endingDays },
  others: { states: ['proposed', 'recognised', 'suspended', 'expired', 'cancelled', 'declined', 'lapsed', 'none'] },
  stopped: { service: 'stopped' },
};

/** Filter of the contract for what the page shows. @param handlerId one staff member's clients, or everybody's. @param tag clients with it, or all */
export function clientFilter(quick: QuickFilter, handlerId: string | null, tag: string | null = null): ClientFilter {
  return {
    ...filters[quick],
    ...(handlerId === null ? {} : { handlerId }),
    ...(tag === null ? {} : { tags: [tag] }),
  };
}

/** The quick filter that a filter is, whatever tag and whoever's clients it is about; null for another one. */
export function quickOf(filter: ClientFilter): QuickFilter | null {
  const { handlerId: _, tags: __, ...rest } = filter;
  const wanted = JSON.stringify(rest);
  return quickFilters.find((quick) => JSON.stringify(filters[quick]) === wanted) ?? null;
}

/** Whether a question leaves clients out that the office serves. */
export function isNarrowed({ query, filter }: Pick<ClientQuestion, 'query' | 'filter'>): boolean {
  return query.trim() !== '' || Object.values(filter).some((value) => value !== undefined);
}
