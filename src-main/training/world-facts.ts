import type { Kysely } from 'kysely';
import { keepSetting, settingOf } from '../store/repositories/settings.ts';
import type { Schema } from '../store/schema.ts';
import type { WorldDefinition } from './worlds.ts';

const factsKey = 'world';
const offsetKey = 'worldClockOffset';

/** What a world's store knows about itself. */
export interface WorldFacts { world: string; seed: string; builtAt: number }

/** Written as the last thing of a build: a store without these facts was never finished. */
export async function keepWorldFacts(db: Kysely<Schema>, definition: WorldDefinition, built: { offset: number; builtAt: number }): Promise<void> {
  await keepClockOffset(db, built.offset);
  await keepSetting(db, factsKey, { world: definition.world, seed: definition.seed, builtAt: built.builtAt } satisfies WorldFacts);
}

/** The facts of a built world, or null in a store that holds none. */
export async function worldFacts(db: Kysely<Schema>): Promise<WorldFacts | null> {
  return ((await settingOf(db, factsKey)) as WorldFacts | undefined) ?? null;
}

/** How far the world's clock is ahead of the machine's, in milliseconds. */
export async function clockOffset(db: Kysely<Schema>): Promise<number> {
  return ((await settingOf(db, offsetKey)) as number | undefined) ?? 0;
}

export async function keepClockOffset(db: Kysely<Schema>, offset: number): Promise<void> {
  await keepSetting(db, offsetKey, offset);
}
