import { test as base } from './host.ts';
import { WebHost } from './web-host.ts';

/** `test` for what the loopback host alone has: its program, started for each test, and its address. */
export const test = base.extend<{ loopback: WebHost }>({
  fresh: true,
  loopback: async ({ host }, use) => {
    if (!(host instanceof WebHost)) throw new Error('this spec belongs to the web alone');
    await use(host);
  },
});

export { expect } from '@playwright/test';
