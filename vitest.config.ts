import { resolve } from 'node:path';
import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'vitest/config';

/** These change what a process has once (its globals, its environment, a module): each file in a process of its own. */
const apart = [
  'test/{durability,model,fuzz,trust}/**/*.test.ts',
  'test/unit/{shell,keys,web,scripts,install,host,build}/**/*.test.ts',
  'test/unit/contract/transports/*.test.ts',
  'test/unit/renderer/bridge/browser-secret.test.ts',
  'test/unit/renderer/stores/*.test.ts',
  'test/unit/renderer/shared/shown.test.ts',
  'test/unit/renderer/pages/client/vat-draft.test.ts',
];

export default defineConfig({
  plugins: [vue()],
  resolve: { alias: { '@contract': resolve(import.meta.dirname, 'src-preload/contract') } },
  test: {
    environment: 'node',
    setupFiles: ['test/property-seed.ts'],
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 20_000,
    hookTimeout: 60_000,
    // Small Argon2 parameters: the algorithm is the real one, its cost is measured in test/bench.
    env: { DESK_TEST_ARGON2: 'small', TZ: 'UTC' },
    projects: [
      // The engine is read once a process, not once a file.
      {
        extends: true,
        test: { name: 'together', include: ['test/unit/**/*.test.ts'], exclude: apart, isolate: false },
      },
      { extends: true, test: { name: 'apart', include: apart } },
    ],
  },
});
