import type { Database } from '../store/schema/index.ts';
import { movableClock, type MovableClock } from './clock.ts';
import { SimulatedRegistry } from './registry.ts';
import { SimulatedPhone } from './phone.ts';
import { SimulatedPhones } from './phones.ts';
import { clockOffset, keepClockOffset } from './world-facts.ts';
import type { WorldDefinition } from './worlds.ts';

/** A training world's steerable surroundings: its clock, its simulated phones and its simulated registry. */
export interface Training {
  definition: WorldDefinition;
  clock: MovableClock;
  phone: SimulatedPhone;
  phones: SimulatedPhones;
  registry: SimulatedRegistry;
}

/**
 * The surroundings of a built world, with its clock where it was left.
 * @param arrived called when a message has arrived on a mobile, to tell the screens
 */
export async function openTraining(
  db: Database,
  definition: WorldDefinition,
  arrived: (mobile: string) => void,
): Promise<Training> {
  const clock = movableClock(await clockOffset(db), (offset) => keepClockOffset(db, offset));
  const phone = new SimulatedPhone(clock, arrived);
  return {
    definition,
    clock,
    phone,
    phones: new SimulatedPhones(db, phone, clock),
    registry: new SimulatedRegistry(db),
  };
}
