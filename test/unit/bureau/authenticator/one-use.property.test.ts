import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { appCode, step, testAuthenticator } from './fixture.ts';

/** A code of a step so many steps from now, the clock moved by milliseconds, the engine's own look at it, or a restart. */
const acts = fc.array(
  fc.oneof(
    { weight: 4, arbitrary: fc.record({ act: fc.constant('code' as const), steps: fc.integer({ min: -3, max: 3 }) }) },
    {
      weight: 3,
      arbitrary: fc.record({ act: fc.constant('clock' as const), by: fc.integer({ min: 0, max: 8 * step }) }),
    },
    {
      weight: 2,
      arbitrary: fc.record({ act: fc.constant('clock' as const), by: fc.integer({ min: -6 * step, max: -1 }) }),
    },
    { weight: 1, arbitrary: fc.constantFrom({ act: 'look' as const }, { act: 'restart' as const }) },
  ),
  { minLength: 5, maxLength: 40 },
);

describe('codes of an authenticator', () => {
  it('B4: no sequence of codes, clocks and restarts lets one step in twice, nor one beyond its time, nor one that had run out before the clock went back', async () => {
    await fc.assert(
      fc.asyncProperty(acts, async (sequence) => {
        const desk = await testAuthenticator();
        const secret = await desk.setUp();
        let { bureau } = desk;
        const taken = new Set([Math.floor(desk.clock.now() / step)]);
        /** The latest time at which the engine looked at the clock, and what had run out by it when the clock went back. */
        let seen = desk.clock.now();
        let over = -Infinity;
        const look = (): void => {
          if (desk.clock.now() < seen - 2000) over = Math.max(over, seen);
          seen = desk.clock.now();
        };
        await bureau.sweep();
        for (const one of sequence) {
          if (one.act === 'clock') desk.later(one.by);
          else if (one.act !== 'code') {
            // The engine looks every few seconds, so also before it ends.
            look();
            await bureau.sweep();
            if (one.act === 'restart') ({ bureau } = await desk.restarted());
          } else {
            look();
            const wanted = Math.floor(desk.clock.now() / step) + one.steps;
            const { kind } = await bureau.authenticators.use('sun', appCode(secret, wanted * step));
            const good = Math.abs(one.steps) <= 1 && wanted > Math.max(...taken) && (wanted + 2) * step > over;
            expect(kind).toBe(good ? 'right' : Math.abs(one.steps) <= 1 ? 'spent' : 'wrong');
            if (kind === 'right') taken.add(wanted);
          }
        }
      }),
      { numRuns: 40 },
    );
  }, 120_000);
});
