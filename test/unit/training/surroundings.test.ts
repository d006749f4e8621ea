import { describe, expect, it } from 'vitest';
import { checkPassword } from '@contract/validators/password.ts';
import shipped from '../../../resources/worlds/verifiers.json' with { type: 'json' };
import { createPasswordHasher, parameterFloor } from '../../../src-main/keys/password.ts';
import { movableClock } from '../../../src-main/training/clock.ts';
import { verifiers } from '../../../src-main/training/content/verifiers.ts';
import { messagesKept, SimulatedPhone } from '../../../src-main/training/phone.ts';
import { seededRandom } from '../../../src-main/training/sample/random.ts';
import { worldNamed, worlds } from '../../../src-main/training/worlds.ts';

describe('worlds', () => {
  it('have names of their own and are found by them', () => {
    expect(worlds.map((definition) => definition.world)).toEqual(['demo', 'large']);
    expect(worldNamed('large')?.clients).toBe(100_000);
    expect(worldNamed('Demo')).toBeUndefined();
  });
});

describe('shipped verifiers', () => {
  const hasher = createPasswordHasher();

  it.each(['firm', 'staff', 'agreement', 'enterprise'] as const)(
    'B6: the %s password is allowed, and its verifier proves it at full cost',
    async (name) => {
      const { password, stored } = verifiers[name];
      expect(checkPassword(password).ok).toBe(true);
      const verdict = await hasher.verifyPassword(stored, password);
      expect(verdict.ok).toBe(true);
      expect(verdict.outdated).toBe(false);
      if (name === 'staff') expect(verdict.wrapKey?.equals(verifiers.staff.wrapKey)).toBe(true);
    },
  );

  it('are not below the floor of the cost, and differ from each other', () => {
    expect(shipped.parameters.memoryKiB).toBeGreaterThanOrEqual(parameterFloor.memoryKiB);
    expect(shipped.parameters.passes).toBeGreaterThanOrEqual(parameterFloor.passes);
    const { memoryKiB, passes, lanes } = shipped.parameters;
    for (const name of ['firm', 'staff', 'agreement', 'enterprise'] as const)
      expect(shipped[name].stored).toContain(`$m=${memoryKiB},t=${passes},p=${lanes}$`);
    expect(
      new Set([verifiers.firm, verifiers.staff, verifiers.agreement, verifiers.enterprise].map((one) => one.password))
        .size,
    ).toBe(4);
  });
});

describe('movable clock', () => {
  it('runs with the machine, ahead by its offset, and keeps each move before it takes effect', async () => {
    const kept: number[] = [];
    let real = 1_000;
    const clock = movableClock(
      500,
      async (offset) => {
        kept.push(offset);
      },
      () => real,
    );
    expect(clock.now()).toBe(1_500);
    await Promise.all([clock.move(100), clock.move(-20)]);
    expect(kept).toEqual([600, 580]);
    real = 2_000;
    expect(clock.now()).toBe(2_580);
  });

  it('stands where it was when a move could not be kept, and can be moved again', async () => {
    let broken = true;
    const clock = movableClock(
      0,
      async () => {
        if (broken) throw new Error('disk full');
      },
      () => 0,
    );
    await expect(clock.move(10)).rejects.toThrow('disk full');
    expect(clock.now()).toBe(0);
    broken = false;
    await clock.move(5);
    expect(clock.now()).toBe(5);
  });
});

describe('simulated phone', () => {
  it('shows the newest message first, tells of each, and keeps a bounded number', async () => {
    const heard: string[] = [];
    let now = 0;
    const phone = new SimulatedPhone({ now: () => now }, (mobile) => heard.push(mobile));
    for (; now < messagesKept + 5; now += 1) await phone.send('15400000001', `第${now}条`);
    expect(phone.messages()).toHaveLength(messagesKept);
    expect(phone.messages()[0]).toEqual({
      mobile: '15400000001',
      text: `第${messagesKept + 4}条`,
      at: messagesKept + 4,
    });
    expect(heard).toHaveLength(messagesKept + 5);
  });
});

describe('seeded random', () => {
  it('is the same for the same seed, another for another, and even enough', () => {
    const draw = (seed: string): number[] => {
      const random = seededRandom(seed);
      return Array.from({ length: 1_000 }, () => random.below(10));
    };
    expect(draw('a')).toEqual(draw('a'));
    expect(draw('a')).not.toEqual(draw('b'));
    for (let digit = 0; digit < 10; digit += 1)
      expect(draw('a').filter((value) => value === digit).length).toBeGreaterThan(60);
  });

  it('refuses to pick from nothing, and shuffles without losing anything', () => {
    const random = seededRandom('x');
    expect(() => random.pick([])).toThrow(RangeError);
    expect(random.shuffle([1, 2, 3, 4, 5]).toSorted()).toEqual([1, 2, 3, 4, 5]);
  });
});

it('a world goes ten years from real time and no further, so that it can always be opened again', async () => {
  const kept: number[] = [];
  const clock = movableClock(0, async (offset) => {
    kept.push(offset);
  });
  const year = 366 * 86_400_000;
  for (let step = 0; step < 10; step += 1) await clock.move(year);
  await expect(clock.move(1)).rejects.toMatchObject({ code: 'RULE_BROKEN' });
  expect([clock.offset, kept.at(-1)]).toEqual([10 * year, 10 * year]);
  await clock.move(-year);
  expect(clock.offset).toBe(9 * year);
});
