import { Desk } from '../flows/desk.ts';
import { Training } from './engine.ts';
import { test as base } from './host.ts';

export interface DeskFixtures {
  /** A window on the host's first page. */
  desk: Desk;
  /** Clock and phones of the host's world. */
  training: Training;
}

/** `test` with a host of its own and a window of the workbench on it. */
export const test = base.extend<DeskFixtures>({
  desk: async ({ host }, use) => {
    await use(new Desk(await host.open()));
  },
  training: async ({ host }, use) => {
    await use(new Training(host));
  },
});

export { expect } from '@playwright/test';
