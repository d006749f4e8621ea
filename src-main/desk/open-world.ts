import { join } from 'node:path';
import { loadCatalogue } from '@contract/catalogue.ts';
import catalogueJson from '../../resources/service-catalogue.json' with { type: 'json' };
import { createEngine } from '../engine.ts';
import { deriveKey } from '../keys/derive.ts';
import { recoveryWrappingKey } from '../keys/recovery-key.ts';
import { buildWorld } from '../training/build-world.ts';
import { openTraining } from '../training/training.ts';
import { isBuilt } from '../training/world-facts.ts';
import { recoverySecretOf, type WorldDefinition } from '../training/worlds.ts';
import { agencyOf } from '../store/repositories/identity.ts';
import type { DeskParts } from './parts.ts';
import { openWith, storeFolder } from './open-store.ts';
import type { Opened } from './opened.ts';

/** Opens a training world, building it first when it was never finished. Its key is wrapped with the passphrase its definition states. */
export async function openWorld(parts: DeskParts, definition: WorldDefinition): Promise<Opened> {
  const { keychain, hasher, hub } = parts;
  const { files, keys } = await storeFolder(join(parts.dataDir, 'worlds', definition.world), keychain, hasher);
  const known = await keys.record();
  const key = known ? await keys.load(definition.passphrase) : await keys.create({ backend: 'world', passphrase: definition.passphrase }, null);
  const store = await openWith(files, key, true);
  try {
    if (!(await isBuilt(store.db))) {
      await buildWorld(store.db, definition, {
        now: parts.clock.now(), bundles: loadCatalogue(catalogueJson).bundles,
        vaultRecoveryKey: recoveryWrappingKey(recoverySecretOf(definition), 'vault', key.storeId),
      });
    }
    const training = await openTraining(store.db, definition, (mobile) => hub.tell(null, { kind: 'phoneMessage', mobile }));
    const engine = createEngine({
      db: store.db, hub, hasher, clock: training.clock, ruleSet: definition.ruleSet, codeKey: deriveKey(key.key, 'desk/codes'), training,
    });
    await engine.start();
    const agency = await agencyOf(store.db);
    const profile = { kind: 'training' as const, world: definition.world, name: definition.title, agencyName: agency?.name ?? null };
    return { engine, store, files, keys, key, profile };
  } catch (error) {
    await store.close();
    throw error;
  }
}
