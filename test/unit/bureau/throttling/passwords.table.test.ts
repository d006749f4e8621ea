import { describe, expect, it } from 'vitest';
import { day, minute } from '../fixture.ts';
import { doors, type Answer, type Door, type Try } from './doors.ts';

/** A try, `w` wrong or `r` right, each in a window of its own, or what the clock does: `+` or `-` milliseconds. */
type Step = 'w' | 'r' | number;
/** What each try came to: `in`, tries left after a wrong one, or `locked`. */
type Outcome = 'in' | 'locked' | number;

const outcome = ({ code, triesLeft }: Answer): Outcome => {
  if (code === 'LOCKED_OUT') return 'locked';
  return code === 'in' ? 'in' : (triesLeft ?? -1);
};

async function walk(door: Door, steps: readonly Step[]): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const [index, step] of steps.entries()) {
    if (typeof step === 'number') door.clock.at(door.clock.now() + step);
    else outcomes.push(outcome(await (await door.reach(`w${index}`))(step === 'w' ? 'wrong' : 'right')));
  }
  return outcomes;
}

const quarter = 15 * minute;
const fiveWrong: Step[] = ['w', 'w', 'w', 'w', 'w'];
const locks: Outcome[] = [4, 3, 2, 1, 0];
/** Five wrong tries and the lock they bring, over again: 15, 30, 60 minutes and on to a day. */
const lengths = [1, 2, 4, 8, 16, 32, 64, 96, 96].map((quarters) => quarters * quarter);

const rows: readonly (readonly [says: string, steps: readonly Step[], comes: readonly Outcome[]])[] = [
  ['two wrong, then right, is within the limit', ['w', 'w', 'r'], [4, 3, 'in']],
  ['four wrong, then right, is within the limit', ['w', 'w', 'w', 'w', 'r'], [4, 3, 2, 1, 'in']],
  ['two wrong more, then right, is past the limit', ['w', 'w', 'w', 'w', 'w', 'r'], [...locks, 'locked']],
  ['success resets the count', ['w', 'w', 'r', 'w', 'w', 'w', 'w', 'r'], [4, 3, 'in', 4, 3, 2, 1, 'in']],
  [
    'the lock ends by itself after 15 minutes, not a millisecond earlier',
    [...fiveWrong, quarter - 1, 'r', 1, 'r'],
    [...locks, 'locked', 'in'],
  ],
  [
    'failures during a lock do not count, nor make it longer',
    [...fiveWrong, minute, 'w', 'w', 'w', 'w', 'w', 'w', quarter - minute, 'w', 'r'],
    [...locks, ...Array.from({ length: 6 }, () => 'locked' as const), 4, 'in'],
  ],
  [
    'a right one during a lock does not end it',
    [...fiveWrong, 'r', 'r', quarter - 1, 'r'],
    [...locks, 'locked', 'locked', 'locked'],
  ],
  [
    'each lock is twice as long, up to a day',
    lengths.flatMap((length) => [...fiveWrong, length - 1, 'r' as const, 1]),
    lengths.flatMap(() => [...locks, 'locked' as const]),
  ],
  [
    'success makes the next lock short again',
    [...fiveWrong, quarter, 'r', ...fiveWrong, quarter, 'r'],
    [...locks, 'in', ...locks, 'in'],
  ],
  [
    'a day without failures starts anew',
    [...fiveWrong, quarter + day, ...fiveWrong, quarter, 'r'],
    [...locks, ...locks, 'in'],
  ],
  [
    'the clock set back ends no lock and forgets no failure',
    ['w', 'w', 'w', -2 * day, 'w', 'w', -minute, 'r', quarter, 'r', minute, 'r'],
    [4, 3, 2, 1, 0, 'locked', 'locked', 'in'],
  ],
  [
    'the clock set back after a lock ended brings it back',
    [...fiveWrong, quarter, -minute, 'r', minute, 'r'],
    [...locks, 'locked', 'in'],
  ],
];

describe.each(doors)('J2, %s', (_name, open) => {
  it.each(rows)('%s', async (_says, steps, comes) => {
    expect(await walk(await open(), steps)).toEqual(comes);
  });

  it('tries sent side by side gain nothing', async () => {
    const door = await open();
    // One after the other up to the door: the steps before it are counted, too, while they are checked.
    const tries: Try[] = [];
    for (let index = 0; index < 9; index += 1) tries.push(await door.reach(`w${index}`));
    const last = await door.reach('x');
    const came = (await Promise.all(tries.map((attempt) => attempt('wrong')))).map(({ code }) => code);
    expect(came.filter((code) => code !== 'LOCKED_OUT')).toHaveLength(5);
    expect((await last('right')).code).toBe('LOCKED_OUT');
  });

  it('right ones sent side by side, and one amid four wrong ones, lock nobody out', async () => {
    const door = await open();
    const reached = async (name: string, count: number): Promise<Try[]> => {
      const tries: Try[] = [];
      for (let index = 0; index < count; index += 1) tries.push(await door.reach(`${name}${index}`));
      return tries;
    };
    const right = (await Promise.all((await reached('r', door.once ? 1 : 9)).map((attempt) => attempt('right')))).map(
      ({ code }) => code,
    );
    expect(right).toContain('in');
    // Of several changes of one password the first one is made.
    expect(right.filter((code) => code !== 'in' && code !== 'CONFLICT')).toEqual([]);
    const mixed = await Promise.all(
      (await reached('m', 5)).map((attempt, index) => attempt(index === 2 ? 'right' : 'wrong')),
    );
    expect(mixed[2]?.code).toBe('in');
  });

  it('refusals name rule J2 while locked, say until when, and never the password', async () => {
    const door = await open();
    const said: Answer[] = [];
    for (let index = 0; index < 6; index += 1) said.push(await (await door.reach(`w${index}`))('wrong'));
    expect(said[4]?.message).toContain('已锁定至12:15');
    expect(said[5]).toMatchObject({ code: 'LOCKED_OUT', rule: 'J2', triesLeft: 0 });
    expect(JSON.stringify(said)).not.toContain('Falsch-123');
  });
});
