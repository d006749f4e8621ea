import type { Kysely, Selectable } from 'kysely';
import type { RegistryOfficerTable, RegistrySteeringTable } from '../schema/enterprises.ts';
import type { Schema } from '../schema/index.ts';

/** Officers that the registry knows for a taxpayer. */
export function registryOfficers(db: Kysely<Schema>, taxpayerId: string): Promise<Selectable<RegistryOfficerTable>[]> {
  return db
    .selectFrom('registry_officer')
    .selectAll()
    .where('taxpayer_id', '=', taxpayerId)
    .orderBy('capacity', 'desc')
    .execute();
}

/** Replaces the officer that the registry knows in that capacity. */
export async function putRegistryOfficer(db: Kysely<Schema>, row: RegistryOfficerTable): Promise<void> {
  const { name, id_type, id_number } = row;
  await db
    .insertInto('registry_officer')
    .values(row)
    .onConflict((conflict) => conflict.columns(['taxpayer_id', 'capacity']).doUpdateSet({ name, id_type, id_number }))
    .execute();
}

/** How the simulated registry behaves for a taxpayer, or undefined: it answers normally. */
export async function registrySteering(
  db: Kysely<Schema>,
  taxpayerId: string,
): Promise<RegistrySteeringTable['outcome'] | undefined> {
  return (
    await db.selectFrom('registry_steering').select('outcome').where('taxpayer_id', '=', taxpayerId).executeTakeFirst()
  )?.outcome;
}

/** @param outcome null: it answers normally again */
export async function steerRegistry(
  db: Kysely<Schema>,
  taxpayerId: string,
  outcome: RegistrySteeringTable['outcome'] | null,
): Promise<void> {
  await db.deleteFrom('registry_steering').where('taxpayer_id', '=', taxpayerId).execute();
  if (outcome) await db.insertInto('registry_steering').values({ taxpayer_id: taxpayerId, outcome }).execute();
}

/** The taxpayers among these for which the simulated registry does not answer normally. */
export async function registrySteerings(
  db: Kysely<Schema>,
  taxpayerIds: readonly string[],
): Promise<Map<string, RegistrySteeringTable['outcome']>> {
  const rows = await db
    .selectFrom('registry_steering')
    .selectAll()
    .where('taxpayer_id', 'in', [...taxpayerIds])
    .execute();
  return new Map(rows.map((row) => [row.taxpayer_id, row.outcome]));
}

/** An officer of another taxpayer with a collected real name, always the same one; none of `except`. */
export function personElsewhere(db: Kysely<Schema>, taxpayerId: string, except: readonly string[]) {
  return db
    .selectFrom('registry_officer')
    .innerJoin('person', (join) =>
      join
        .onRef('person.id_type', '=', 'registry_officer.id_type')
        .onRef('person.id_number', '=', 'registry_officer.id_number'),
    )
    .innerJoin('real_name_record', (join) =>
      join
        .onRef('real_name_record.person_id', '=', 'person.id')
        .onRef('real_name_record.name', '=', 'registry_officer.name')
        .on('real_name_record.replaced_at', 'is', null),
    )
    .select(['registry_officer.name', 'registry_officer.id_type', 'registry_officer.id_number'])
    .where('registry_officer.taxpayer_id', '!=', taxpayerId)
    .where('registry_officer.id_number', 'not in', [...except])
    .orderBy('registry_officer.taxpayer_id')
    .orderBy('registry_officer.capacity')
    .limit(1)
    .executeTakeFirst();
}
