import type { Capacity } from '@contract/people.ts';
import type { TicketPurpose } from '@contract/procedure.ts';

/** A handler in one window, whatever kind of session it is. */
export interface HandlerActor {
  sessionId: string;
  handlerId: string;
  name: string;
  window: string;
  origin: string;
  /** The agency that a staff member belongs to, or the enterprise that a handler acts for: where the trail files an act. */
  agencyId?: string;
  client?: { id: string; name: string };
}

/** Who acts: an agency staff member in one window (G2). */
export interface StaffActor extends HandlerActor {
  personId: string;
  agencyId: string;
  agencyName: string;
  agencyTaxpayerId: string;
  locked: boolean;
}

/** Who acts for an enterprise (A4): a person in a capacity, or nobody in a social-insurance session (B8). */
export interface EnterpriseActor {
  sessionId: string;
  person: { handlerId: string; personId: string; name: string; capacity: Capacity } | null;
  enterpriseId: string;
  enterpriseName: string;
  taxpayerId: string;
  window: string;
  origin: string;
  /** Permission functions, read anew at every call (E6). */
  functions: ReadonlySet<string>;
}

/** A natural person in one window (F2), or who holds the ticket for a new password of their own (D5). */
export interface PersonActor {
  sessionId: string;
  personId: string;
  name: string;
  window: string;
  origin: string;
}

/** Who holds a ticket of an enterprise or a handler, and what it opens (D1, D3). */
export interface TicketActor extends HandlerActor {
  opens: Exclude<TicketPurpose, 'accountPassword'>;
  client: { id: string; name: string };
}

/** The same person inside one client (G3), with what the agreement permits now. */
export interface ClientActor {
  staff: StaffActor;
  clientSessionId: string;
  clientId: string;
  clientName: string;
  agreementId: string;
  functions: ReadonlySet<string>;
}
