import type { Kysely, Selectable } from 'kysely';
import type { RegistryOfficerTable, RegistrySteeringTable, Schema } from '../schema.ts';

/** Officers that the registry knows for a taxpayer. */
export function registryOfficers(db: Kysely<Schema>, taxpayerId: string): Promise<Selectable<RegistryOfficerTable>[]> {
  return db.selectFrom('registry_officer').selectAll().where('taxpayer_id', '=', taxpayerId).orderBy('capacity', 'desc').execute();
}

/** Puts an officer in the place of the one that the registry knew in that capacity. */
export async function putRegistryOfficer(db: Kysely<Schema>, row: RegistryOfficerTable): Promise<void> {
  const { name, id_type, id_number } = row;
  await db.insertInto('registry_officer').values(row)
    .onConflict((conflict) => conflict.columns(['taxpayer_id', 'capacity']).doUpdateSet({ name, id_type, id_number })).execute();
}

/** How the simulated registry behaves for a taxpayer, or undefined: it answers. */
export async function registrySteering(db: Kysely<Schema>, taxpayerId: string): Promise<RegistrySteeringTable['outcome'] | undefined> {
  return (await db.selectFrom('registry_steering').select('outcome').where('taxpayer_id', '=', taxpayerId).executeTakeFirst())?.outcome;
}

/** @param outcome null: it answers again */
export async function steerRegistry(db: Kysely<Schema>, taxpayerId: string, outcome: RegistrySteeringTable['outcome'] | null): Promise<void> {
  await db.deleteFrom('registry_steering').where('taxpayer_id', '=', taxpayerId).execute();
  if (outcome) await db.insertInto('registry_steering').values({ taxpayer_id: taxpayerId, outcome }).execute();
}
