/** Pages of the office's rail, by the names of their routes; `frame/rail.ts` says how each is shown. */
export type RailItem = 'clients' | 'delegation' | 'secrets' | 'staff' | 'trail' | 'settings';
