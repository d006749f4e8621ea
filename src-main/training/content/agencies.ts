import { addRows } from '../../store/repositories/world-content.sqlite.ts';
import type { EnterpriseTable } from '../../store/schema/enterprises.ts';
import type { DatabaseTransaction, Insertable } from '../../store/schema/index.ts';
import type { Random } from '../sample/random.ts';
import { samplePerson } from '../sample/enterprises.ts';
import { unclaimedTaxpayerId } from '../sample/unclaimed-numbers.ts';
import { sampleHandler } from './clients.ts';
import { otherAgency, sampleAgency, sampleStaff, sampleTeams, type SampleStaff } from './staff.ts';
import { verifiers } from './verifiers.ts';

const day = 86_400_000;
/** Serials of the agencies and their staff, far beyond those of any world's clients. */
const firstSerial = 28_000_000;

/** The sample agency with its teams and staff, and the other agency of the world. */
export async function addAgencies(db: DatabaseTransaction, random: Random, now: number): Promise<void> {
  const since = now - 1_200 * day;
  const agency = (of: typeof sampleAgency | typeof otherAgency, serial: number): Insertable<EnterpriseTable> => ({
    id: of.id,
    taxpayer_id: unclaimedTaxpayerId(firstSerial + serial, of.cityCode),
    name: of.name,
    kind: 'general',
    address: of.address,
    social_insurance_only: false,
    is_agency: true,
    password_hash: verifiers.firm.stored,
    handlers_synced_at: since,
    created_at: since,
  });
  const staff = sampleStaff.map((person, index) => staffHandler(person, index, random, now));
  await addRows(db, 'enterprise', [agency(sampleAgency, 0), agency(otherAgency, 1)]);
  await addRows(
    db,
    'person',
    staff.map((one) => one.person),
  );
  await addRows(
    db,
    'real_name_record',
    staff.flatMap((one) => one.realName ?? []),
  );
  await addRows(
    db,
    'handler',
    staff.map((one) => one.handler),
  );
  await addRows(db, 'team', sampleTeams);
  await addRows(
    db,
    'member',
    sampleStaff.map((person) => ({
      handler_id: person.handlerId,
      office_role: person.officeRole,
      team_id: person.team,
      public_key: null,
      sealed_private_key: null,
      wrapped_vault_key: null,
      vault_generation: null,
    })),
  );
}

function staffHandler(staff: SampleStaff, index: number, random: Random, now: number) {
  // Colleagues who joined one after the other; the pending one came last week.
  const createdAt = now - (staff.realName === 'pending' ? 6 : 1_100 - index * 70) * day;
  const made = sampleHandler(
    samplePerson(random, firstSerial + index, sampleAgency.cityCode, staff),
    {
      id: staff.handlerId,
      enterpriseId: sampleAgency.id,
      createdAt,
      verified: staff.realName === 'collected',
      passwordHash: staff.password ? verifiers.staff.stored : null,
    },
    staff.capacity,
  );
  return staff.realName === 'pending' ? { ...made, handler: { ...made.handler, state: 'pending' as const } } : made;
}
