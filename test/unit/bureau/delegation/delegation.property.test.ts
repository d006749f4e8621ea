import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RuleSetId } from '@contract/desk.ts';
import { command } from './random-commands.ts';
import { Run } from './random-run.ts';
import { worldOf } from './random-world.ts';

describe('delegation, random acts by random people', () => {
  it.each<[RuleSetId, number]>([
    ['liaoning-2020', 60],
    ['national-2023', 30],
  ])(
    'H1 to H7, L3, L4, L6: in %s no sequence of acts, clocks and failures reaches a state that rule H forbids',
    async (ruleSet, numRuns) => {
      const world = await worldOf(ruleSet);
      await fc.assert(
        fc.asyncProperty(fc.array(command, { minLength: 15, maxLength: 40, size: 'max' }), async (commands) => {
          await world.reset();
          const run = new Run(world);
          let failing: string | null = null;
          for (const one of commands) {
            await run.do(one, failing);
            failing = one.do === 'fail' ? one.on : null;
            await run.hold();
          }
        }),
        { numRuns },
      );
      expect((await world.bureau.trail.verify()).brokenAt).toBeNull();
    },
    240_000,
  );
});
