import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { check } from './check.ts';
import { buildTemplate, type WorldTemplate } from './world/build.ts';

describe('the whole bureau against a simple model of its rules', () => {
  let template: WorldTemplate;
  beforeAll(async () => { template = await buildTemplate(); });
  afterAll(() => template.remove());

  // The same every time; `npm run model` takes other seeds, and more.
  it('A to L: in 200 sequences of at least 40 acts by random actors the bureau and the model never disagree', async () => {
    expect(await check(template, { seed: 20_261_123, runs: 200 })).toBeNull();
  }, 600_000);
});
