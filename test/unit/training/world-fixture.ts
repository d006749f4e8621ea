import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, onTestFinished } from 'vitest';
import catalogue from '../../../resources/service-catalogue.json' with { type: 'json' };
import { migrations } from '../../../src-main/store/migrations/index.ts';
import { openStore, type Store } from '../../../src-main/store/open.ts';
import type { Schema } from '../../../src-main/store/schema/index.ts';
import { buildWorld } from '../../../src-main/training/build-world.ts';
import { worldNamed, type WorldDefinition } from '../../../src-main/training/worlds.ts';
import { newStoreOptions } from '../store/fixture.ts';

/** Monday, 23 November 2026, ten in the morning in Shanghai. */
export const monday = Date.parse('2026-11-23T02:00:00Z');

export const surroundings = (now = monday) => ({
  now,
  bundles: catalogue.bundles,
  vaultRecoveryKey: Buffer.alloc(32, 7),
});

/** The definition of a shipped world, perhaps changed. */
export function definitionOf(name: string, change: Partial<WorldDefinition> = {}): WorldDefinition {
  const definition = worldNamed(name);
  if (!definition) throw new Error(`no world ${name}`);
  return { ...definition, ...change };
}

/** An empty store on disk with the real schema, closed after the test. */
export async function emptyStore(): Promise<Store<Schema>> {
  const store = await openStore<Schema>(await newStoreOptions(migrations));
  onTestFinished(() => store.close());
  return store;
}

/** One built world for a whole file of tests that only read it. */
export function sharedWorld(definition = definitionOf('demo'), now = monday): { readonly store: Store<Schema> } {
  const shared: { store?: Store<Schema> } = {};
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'desk-world-'));
    shared.store = await openStore<Schema>({
      file: join(folder, 'desk.sqlite'),
      key: randomBytes(32),
      migrations,
      create: true,
    });
    await buildWorld(shared.store.db, definition, surroundings(now));
  });
  afterAll(async () => {
    await shared.store?.close();
    await rm(folder, { recursive: true, force: true });
  });
  return {
    get store() {
      if (!shared.store) throw new Error('the world is built before the tests, not before their definition');
      return shared.store;
    },
  };
}

export async function builtWorld(definition = definitionOf('demo'), now = monday): Promise<Store<Schema>> {
  const store = await emptyStore();
  await buildWorld(store.db, definition, surroundings(now));
  return store;
}
