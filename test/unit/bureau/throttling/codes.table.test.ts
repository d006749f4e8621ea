import { describe, expect, it } from 'vitest';
import { minute, mobiles, passwords, taxpayerId, testEnterprise } from '../enterprise/fixture.ts';
import { agencyTaxpayerId, testBureau } from '../fixture.ts';
import { answer, type Answer } from './doors.ts';

/** A request for a code in a window of its own. */
interface Request {
  use(code: string): Promise<Answer>;
}
/** One way to ask for a code and to use it, for one and the same mobile. */
interface CodeDoor {
  clock: { now(): number; at(instant: number): void };
  ask(window: string): Promise<Request>;
  /** The code of the last message. */
  code(): string;
  sweep(): Promise<void>;
}

const byEnterprise =
  (
    ask: (
      desk: Awaited<ReturnType<typeof testEnterprise>>,
      window: string,
    ) => Promise<(code: string) => Promise<unknown>>,
  ) =>
  async (): Promise<CodeDoor> => {
    const desk = await testEnterprise();
    return {
      clock: desk.clock,
      code: desk.code,
      sweep: desk.bureau.sweep,
      ask: async (window) => {
        const use = await ask(desk, window);
        return { use: (code) => answer(use(code)) };
      },
    };
  };

const doors: readonly (readonly [name: string, open: () => Promise<CodeDoor>])[] = [
  [
    'B4: ordinary login',
    byEnterprise(async ({ bureau, caller, firm }, window) => {
      const { flow } = await firm(window);
      await bureau.enterpriseSignIn.sendCode({ flow, handlerId: 'fang' }, caller(window));
      return (code) =>
        bureau.enterpriseSignIn.finish({ flow, handlerId: 'fang', proof: { kind: 'code', code } }, caller(window));
    }),
  ],
  [
    'C1: quick login',
    byEnterprise(async ({ bureau, caller }, window) => {
      const { flow } = await bureau.quickSignIn.sendCode(
        { taxpayerId, password: passwords.firm, capacity: 'financeOfficer', mobile: mobiles.fang },
        caller(window),
      );
      return (code) => bureau.quickSignIn.finish({ flow, code }, caller(window));
    }),
  ],
  [
    'D1: a forgotten enterprise password',
    byEnterprise(async ({ bureau, caller }, window) => {
      const { flow } = await bureau.recovery.sendCode(
        { taxpayerId, capacity: 'financeOfficer', mobile: mobiles.fang },
        caller(window),
      );
      return (code) => bureau.recovery.prove({ flow, code }, caller(window));
    }),
  ],
  [
    'G2: agency login',
    async () => {
      const { bureau, caller, firm, clock, code } = await testBureau();
      return {
        clock,
        code,
        sweep: bureau.sweep,
        ask: async (window) => {
          const { flow } = await firm(window);
          await bureau.signIn.sendCode({ flow, handlerId: 'sun' }, caller(window));
          return {
            use: (typed) =>
              answer(
                bureau.signIn.staff({ flow, handlerId: 'sun', proof: { kind: 'code', code: typed } }, caller(window)),
              ),
          };
        },
      };
    },
  ],
];

const codeOf = async (said: Promise<Answer>): Promise<string> => (await said).code;
const wrongFor = (code: string): string => (code === '000000' ? '000001' : '000000');

