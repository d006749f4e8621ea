import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lockLength } from '../../../../src-main/bureau/throttle/throttle.ts';
import { day, minute, passwords, people, testPeople } from './fixture.ts';
import { usualLimits } from '../../../../src-main/bureau/rule-sets/limits.ts';

const { su, he, nobody } = people;
/** Everything that leads to one account (or would), by account. */
const aliases = {
  su: [su.idNumber, su.idNumber.toLowerCase(), su.mobile, `+86${su.mobile}`, ` ${su.mobile} `],
  he: [he.idNumber, he.mobile],
  nobody: [nobody.idNumber, nobody.idNumber.toLowerCase()],
} as const;
type Account = keyof typeof aliases;

const acts = fc.array(
  fc.oneof(
    {
      weight: 8,
      arbitrary: fc.record({
        act: fc.constant('try' as const),
        account: fc.constantFrom<Account>('su', 'su', 'he', 'nobody'),
        alias: fc.nat(4),
        right: fc.oneof({ weight: 4, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) }),
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({ act: fc.constant('wait' as const), minutes: fc.constantFrom(1, 14, 15, 30, 60) }),
    },
  ),
  { minLength: 6, maxLength: 24 },
);

describe('wrong passwords of natural persons', () => {
  it('J2: whatever a person logs in with is counted together and apart from everybody else; locks double and end by themselves', async () => {
    await fc.assert(
      fc.asyncProperty(acts, async (sequence) => {
        const desk = await testPeople();
        const model = new Map<Account, { failures: number; locks: number; until: number; last: number }>();
        let window = 0;
        for (const one of sequence) {
          if (one.act === 'wait') {
            desk.later(one.minutes * minute);
            continue;
          }
          const now = desk.clock.now();
          const count = model.get(one.account) ?? { failures: 0, locks: 0, until: 0, last: now };
          // A day without any starts anew.
          if (now - Math.max(count.last, count.until) >= day) Object.assign(count, { failures: 0, locks: 0, until: 0 });
          const typed = aliases[one.account];
          // A window for each try: what one window may do is another counter.
          const answer = await desk
            .login(
              typed[one.alias % typed.length] ?? '',
              one.right ? passwords.person : 'Falsch-2026',
              `w${(window += 1)}`,
            )
            .then(
              () => 'in',
              (error: { code: string; data: { triesLeft?: number } }) =>
                `${error.code} ${String(error.data.triesLeft)}`,
            );
          if (count.until > now) {
            expect(answer).toBe('LOCKED_OUT 0');
            continue;
          }
          // A lock that ended leaves its length behind, not its failures.
          if (count.until > 0) Object.assign(count, { failures: 0, until: 0 });
          if (one.right && one.account !== 'nobody') {
            expect(answer).toBe('in');
            model.delete(one.account);
            continue;
          }
          Object.assign(count, { failures: count.failures + 1, last: now });
          if (count.failures >= usualLimits.throttle.failures)
            Object.assign(count, {
              until: now + lockLength(count.locks, usualLimits.throttle),
              locks: count.locks + 1,
            });
          model.set(one.account, count);
          expect(answer).toBe(`CREDENTIALS_WRONG ${usualLimits.throttle.failures - count.failures}`);
        }
      }),
      { numRuns: 15 },
    );
  }, 120_000);
});
