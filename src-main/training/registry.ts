import { setTimeout as wait } from 'node:timers/promises';
import type { RegistryOutcome } from '@contract/training.ts';
import type { RegistryAnswer, RegistryOfficer, TaxRegistry } from '../bureau/ground/ports.ts';
import {
  personElsewhere,
  putRegistryOfficer,
  registryOfficers,
  registrySteering,
  steerRegistry,
} from '../store/repositories/registry.ts';
import type { Database } from '../store/schema/index.ts';

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
    const rows = outcome === 'unknown' ? [] : await registryOfficers(this.db, taxpayerId);
    if (rows.length === 0) return { kind: 'unknown' };
    const officers = rows.map((row) => ({
      capacity: row.capacity,
      name: row.name,
      idType: row.id_type,
      idNumber: row.id_number,
    }));
    if (outcome === 'disagrees')
      return {
        kind: 'found',
        officers: officers.map((one) =>
          one.capacity === 'financeOfficer' ? { ...one, name: otherGivenName(one.name) } : one,
        ),
      };
    if (outcome !== 'successor') return { kind: 'found', officers };
    // Somebody whose real name is collected, so that the new one can log in at once.
    const next = await personElsewhere(
      this.db,
      taxpayerId,
      officers.map((one) => one.idNumber),
    );
    const change = next ? { name: next.name, idType: next.id_type, idNumber: next.id_number } : {};
    return {
      kind: 'found',
      officers: officers.map((one) => (one.capacity === 'legalRepresentative' ? { ...one, ...change } : one)),
    };
  }

  /** Another officer than before, so that the next sync disagrees with what the bureau knows (B3). */
  async put(taxpayerId: string, officer: RegistryOfficer): Promise<void> {
    const { capacity, name, idType, idNumber } = officer;
    await putRegistryOfficer(this.db, {
      taxpayer_id: taxpayerId,
      capacity,
      name,
      id_type: idType,
      id_number: idNumber,
    });
  }

  async steer(taxpayerId: string, outcome: RegistryOutcome): Promise<void> {
    await steerRegistry(this.db, taxpayerId, outcome === 'answers' ? null : outcome);
  }
}

/** The same person as typed wrongly at the registry: the family name stands, the rest is another. */
const otherGivenName = (name: string): string => `${name.slice(0, 1)}${name.endsWith('慕白') ? '知远' : '慕白'}`;
