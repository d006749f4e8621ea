import { defineConfig } from '@playwright/test';
import type { WorkerOptions } from './test/e2e/support/host.ts';
import { findChromium } from './scripts/parts/chromium.mjs';

const chromium = await findChromium();
const isRoot = process.getuid?.() === 0;

export default defineConfig<object, WorkerOptions>({
  testDir: 'test/e2e',
  outputDir: 'test-results',
  fullyParallel: true,
  forbidOnly: true,
  workers: 2,
  // A busy machine may miss a moment once; what passed only the second time is named at the end of the run (scripts/parts/tally.mjs).
  retries: 1,
  timeout: 90_000,
  expect: { timeout: 15_000 },
  reporter: [
    ['list'],
    ['json', { outputFile: process.env['PLAYWRIGHT_JSON_OUTPUT_FILE'] ?? '.cache/test/playwright.json' }],
  ],
  use: {
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    viewport: { width: 1440, height: 900 },
    // A trace of every test costs a quarter of the run; the second try of one that failed has it.
    trace: 'on-first-retry',
    screenshot: 'only-on-failure',
    launchOptions: {
      ...(chromium === null ? {} : { executablePath: chromium }),
      // Chromium's sandbox refuses root; the rest keeps it from talking to the outside.
      args: [
        ...(isRoot ? ['--no-sandbox'] : []),
        '--disable-gpu',
        '--disable-quic',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
  projects: [
    {
      name: 'chromium',
      testIgnore: ['**/desktop/**', '**/packaged/**'],
      use: { browserName: 'chromium', hostKind: 'web' },
    },
    // The shell in the real Electron: needs its binary and a display, and no root. What is one host's alone has a folder of its own.
    // Specs of starts and ends start a program several times.
    {
      name: 'desktop',
      timeout: 180_000,
      testIgnore: ['**/web/**', '**/packaged/**', '**/manual/**'],
      use: { hostKind: 'desktop' },
    },
    // The program as users get it, packed with that Electron; skipped by name where there is none.
    { name: 'packaged', testMatch: '**/packaged/**/*.spec.ts', fullyParallel: false },
  ],
});
