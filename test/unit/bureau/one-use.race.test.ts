import { describe, expect, it } from 'vitest';
import { testAuthenticator } from './authenticator/fixture.ts';
import { mobiles, taxpayerId, testEnterprise } from './enterprise/fixture.ts';
import { passwords as agency } from './fixture.ts';
import { passwords, people, testPeople } from './person/fixture.ts';
import { unclaimedIdentityNumber } from '../../../src-main/training/sample/unclaimed-numbers.ts';

/** Sends a use of one thing so many times side by side, the n-th as `use(n)`. @returns how many went through, and the codes of the others */
async function sideBySide(
  use: (n: number) => Promise<unknown>,
  times = 6,
): Promise<{ through: number; codes: Set<string> }> {
  const answers = await Promise.all(
    Array.from({ length: times }, (_, n) =>
      use(n).then(
        () => 'in',
        (error: { code?: string; message?: string }) => error.code ?? error.message ?? 'no code',
      ),
    ),
  );
  return {
    through: answers.filter((answer) => answer === 'in').length,
    codes: new Set(answers.filter((answer) => answer !== 'in')),
  };
}
const newPassword = (n: number): string => `Xin-Mima-${n}7`;
const officer = { taxpayerId, capacity: 'financeOfficer' as const, mobile: mobiles.fang };

