import { readingsVersion } from '../office/search/search-text.ts';
import { putSetting, setting } from '../store/repositories/settings.ts';
import type { Database } from '../store/schema/index.ts';
import type { WorldDefinition } from './worlds.ts';

/** Written as the last thing of a build: a store without these facts was never finished. */
export async function keepWorldFacts(
  db: Database,
  definition: WorldDefinition,
  built: { offset: number; builtAt: number },
): Promise<void> {
  await keepClockOffset(db, built.offset);
  await putSetting(db, 'readings', readingsVersion());
  await putSetting(db, 'world', { world: definition.world, seed: definition.seed, builtAt: built.builtAt });
}

/** The seed that the world in this store was built from, or null when no build was finished. */
export async function seedOf(db: Database): Promise<string | null> {
  return (await setting(db, 'world'))?.seed ?? null;
}

/** How far the world's clock is ahead of the machine's, in milliseconds. */
export async function clockOffset(db: Database): Promise<number> {
  return (await setting(db, 'clockOffset')) ?? 0;
}

export async function keepClockOffset(db: Database, offset: number): Promise<void> {
  await putSetting(db, 'clockOffset', offset);
}
