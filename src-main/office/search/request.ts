import type { AgreementState, ClientSort } from '@contract/clients.ts';
import type { Query } from './query.ts';

/** What one staff member does with clients; it affects only the order and filters of their own searches. */
export interface StaffUse {
  favourites: ReadonlySet<string>;
  /** Entered clients, newest first. */
  entered: readonly string[];
}

/** A request to the client index. The caller has already decided everything about people. */
export interface IndexRequest {
  query: Query;
  /** Today, `YYYY-MM-DD`: agreement states follow from it. */
  today: string;
  /** H5: clients assigned to any of these; null: all. */
  scope: readonly string[] | null;
  states?: readonly AgreementState[] | undefined;
  /** Only agreements in force whose last day is this day or earlier. */
  endingBy?: string | undefined;
  /** Clients that the office serves, those stopped (停止服务) by `today`, or both; default: served. */
  service?: 'served' | 'stopped' | 'all' | undefined;
  /** Only clients that have all of these tags. */
  tags?: readonly string[] | undefined;
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
  /** Clients in scope that match the request's `service`. */
  all: number;
  /** Stopped clients that match everything else; 0 if the request asks for stopped clients. */
  stopped: number;
  /** Clients that match. */
  total: number;
  /** Ids of the page asked for, in order. */
  ids: string[];
}

/** Number of clients entered last that count as recent when hits are ranked. */
export const recentCount = 10;
