import type { Capacity } from '@contract/people.ts';

/** What a capacity is called in a sentence. */
export const capacityText: Readonly<Record<Capacity, string>> = {
  legalRepresentative: '法定代表人',
  financeOfficer: '财务负责人',
  handler: '办税人',
  invoiceCollector: '领票人',
};
