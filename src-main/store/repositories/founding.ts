import { randomUUID } from 'node:crypto';
import type { DatabaseTransaction } from '../schema/index.ts';

export interface Founding {
  ids: { agency: string; person: string; handler: string };
  /** Milliseconds UTC. */
  now: number;
  agency: { name: string; taxpayerId: string; passwordHash: string };
  admin: {
    name: string;
    capacity: 'legalRepresentative' | 'financeOfficer';
    idType: string;
    idNumber: string;
    mobile: string;
    passwordHash: string;
  };
}

/** The first rows of an own office: the agency, its first person with an attested identity card, handler and office admin. */
export async function addAgency(db: DatabaseTransaction, { ids, now, agency, admin }: Founding): Promise<void> {
  await db
    .insertInto('enterprise')
    .values({
      id: ids.agency,
      taxpayer_id: agency.taxpayerId,
      name: agency.name,
      kind: 'general',
      address: '',
      social_insurance_only: false,
      is_agency: true,
      password_hash: agency.passwordHash,
      handlers_synced_at: now,
      created_at: now,
    })
    .execute();
  await db
    .insertInto('person')
    .values({ id: ids.person, id_type: admin.idType, id_number: admin.idNumber, name: admin.name, created_at: now })
    .execute();
  await db
    .insertInto('real_name_record')
    .values({
      id: randomUUID(),
      person_id: ids.person,
      name: admin.name,
      mobile: admin.mobile,
      origin: 'attested',
      recorded_at: now,
      replaced_at: null,
    })
    .execute();
  await db
    .insertInto('handler')
    .values({
      id: ids.handler,
      enterprise_id: ids.agency,
      person_id: ids.person,
      capacity: admin.capacity,
      state: 'active',
      password_hash: admin.passwordHash,
      created_at: now,
      removed_at: null,
    })
    .execute();
  await db
    .insertInto('member')
    .values({
      handler_id: ids.handler,
      office_role: 'admin',
      team_id: null,
      public_key: null,
      sealed_private_key: null,
      wrapped_vault_key: null,
      vault_generation: null,
    })
    .execute();
}
