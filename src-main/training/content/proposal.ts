import { addDays, dayOf } from '../../bureau/ground/calendar.ts';
import { addRows } from '../../store/repositories/world-content.sqlite.ts';
import type { DatabaseTransaction } from '../../store/schema/index.ts';
import { sampleHandler } from './clients.ts';
import { ownPerson } from './enterprise-staff.ts';
import type { SampleClient } from './rows.ts';
import { otherAgency } from './staff.ts';

const day = 86_400_000;

/** The other agency asks to act for a client (H3, L4). One of its people is the client's finance officer, who may not serve it (L2). */
export async function addProposal(db: DatabaseTransaction, client: SampleClient, now: number): Promise<void> {
  const staff = sampleHandler(
    ownPerson(9, '苏映雪', true),
    { id: 'o1', enterpriseId: otherAgency.id, createdAt: now - 300 * day, verified: true, passwordHash: null },
    'handler',
  );
  const officer = client.handlers[1]?.handler;
  await addRows(db, 'person', [staff.person]);
  await addRows(db, 'real_name_record', staff.realName ? [staff.realName] : []);
  await addRows(db, 'handler', [
    staff.handler,
    ...(officer ? [{ ...staff.handler, id: 'o2', person_id: officer.person_id }] : []),
  ]);
  const today = dayOf(now);
  const id = `${client.enterprise.id}-asked`;
  await addRows(db, 'agreement', [
    {
      id,
      client_id: client.enterprise.id,
      agency_id: otherAgency.id,
      decided: 'proposed',
      first_day: addDays(today, 1),
      last_day: addDays(today, 365),
      function_set_id: client.agreements[0]?.function_set_id ?? '',
      password_hash: null,
      password_version: 1,
      recorded_by_agency: false,
      created_at: now - 4 * day,
      decided_at: null,
      end_reason: null,
      revision: 1,
      asked_by: 'agency',
    },
  ]);
  await addRows(db, 'agreement_staff', [{ agreement_id: id, handler_id: staff.handler.id }]);
}
