import { enterpriseById, handlersOf } from '../store/repositories/identity.ts';
import type { Database } from '../store/schema/index.ts';
import { demoEnterprises, type DemoEnterprise } from './content/enterprise-logins.ts';
import { demoPeople, demoRegistrations, type DemoPerson, type DemoRegistrations } from './content/people.ts';
import { sampleAgency, sampleStaff } from './content/staff.ts';
import { verifiers } from './content/verifiers.ts';

/** Demo accounts as the sign-in page of a training world shows them. */
export interface DemoAccounts {
  agencies: { taxpayerId: string; name: string; password: string }[];
  staff: { name: string; text: string; password: string | null }[];
  agreementPassword: string;
  /** Enterprises to log in as, each with what it shows (B1 to B9). */
  enterprises: DemoEnterprise[];
  /** Natural persons to log in as (F1, D5). */
  people: DemoPerson[];
  /** What can be registered (A5). */
  registrations: DemoRegistrations;
}

/** The accounts of an open world; a sample password that somebody has changed since is not shown any more. */
export async function demoAccounts(db: Database): Promise<DemoAccounts> {
  const agency = await enterpriseById(db, sampleAgency.id);
  const handlers = new Map((await handlersOf(db, sampleAgency.id)).map((handler) => [handler.id, handler]));
  return {
    agencies: agency ? [{ taxpayerId: agency.taxpayer_id, name: agency.name, password: verifiers.firm.password }] : [],
    staff: sampleStaff.flatMap(({ handlerId, text }) => {
      const handler = handlers.get(handlerId);
      return handler
        ? [
            {
              name: handler.name,
              text,
              password: handler.password_hash === verifiers.staff.stored ? verifiers.staff.password : null,
            },
          ]
        : [];
    }),
    agreementPassword: verifiers.agreement.password,
    enterprises: await demoEnterprises(db),
    people: await demoPeople(db),
    registrations: await demoRegistrations(db),
  };
}
