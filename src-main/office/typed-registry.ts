import type { RegistryAnswer, TaxRegistry } from '../bureau/ground/ports.ts';
import { registryOfficers } from '../store/repositories/registry.ts';
import type { Database } from '../store/schema/index.ts';

/** The office profile has no connection to a tax registry: it knows what an admin has typed (ADR-0017). */
export class TypedRegistry implements TaxRegistry {
  constructor(private readonly db: Database) {}

  async officersOf(taxpayerId: string): Promise<RegistryAnswer> {
    const rows = await registryOfficers(this.db, taxpayerId);
    if (rows.length === 0) return { kind: 'unknown' };
    return {
      kind: 'found',
      officers: rows.map((row) => ({
        capacity: row.capacity,
        name: row.name,
        idType: row.id_type,
        idNumber: row.id_number,
      })),
    };
  }
}
