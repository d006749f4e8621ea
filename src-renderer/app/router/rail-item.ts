/** Pages of the office's rail, by the names of their routes; `frame/rail.ts` says how each is shown. */
export type RailItem = 'clients' | 'filing' | 'delegation' | 'secrets' | 'staff' | 'trail' | 'settings';
