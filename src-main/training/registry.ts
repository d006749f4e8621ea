import { setTimeout as wait } from 'node:timers/promises';
import type { RegistryAnswer, RegistryOfficer, TaxRegistry } from '../bureau/ports.ts';
import { putRegistryOfficer, registryOfficers, registrySteering, steerRegistry } from '../store/repositories/registry.ts';
import type { Database } from '../store/schema.ts';

/** A slow registry answers after this time, in milliseconds: longer than the bureau waits. */
export const slowAnswer = 60_000;

/** 金税三期 of a training world: facts of the world, with moods that a trainer sets for each taxpayer (B2, B3). */
export class SimulatedRegistry implements TaxRegistry {
  constructor(private readonly db: Database) {}

  async officersOf(taxpayerId: string, signal: AbortSignal): Promise<RegistryAnswer> {
    const outcome = await registrySteering(this.db, taxpayerId);
    if (outcome === 'down') return { kind: 'down' };
    if (outcome === 'slow') {
      await wait(slowAnswer, undefined, { signal, ref: false }).catch(() => {});
      // Whoever asked has given up, and hears nothing any more.
      if (signal.aborted) return { kind: 'down' };
    }
    const rows = await registryOfficers(this.db, taxpayerId);
    if (rows.length === 0) return { kind: 'unknown' };
    return { kind: 'found', officers: rows.map((row) => ({ capacity: row.capacity, name: row.name, idType: row.id_type, idNumber: row.id_number })) };
  }

  /** Another officer than before, so that the next sync disagrees with what the bureau knows (B3). */
  async put(taxpayerId: string, officer: RegistryOfficer): Promise<void> {
    const { capacity, name, idType, idNumber } = officer;
    await putRegistryOfficer(this.db, { taxpayer_id: taxpayerId, capacity, name, id_type: idType, id_number: idNumber });
  }

  async steer(taxpayerId: string, outcome: 'answers' | 'slow' | 'down'): Promise<void> {
    await steerRegistry(this.db, taxpayerId, outcome === 'answers' ? null : outcome);
  }
}
