import { resolve } from 'node:path';
import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  plugins: [vue()],
  resolve: { alias: { '@contract': resolve(import.meta.dirname, 'src-preload/contract') } },
  test: {
    include: ['test/unit/**/*.test.ts', 'test/durability/**/*.test.ts', 'test/model/**/*.test.ts', 'test/fuzz/**/*.test.ts', 'test/trust/**/*.test.ts'],
    environment: 'node',
    setupFiles: ['test/property-seed.ts'],
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 20_000,
    // Small Argon2 parameters: the algorithm is the real one, its cost is measured in test/bench.
    env: { DESK_TEST_ARGON2: 'small', TZ: 'UTC' },
  },
});