/** Everything that is good once. Each gives the use of one that is in hand. */
const oneTime: readonly (readonly [says: string, prepare: () => Promise<(n: number) => Promise<unknown>>])[] = [
  [
    'D1: the ticket for a new enterprise password',
    async () => {
      const desk = await testEnterprise();
      const { flow } = await desk.bureau.recovery.sendCode(officer, desk.caller());
      await desk.bureau.recovery.prove({ flow, code: desk.code() }, desk.caller());
      return (n) => desk.call().passwordRecovery.setEnterprisePassword({ newPassword: newPassword(n) });
    },
  ],
  [
    'D1: the code that makes the ticket',
    async () => {
      const desk = await testEnterprise();
      const { flow } = await desk.bureau.recovery.sendCode(officer, desk.caller());
      const code = desk.code();
      return () => desk.bureau.recovery.prove({ flow, code }, desk.caller());
    },
  ],
  [
    'D3: 111111',
    async () => {
      const desk = await testEnterprise();
      await desk.bureau.resets.reset(await desk.login('lin', 'hers'), 'bao');
      const { flow } = await desk.firm();
      await desk.bureau.enterpriseSignIn.sendCode({ flow, handlerId: 'bao' }, desk.caller());
      const code = desk.code();
      return () =>
        desk.bureau.enterpriseSignIn.finish(
          { flow, handlerId: 'bao', proof: { kind: 'password', password: '111111', code } },
          desk.caller(),
        );
    },
  ],
  [
    'D3: the ticket for a new personal password',
    async () => {
      const desk = await testEnterprise();
      await desk.bureau.resets.reset(await desk.login('lin', 'hers'), 'bao');
      const { flow } = await desk.firm();
      await desk.bureau.enterpriseSignIn.sendCode({ flow, handlerId: 'bao' }, desk.caller());
      await desk.bureau.enterpriseSignIn.finish(
        { flow, handlerId: 'bao', proof: { kind: 'password', password: '111111', code: desk.code() } },
        desk.caller(),
      );
      return (n) => desk.call().passwordRecovery.setPersonalPassword({ newPassword: newPassword(n) });
    },
  ],
  [
    'J1: the SMS code of an enterprise login',
    async () => {
      const desk = await testEnterprise();
      const { flow } = await desk.firm();
      await desk.bureau.enterpriseSignIn.sendCode({ flow, handlerId: 'fang' }, desk.caller());
      const code = desk.code();
      return () =>
        desk.bureau.enterpriseSignIn.finish({ flow, handlerId: 'fang', proof: { kind: 'code', code } }, desk.caller());
    },
  ],
  [
    'B4: one login under way',
    async () => {
      const desk = await testEnterprise();
      const { flow } = await desk.firm();
      return () =>
        desk.bureau.enterpriseSignIn.finish(
          { flow, handlerId: 'lin', proof: { kind: 'password', password: 'Ren-Test-22' } },
          desk.caller(),
        );
    },
  ],
  [
    'D5: the code that makes the ticket',
    async () => {
      const desk = await testPeople();
      const { flow } = await desk.call().personSignIn.recoveryCode(people.su);
      const code = desk.code();
      return () => desk.call().personSignIn.recoveryProve({ flow, code });
    },
  ],
  [
    'D5: the ticket for a new password',
    async () => {
      const desk = await testPeople();
      const { flow } = await desk.call().personSignIn.recoveryCode(people.su);
      await desk.call().personSignIn.recoveryProve({ flow, code: desk.code() });
      return (n) => desk.call().personSignIn.setPassword({ newPassword: newPassword(n) });
    },
  ],
  [
    'D5: the ticket for a first password',
    async () => {
      const desk = await testPeople();
      const { flow } = await desk.call().personSignIn.recoveryCode(people.bai);
      await desk.call().personSignIn.recoveryProve({ flow, code: desk.code() });
      return (n) => desk.call().personSignIn.setPassword({ newPassword: newPassword(n) });
    },
  ],
  [
    'F1: a captcha',
    async () => {
      const desk = await testPeople();
      const captcha = await desk.captcha();
      return () =>
        desk.call().personSignIn.signIn({ identifier: people.su.idNumber, password: passwords.person, ...captcha });
    },
  ],
  [
    'A5: the code of a registration',
    async () => {
      const desk = await testPeople();
      const form = {
        idType: 'residentIdentityCard' as const,
        idNumber: unclaimedIdentityNumber(28_600_000, '2101', false),
        name: '钟灵',
        mobile: '15400000077',
      };
      const { flow } = await desk.call().registration.personCode(form);
      const code = desk.code();
      return () => desk.call().registration.person({ ...form, flow, code, password: 'Zhuce-Mima-5' });
    },
  ],
  [
    'D3: a one-time code of the office profile',
    async () => {
      const desk = await testAuthenticator();
      const ticket = await desk.engine.office.staff.passwords.reset(await desk.login('zhao', 'admin'), 'sun');
      const { flow } = await desk.firm('w1');
      return () =>
        desk.bureau.signIn.staff(
          {
            flow,
            handlerId: 'sun',
            proof: { kind: 'password', password: ticket.kind === 'ticket' ? ticket.ticket : '' },
          },
          desk.caller('w1'),
        );
    },
  ],
  [
    'B4: 动态口令',
    async () => {
      const desk = await testAuthenticator();
      await desk.setUp('sun');
      desk.later(60_000);
      const code = desk.code('sun');
      const flows = await Promise.all(Array.from({ length: 6 }, async (_, n) => (await desk.firm(`w${n}`)).flow));
      return (n) =>
        desk.bureau.signIn.staff(
          { flow: flows[n] ?? '', handlerId: 'sun', proof: { kind: 'code', code } },
          desk.caller(`w${n}`),
        );
    },
  ],
  [
    'G2: one login of an agency under way',
    async () => {
      const desk = await testAuthenticator();
      const { flow } = await desk.firm('w1');
      return () =>
        desk.bureau.signIn.staff(
          { flow, handlerId: 'sun', proof: { kind: 'password', password: agency.staff } },
          desk.caller('w1'),
        );
    },
  ],
];

describe('what is good once is used up in the transaction that it opens', () => {
  it.each(oneTime)('%s: of six sent side by side one goes through, and none later', async (_says, prepare) => {
    const use = await prepare();
    const { through, codes } = await sideBySide(use);
    expect(through).toBe(1);
    for (const code of codes) {
      expect([
        'SESSION_ENDED',
        'NOT_SIGNED_IN',
        'FLOW_EXPIRED',
        'CODE_EXPIRED',
        'CREDENTIALS_WRONG',
        'CAPTCHA_WRONG',
        'CONFLICT',
        'LOCKED_OUT',
        'PASSWORD_POLICY',
        'METHOD_UNAVAILABLE',
      ]).toContain(code);
    }
    expect((await sideBySide(use, 1)).through).toBe(0);
  });
});