const rows: readonly (readonly [says: string, run: (door: CodeDoor, pass: (ms: number) => void) => Promise<void>])[] = [
  [
    'two wrong, then right, goes in',
    async (door) => {
      const { use } = await door.ask('w');
      const code = door.code();
      expect(
        [await use(wrongFor(code)), await use(wrongFor(code)), await use(code)].map(
          ({ triesLeft, code: came }) => triesLeft ?? came,
        ),
      ).toEqual([4, 3, 'in']);
    },
  ],
  [
    'five wrong void it, right or not',
    async (door) => {
      const { use } = await door.ask('w');
      const code = door.code();
      const came: string[] = [];
      for (let index = 0; index < 5; index += 1) came.push(await codeOf(use(wrongFor(code))));
      expect([...came, await codeOf(use(code))]).toEqual([
        'CODE_WRONG',
        'CODE_WRONG',
        'CODE_WRONG',
        'CODE_WRONG',
        'CODE_EXPIRED',
        'CODE_EXPIRED',
      ]);
    },
  ],
  [
    'it is good once',
    async (door) => {
      const { use } = await door.ask('w');
      const code = door.code();
      expect(await codeOf(use(code))).toBe('in');
      // The request is over with its code.
      expect(['FLOW_EXPIRED', 'CODE_EXPIRED']).toContain(await codeOf(use(code)));
    },
  ],
  [
    'of two uses side by side one goes in',
    async (door) => {
      const { use } = await door.ask('w');
      const code = door.code();
      expect((await Promise.all([use(code), use(code)])).filter((said) => said.code === 'in')).toHaveLength(1);
    },
  ],
  [
    'it is good for five minutes, not a millisecond longer',
    async (door, pass) => {
      const { use } = await door.ask('w');
      pass(5 * minute);
      expect(await codeOf(use(door.code()))).toBe('CODE_EXPIRED');
      const second = await door.ask('w2');
      pass(5 * minute - 1);
      expect(await codeOf(second.use(door.code()))).toBe('in');
    },
  ],
  [
    'the clock set back does not bring an expired one to life',
    async (door, pass) => {
      await door.sweep();
      const { use } = await door.ask('w');
      pass(6 * minute);
      await door.sweep();
      pass(-4 * minute);
      await door.sweep();
      expect(await codeOf(use(door.code()))).toBe('CODE_EXPIRED');
      pass(-10 * minute);
      expect(['FLOW_EXPIRED', 'CODE_EXPIRED']).toContain(await codeOf(use(door.code())));
    },
  ],
  [
    'the clock set back asks for no further one',
    async (door, pass) => {
      await door.ask('w');
      pass(-3 * minute);
      expect(await codeOf(answer(door.ask('w2')))).toBe('CODE_TOO_SOON');
    },
  ],
  [
    'it is good for its own request only',
    async (door, pass) => {
      const first = await door.ask('w');
      const early = door.code();
      pass(minute);
      const second = await door.ask('w2');
      const late = door.code();
      expect(late).not.toBe(early);
      expect(await codeOf(second.use(early))).toBe('CODE_WRONG');
      expect(await codeOf(first.use(late))).toBe('CODE_WRONG');
      expect(await codeOf(first.use(early))).toBe('in');
    },
  ],
  [
    'the next one is sent after 60 seconds, to whatever window',
    async (door, pass) => {
      await door.ask('w');
      pass(minute - 1);
      expect(await codeOf(answer(door.ask('w2')))).toBe('CODE_TOO_SOON');
      pass(1);
      expect(await codeOf(answer(door.ask('w3')))).toBe('in');
    },
  ],
  [
    'ten a day to one mobile',
    async (door, pass) => {
      for (let index = 0; index < 10; index += 1) {
        await door.ask(`w${index}`);
        pass(minute);
      }
      expect(await codeOf(answer(door.ask('x')))).toBe('CODE_TOO_SOON');
      door.clock.at(Date.parse('2026-11-23T16:00:00Z'));
      expect(await codeOf(answer(door.ask('y')))).toBe('in');
    },
  ],
];

describe.each(doors)('J1, %s: a code', (_name, open) => {
  it.each(rows)('%s', async (_says, run) => {
    const door = await open();
    await run(door, (ms) => door.clock.at(door.clock.now() + ms));
  });
});

describe('J1: a code of one purpose', () => {
  it('opens nothing of another purpose, for the same person and mobile', async () => {
    const { bureau, caller, code, firm } = await testEnterprise();
    const { flow: recovery } = await bureau.recovery.sendCode(
      { taxpayerId, capacity: 'financeOfficer', mobile: mobiles.fang },
      caller('a'),
    );
    const { flow } = await firm('b');
    const attempts = [
      bureau.enterpriseSignIn.finish({ flow, handlerId: 'fang', proof: { kind: 'code', code: code() } }, caller('b')),
      bureau.quickSignIn.finish({ flow: recovery, code: code() }, caller('a')),
      bureau.signIn.staff({ flow: recovery, handlerId: 'fang', proof: { kind: 'code', code: code() } }, caller('a')),
      bureau.enterpriseSignIn.finish(
        { flow: recovery, handlerId: 'fang', proof: { kind: 'code', code: code() } },
        caller('a'),
      ),
    ];
    expect((await Promise.all(attempts.map((attempt) => answer(attempt)))).map((said) => said.code)).toEqual([
      'CODE_EXPIRED',
      'FLOW_EXPIRED',
      'FLOW_EXPIRED',
      'FLOW_EXPIRED',
    ]);
    await expect(bureau.recovery.prove({ flow: recovery, code: code() }, caller('a'))).resolves.toBeUndefined();
  });

  it('does not open the enterprise login with the agency’s code', async () => {
    const { bureau, caller, firm, code } = await testBureau();
    const { flow } = await firm('w');
    await bureau.signIn.sendCode({ flow, handlerId: 'sun' }, caller('w'));
    const other = await bureau.enterpriseSignIn.firm(
      { taxpayerId: agencyTaxpayerId, password: 'Jigou-Test-1' },
      caller('x'),
    );
    expect(
      await codeOf(
        answer(
          bureau.enterpriseSignIn.finish(
            { flow: other?.flow ?? '', handlerId: 'sun', proof: { kind: 'code', code: code() } },
            caller('x'),
          ),
        ),
      ),
    ).toBe('CODE_EXPIRED');
  });
});
