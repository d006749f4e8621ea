import { join } from 'node:path';
import { loadCatalogue } from '@contract/catalogue.ts';
import catalogueJson from '../../resources/service-catalogue.json' with { type: 'json' };
import { ruleSets } from '../bureau/rule-sets/rule-sets.ts';
import { createEngine } from './engine.ts';
import { deriveKey } from '../keys/derive.ts';
import { recoveryWrappingKey } from '../keys/recovery-key.ts';
import { buildWorld } from '../training/build-world.ts';
import { openTraining } from '../training/training.ts';
import { seedOf } from '../training/world-facts.ts';
import { recoverySecretOf, type WorldDefinition } from '../training/worlds.ts';
import { discardStore } from '../store/discard.ts';
import { agencyOf } from '../store/repositories/identity.ts';
import type { DeskDependencies } from './dependencies.ts';
import { openWith, storeFolder } from './open-store.ts';
import type { Opened } from './opened.ts';

async function storeOf({ dataDir, keychain, hasher }: DeskDependencies, { world, passphrase }: WorldDefinition) {
  const { files, keys } = await storeFolder(join(dataDir, 'worlds', world), keychain, hasher);
  const known = await keys.record();
  const key = known ? await keys.load(passphrase) : await keys.create({ backend: 'world', passphrase }, null);
  return { files, keys, key, store: await openWith(files, key, true) };
}

/** The store of a world as this version builds it; a store of another version is deleted, with the practice data in it. */
async function currentStoreOf(deps: DeskDependencies, definition: WorldDefinition): ReturnType<typeof storeOf> {
  const opened = await storeOf(deps, definition);
  const seed = await seedOf(opened.store.db).catch(async (error: unknown) => {
    await opened.store.close();
    throw error;
  });
  if (seed === null || seed === definition.seed) return opened;
  await opened.store.close();
  opened.key.key.fill(0);
  await discardStore(opened.files);
  return storeOf(deps, definition);
}

/**
 * Opens a training world; builds it first if it was never finished. Its key is wrapped with the passphrase in its
 * definition. A world with another seed than its definition is built again and no copy is kept: it is sample data.
 */
export async function openWorld(deps: DeskDependencies, definition: WorldDefinition): Promise<Opened> {
  const { hasher, hub } = deps;
  const { files, keys, key, store } = await currentStoreOf(deps, definition);
  try {
    if ((await seedOf(store.db)) === null) {
      await buildWorld(store.db, definition, {
        now: deps.clock.now(),
        bundles: loadCatalogue(catalogueJson).bundles,
        vaultRecoveryKey: recoveryWrappingKey(recoverySecretOf(definition), 'vault', key.storeId),
      });
    }
    const training = await openTraining(store.db, definition, (mobile) =>
      hub.notify(null, { kind: 'phoneMessage', mobile }),
    );
    const engine = createEngine({
      db: store.db,
      hub,
      hasher,
      clock: training.clock,
      ruleSet: ruleSets[definition.ruleSet],
      codeKey: deriveKey(key.key, 'desk/codes'),
      training,
      report: deps.report,
    });
    await engine.start();
    const agency = await agencyOf(store.db);
    const profile = {
      kind: 'training' as const,
      world: definition.world,
      name: definition.title,
      agencyName: agency?.name ?? null,
    };
    return { engine, store, files, keys, key, profile };
  } catch (error) {
    await store.close();
    throw error;
  }
}
