/** Who acts: an agency staff member in one window (G2). */
export interface StaffActor {
  sessionId: string;
  handlerId: string;
  personId: string;
  name: string;
  agencyId: string;
  agencyName: string;
  agencyTaxpayerId: string;
  window: string;
  origin: string;
  locked: boolean;
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
