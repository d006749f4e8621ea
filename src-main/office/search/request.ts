import type { AgreementState, ClientSort } from '@contract/clients.ts';
import type { Query } from './query.ts';

/** What one staff member does with clients; it colours order and filters of their searches only. */
export interface StaffUse {
  favourites: ReadonlySet<string>;
  /** Entered clients, newest first. */
  entered: readonly string[];
}

/** A question to the client index. Everything about people is already decided by the caller. */
export interface IndexRequest {
  query: Query;
  /** Today, `YYYY-MM-DD`: agreement states follow from it. */
  today: string;
  /** H5: clients assigned to any of these; null: all. */
  scope: readonly string[] | null;
  states?: readonly AgreementState[] | undefined;
  /** Only in force with a last day up to this one. */
  endingBy?: string | undefined;
  /** Clients that the office serves, those it has stopped (停止服务) by `today`, or both; left out: served. */
  service?: 'served' | 'stopped' | 'all' | undefined;
  /** Only clients assigned to this staff member. */
  handlerId?: string | undefined;
  favourite?: boolean | undefined;
  /** Only these clients (or, with `inside` false, only others). */
  among?: { ids: ReadonlySet<string>; inside: boolean } | undefined;
  sort: ClientSort;
  /** For a sort by a column that the index does not hold: the rank of each client that has a value, from 1. */
  ranks?: ReadonlyMap<string, number> | undefined;
  descending: boolean;
  offset: number;
  limit: number;
  use: StaffUse;
}

export interface IndexAnswer {
  /** Clients in scope that the question's `service` asks for. */
  all: number;
  /** Clients that match otherwise, and are stopped; 0 where they were asked for. */
  stopped: number;
  /** Clients that match. */
  total: number;
  /** Ids of the page asked for, in order. */
  ids: string[];
}

/** So many clients entered last count as recent when hits are ranked. */
export const recentCount = 10;
