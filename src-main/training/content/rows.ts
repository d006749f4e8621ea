import type { AgreementTable } from '../../store/schema/agreements.ts';
import type { EnterpriseTable, HandlerTable } from '../../store/schema/enterprises.ts';
import type { Insertable, Selectable } from '../../store/schema/index.ts';
import type { AssignmentTable, ClientTable } from '../../store/schema/office.ts';
import type { PersonTable, RealNameRecordTable } from '../../store/schema/people.ts';
import type { AgreementPlan } from './agreement-plan.ts';

/** A person with the real-name record, bound to an enterprise. */
export interface SampleHandler {
  person: PersonTable;
  realName: RealNameRecordTable | null;
  handler: Insertable<HandlerTable>;
}

/** Everything of one sample client, ready to be written. */
export interface SampleClient {
  plan: AgreementPlan;
  /** GB/T 4754 section, of which the rates of its sales follow. */
  industry: string;
  enterprise: Insertable<EnterpriseTable>;
  client: Insertable<ClientTable>;
  handlers: SampleHandler[];
  /** Newest first: the one that the plan is about. */
  agreements: Selectable<AgreementTable>[];
  assignments: AssignmentTable[];
}
