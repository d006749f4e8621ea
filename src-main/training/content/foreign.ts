import { addRows } from '../../store/repositories/world-content.sqlite.ts';
import type { DatabaseTransaction } from '../../store/schema/index.ts';
import type { Random } from '../sample/random.ts';
import type { SampleEnterprise } from '../sample/enterprises.ts';
import { agreementsOf } from './agreements.ts';
import { otherAgency } from './staff.ts';
import { verifiers } from './verifiers.ts';

/** Enterprises of the world that only the other agency acts for: never offered to ours, nor opened, whatever is typed (G4). */
export async function addForeignEnterprises(
  db: DatabaseTransaction,
  enterprises: readonly SampleEnterprise[],
  of: { now: number; today: string; functionSetId: string },
  random: Random,
): Promise<void> {
  const createdAt = of.now - 400 * 86_400_000;
  const made = enterprises.map((enterprise, index) => ({ ...enterprise, id: `x${index + 1}` }));
  await addRows(
    db,
    'enterprise',
    made.map(({ id, taxpayerId, name, taxpayerKind, address }) => ({
      id,
      taxpayer_id: taxpayerId,
      name,
      kind: taxpayerKind,
      address,
      social_insurance_only: false,
      is_agency: false,
      password_hash: verifiers.enterprise.stored,
      handlers_synced_at: null,
      created_at: createdAt,
    })),
  );
  await addRows(
    db,
    'agreement',
    made.flatMap(({ id }) =>
      agreementsOf(
        { state: 'inForce', endsIn: null, coverage: 'all', yearBefore: false, renewal: null, withOtherAgency: false },
        {
          clientId: id,
          agencyId: otherAgency.id,
          otherAgencyId: otherAgency.id,
          functionSetId: of.functionSetId,
          passwordHash: verifiers.agreement.stored,
          today: of.today,
        },
        random,
      ),
    ),
  );
}
