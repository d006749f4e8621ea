import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { resetIsOpen } from '../../../../src-main/bureau/sign-in/password-resets.ts';
import { day, minute, passwords, testEnterprise } from './fixture.ts';
import { usualLimits } from '../../../../src-main/bureau/rule-sets/limits.ts';

describe('the 111111 ticket (D3) as a state machine', () => {
  it('D3: open exactly once, from the reset on, for 24 hours by the clock', () => {
    fc.assert(
      fc.property(
        fc.nat(10 * day),
        fc.integer({ min: -day, max: 3 * day }),
        fc.option(fc.nat(day)),
        (resetAt, after, used) => {
          const reset = { reset_at: resetAt, expires_at: resetAt + usualLimits.reset, used_at: used };
          expect(resetIsOpen(reset, resetAt + after)).toBe(used === null && after >= 0 && after < usualLimits.reset);
        },
      ),
    );
    expect(resetIsOpen(undefined, 0)).toBe(false);
  });

  /** What a person may try, in any order; the model below knows what it must come to. */
  const acts = fc.array(
    fc.oneof(
      {
        weight: 3,
        arbitrary: fc.constantFrom(
          'reset',
          '111111',
          '111111 without code',
          'code',
          'old password',
          'choose',
          'choose 111111',
        ),
      },
      { weight: 1, arbitrary: fc.constantFrom('an hour later', 'a day later', 'an hour back') },
    ),
    { minLength: 3, maxLength: 14 },
  );

  it('D3: no sequence of resets, logins, clocks and choices opens more than the change-password page, or opens it twice with one 111111', async () => {
    await fc.assert(
      fc.asyncProperty(acts, async (sequence) => {
        const desk = await testEnterprise();
        // No model of throttling or of codes' own limits here: each try has a fresh mobile history and a fresh counter.
        const fresh = async (): Promise<void> => {
          await desk.db.deleteFrom('throttle').execute();
          await desk.db.deleteFrom('sms_code').execute();
        };
        const model = {
          password: passwords.person as string | null,
          reset: null as { at: number; used: boolean } | null,
          ticket: false,
          ticketUntil: 0,
        };
        let chosen = 0;
        const kindNow = async (): Promise<string | null> =>
          (await desk.call('his').session.current()).who?.kind ?? null;
        const login = async (
          proof: (
            code: string,
          ) => { kind: 'password'; password: string; code?: string } | { kind: 'code'; code: string },
        ): Promise<string> => {
          await fresh();
          await desk.call('his').session.signOut();
          model.ticket = false;
          const { flow } = await desk.firm('his');
          await desk.bureau.enterpriseSignIn.sendCode({ flow, handlerId: 'bao' }, desk.caller('his'));
          return desk.bureau.enterpriseSignIn
            .finish({ flow, handlerId: 'bao', proof: proof(desk.code()) }, desk.caller('his'))
            .then(
              async () => (await kindNow()) ?? 'none',
              () => 'refused',
            );
        };
        for (const act of sequence) {
          const now = desk.clock.now();
          if (act === 'reset') {
            const hers = await fresh().then(() => desk.login('lin', 'hers'));
            await desk.bureau.resets.reset(hers, 'bao');
            Object.assign(model, { password: null, reset: { at: now, used: false }, ticket: false });
          } else if (act === '111111' || act === '111111 without code') {
            const open =
              model.reset !== null && !model.reset.used && now >= model.reset.at && now < model.reset.at + day;
            const withCode = act === '111111';
            expect(
              await login((code) => ({ kind: 'password', password: '111111', ...(withCode ? { code } : {}) })),
            ).toBe(open && withCode ? 'ticket' : 'refused');
            if (open && withCode && model.reset)
              Object.assign(model, {
                reset: { ...model.reset, used: true },
                ticket: true,
                ticketUntil: desk.clock.now() + 10 * minute,
              });
          } else if (act === 'code') {
            expect(await login((code) => ({ kind: 'code', code }))).toBe(model.reset ? 'ticket' : 'enterprise');
            Object.assign(model, { ticket: model.reset !== null, ticketUntil: desk.clock.now() + 10 * minute });
          } else if (act === 'old password') {
            expect(await login(() => ({ kind: 'password', password: model.password ?? passwords.person }))).toBe(
              model.password === null ? 'refused' : 'enterprise',
            );
          } else if (act === 'choose' || act === 'choose 111111') {
            const newPassword = act === 'choose' ? `Xin-Mima-${(chosen += 1)}` : '111111';
            const done = await desk
              .call('his')
              .passwordRecovery.setPersonalPassword({ newPassword })
              .then(
                () => true,
                () => false,
              );
            expect(done).toBe(model.ticket && act === 'choose');
            if (done) Object.assign(model, { password: newPassword, reset: null, ticket: false });
          } else {
            desk.later({ 'an hour later': 60 * minute, 'a day later': day, 'an hour back': -60 * minute }[act]);
            // As the desk does every few seconds: what has run out is over, and a clock set back afterwards does not bring it back.
            await desk.bureau.sessions.sweep();
            // Of an hour back and an hour later nothing has passed: only by its ten minutes is the ticket over.
            if (desk.clock.now() >= model.ticketUntil) model.ticket = false;
          }
        }
      }),
      { numRuns: 12, examples: [[['reset', '111111', 'an hour back', 'an hour later', 'choose']]] },
    );
  }, 120_000);
});
