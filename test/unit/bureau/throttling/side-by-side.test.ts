import { describe, expect, it } from 'vitest';
import { Throttle, type Attempt } from '../../../../src-main/bureau/throttle/throttle.ts';
import { testOffice } from '../../office/fixture.ts';
import { answer } from './doors.ts';
import { usualLimits } from '../../../../src-main/bureau/rule-sets/limits.ts';

/** A throttle with tries that are under check for as long as the test likes. */
async function held() {
  const { store, clock } = await testOffice();
  const throttle = new Throttle(store.db, clock, usualLimits.throttle);
  const idle = async (): Promise<void> => {
    for (let turn = 0; turn < 20; turn += 1)
      await new Promise((resolve) => {
        setImmediate(resolve);
      });
  };
  let checked = 0;
  /** Begins a try; `end` says what the check comes to. */
  const begin = (keys: readonly string[] = ['account']) => {
    let resolve: (what: 'right' | 'wrong' | 'broken') => void = () => {};
    const end = new Promise<'right' | 'wrong' | 'broken'>((ended) => {
      resolve = ended;
    });
    const said = answer(
      throttle.trying(keys, async (attempt: Attempt) => {
        checked += 1;
        const what = await end;
        if (what === 'right') return attempt.right();
        if (what === 'broken') throw Object.assign(new Error('cut short'), { code: 'BROKEN' });
        const { triesLeft } = await attempt.wrong();
        throw Object.assign(new Error('wrong'), { code: 'WRONG', data: { triesLeft } });
      }),
    );
    return {
      said,
      end: async (what: 'right' | 'wrong' | 'broken') => {
        resolve(what);
        await idle();
      },
    };
  };
  return {
    begin,
    idle,
    checked: () => checked,
    row: () => store.db.selectFrom('throttle').selectAll().where('key', '=', 'account').executeTakeFirst(),
  };
}

describe('J2: tries side by side', () => {
  it('no more are checked at once than may fail; when they have, those that waited are refused unchecked', async () => {
    const { begin, idle, checked } = await held();
    const five = Array.from({ length: 5 }, () => begin());
    await idle();
    const more = Array.from({ length: 4 }, () => begin());
    await idle();
    expect(checked()).toBe(5);
    for (const one of five) await one.end('wrong');
    expect((await Promise.all(more.map((one) => one.said))).map(({ code }) => code)).toEqual(
      Array.from({ length: 4 }, () => 'LOCKED_OUT'),
    );
    expect(checked()).toBe(5);
    expect((await Promise.all(five.map((one) => one.said))).map(({ code }) => code)).not.toContain('LOCKED_OUT');
  });

  it('a right one forgets failures and lets the next one in, but those under check stay counted', async () => {
    const { begin, idle, checked, row } = await held();
    const right = begin();
    const four = Array.from({ length: 4 }, () => begin());
    await idle();
    const sixth = begin();
    await idle();
    await right.end('right');
    expect((await right.said).code).toBe('in');
    expect(checked()).toBe(6);
    for (const one of [...four, sixth]) await one.end('wrong');
    // Five wrong ones, as many as one after the other.
    expect(await row()).toMatchObject({ failures: 5, locked_until: expect.any(Number) });
    expect((await begin().said).code).toBe('LOCKED_OUT');
  });

  it('a wrong one says how many are left, those under check taken for wrong; a right one after it starts anew', async () => {
    const { begin, idle, row } = await held();
    const [right, wrong] = [begin(), begin()];
    await idle();
    await wrong.end('wrong');
    expect(await wrong.said).toMatchObject({ code: 'WRONG', triesLeft: 3 });
    await right.end('right');
    expect(await row()).toBeUndefined();
  });

  it('a check that is cut short stays a failure and keeps nobody waiting', async () => {
    const { begin, idle, checked, row } = await held();
    const five = Array.from({ length: 5 }, () => begin());
    await idle();
    const sixth = begin();
    for (const one of five) await one.end('broken');
    expect((await sixth.said).code).toBe('LOCKED_OUT');
    expect(checked()).toBe(5);
    expect(await row()).toMatchObject({ failures: 5 });
  });

  it('a lock of one key is not waited out because another one is under check', async () => {
    const { begin, idle, checked } = await held();
    for (let index = 0; index < 5; index += 1) await begin(['window']).end('wrong');
    const open = begin(['account']);
    await idle();
    expect((await begin(['account', 'window']).said).code).toBe('LOCKED_OUT');
    expect(checked()).toBe(6);
    await open.end('right');
  });
});
