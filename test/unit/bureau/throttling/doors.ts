import type { RuleId } from '@contract/rule-id.ts';
import { personOfWindow } from '../../../../src-main/bureau/enterprise/window-actors.ts';
import { testAuthenticator } from '../authenticator/fixture.ts';
import { agencyTaxpayerId, passwords as agency, testBureau } from '../fixture.ts';
import { mobiles, passwords as firm, taxpayerId, testEnterprise } from '../enterprise/fixture.ts';

/** What a try came to: `in`, or the code of its refusal with what it said. */
export interface Answer {
  code: string;
  message: string;
  triesLeft: number | undefined;
  rule: RuleId | undefined;
}

/** A try of a secret. */
export type Try = (password: 'wrong' | 'right') => Promise<Answer>;

/** One place where something secret is typed, over the real engine. */
export interface Door {
  clock: { now(): number; at(instant: number): void };
  /** Goes up to it in a window: the steps before it go through rightly. */
  reach(window: string): Promise<Try>;
  /** What is right is right once: sent again beside itself it is a failure. */
  once?: true;
}

/** Answer of a call. @throws whatever is no refusal */
export async function answer(call: Promise<unknown>): Promise<Answer> {
  try {
    await call;
    return { code: 'in', message: '', triesLeft: undefined, rule: undefined };
  } catch (error) {
    const { code, message, data } = error as {
      code?: string;
      message: string;
      data?: { triesLeft?: number; rule?: RuleId };
    };
    if (code === undefined) throw error;
    return { code, message, triesLeft: data?.triesLeft, rule: data?.rule };
  }
}

const falsePassword = 'Falsch-123';

/** A try that differs by the password alone. */
const typing =
  (right: string, attempt: (password: string) => Promise<unknown>): Try =>
  (password) =>
    answer(attempt(password === 'right' ? right : falsePassword));

/** A try of an authenticator: that its codes are good once, and not after the clock was set back, is shown elsewhere. */
const fresh =
  (
    desk: Awaited<ReturnType<typeof testAuthenticator>>,
    handlerId: string,
    attempt: (code: string) => Promise<unknown>,
  ): Try =>
  async (typed) => {
    await desk.db.updateTable('authenticator').set({ spent_until: 0 }).execute();
    return answer(attempt(typed === 'right' ? desk.code(handlerId) : desk.wrong(handlerId)));
  };

/** Every secret whose failures are counted. */
export const doors: readonly (readonly [name: string, open: () => Promise<Door>])[] = [
  [
    'B1: the enterprise password',
    async () => {
      const { bureau, caller, clock } = await testEnterprise();
      return {
        clock,
        reach: async (window) =>
          typing(firm.firm, (password) => bureau.enterpriseSignIn.firm({ taxpayerId, password }, caller(window))),
      };
    },
  ],
  [
    'C1: the enterprise password of quick login',
    async () => {
      const { bureau, caller, clock } = await testEnterprise();
      return {
        clock,
        reach: async (window) => async (password) => {
          const form = { taxpayerId, capacity: 'financeOfficer' as const, mobile: mobiles.fang };
          const said = await typing(firm.firm, (typed) =>
            bureau.quickSignIn.sendCode({ ...form, password: typed }, caller(window)),
          )(password);
          // Past the password: the code of a moment ago is still on its way.
          return said.code === 'CODE_TOO_SOON' ? { ...said, code: 'in' } : said;
        },
      };
    },
  ],
  [
    'B4: the personal password of a handler',
    async () => {
      const { bureau, caller, clock, firm: step1 } = await testEnterprise();
      return {
        clock,
        reach: async (window) => {
          const { flow } = await step1(window);
          return typing(firm.person, (password) =>
            bureau.enterpriseSignIn.finish(
              { flow, handlerId: 'lin', proof: { kind: 'password', password } },
              caller(window),
            ),
          );
        },
      };
    },
  ],
  [
    'B6: the old password of a change',
    async () => {
      const desk = await testEnterprise();
      const lin = personOfWindow(await desk.login('lin'));
      let [current, turn] = [firm.person, 0];
      return {
        clock: desk.clock,
        reach: async () => async (password) => {
          turn += 1;
          const newPassword = `Xin-Mima-7${turn}`;
          const said = await typing(current, (oldPassword) =>
            desk.bureau.passwords.set(lin, { oldPassword, newPassword }),
          )(password);
          if (said.code === 'in') current = newPassword;
          return said;
        },
      };
    },
  ],
  [
    'G1: the agency password',
    async () => {
      const { bureau, caller, clock } = await testBureau();
      return {
        clock,
        reach: async (window) =>
          typing(agency.firm, (password) =>
            bureau.signIn.firm({ taxpayerId: agencyTaxpayerId, password }, caller(window)),
          ),
      };
    },
  ],
  [
    'G2: the personal password of a staff member',
    async () => {
      const { bureau, caller, clock, firm: step1 } = await testBureau();
      return {
        clock,
        reach: async (window) => {
          const { flow } = await step1(window);
          return typing(agency.staff, (password) =>
            bureau.signIn.staff({ flow, handlerId: 'sun', proof: { kind: 'password', password } }, caller(window)),
          );
        },
      };
    },
  ],
  [
    'G2: 动态口令 of a staff member',
    async () => {
      const desk = await testAuthenticator();
      await desk.setUp();
      return {
        clock: desk.clock,
        once: true,
        reach: async (window) => {
          // As the desk does every few seconds: a clock set back is seen before the login begins.
          await desk.bureau.sweep();
          const { flow } = await desk.firm(window);
          return fresh(desk, 'sun', (code) =>
            desk.bureau.signIn.staff({ flow, handlerId: 'sun', proof: { kind: 'code', code } }, desk.caller(window)),
          );
        },
      };
    },
  ],
  [
    'D1: 动态口令 of an officer of the agency',
    async () => {
      const desk = await testAuthenticator();
      await desk.setUp('zhao');
      await desk.db.updateTable('handler').set({ capacity: 'legalRepresentative' }).where('id', '=', 'zhao').execute();
      const form = { taxpayerId: agencyTaxpayerId, capacity: 'legalRepresentative' as const, mobile: '15400000001' };
      return {
        clock: desk.clock,
        once: true,
        reach: async (window) => {
          await desk.bureau.sweep();
          return fresh(desk, 'zhao', (code) => desk.bureau.officerRecovery.firm(form, { code }, desk.caller(window)));
        },
      };
    },
  ],
  [
    'D3: the printed recovery key at step 2',
    async () => {
      const { db, firm: step1, bureau, caller, clock } = await testAuthenticator();
      await db.updateTable('handler').set({ capacity: 'financeOfficer' }).where('id', '=', 'zhao').execute();
      return {
        clock,
        reach: async (window) => {
          const { flow } = await step1(window);
          return (typed) =>
            answer(
              bureau.officerRecovery.personal(
                { flow, handlerId: 'zhao' },
                async () => typed === 'right',
                caller(window),
              ),
            );
        },
      };
    },
  ],
  [
    'G3: the agreement password',
    async () => {
      const { bureau, clock, login, client } = await testBureau();
      await client('c01');
      return {
        clock,
        reach: async (window) => {
          const staff = await login('sun', window);
          return typing(agency.agreement, (password) => bureau.entry.enter(staff, 'c01', { kind: 'typed', password }));
        },
      };
    },
  ],
];
