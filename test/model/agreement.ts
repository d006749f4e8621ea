import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { check } from './check.ts';
import { buildTemplate, type WorldTemplate } from './world/build.ts';

/** The share of one test file: several of them run side by side. The seed is the same every time; `npm run model` takes others, and more. */
export function theBureauAgrees({ part, seed, runs }: { part: string; seed: number; runs: number }): void {
  describe(`the whole bureau against a simple model of its rules, part ${part}`, () => {
    let template: WorldTemplate;
    beforeAll(async () => {
      template = await buildTemplate();
    });
    afterAll(() => template.remove());

    it(`A to L: in ${runs} sequences of at least 40 acts by random actors the bureau and the model never disagree`, async () => {
      expect(await check(template, { seed, runs })).toBeNull();
    }, 600_000);
  });
}
