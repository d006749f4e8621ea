import fc from 'fast-check';
import { isOutcome, mobileOf } from '../rules/login.ts';
import { resetPassword, setAfterReset, setFirmPassword, setOwnPassword } from '../rules/passwords.ts';
import { admitted, open, sessionOf } from '../rules/sessions.ts';
import { handlerOf, type Model, type Session } from '../state.ts';
import { pick, pickOf, type Act, type Step } from '../step.ts';
import { windowOf } from './choices.ts';
import { enterpriseWindow } from './enterprise-sign-in.ts';

const handlerIn = (model: Model, window: string) => {
  const key = sessionOf(model, window)?.handler ?? null;
  return key === null ? null : handlerOf(model, key);
};

/** A password that nobody has, one that breaks B6 or D3, or the one of before. */
function newPassword(model: Model, window: string, number: number | undefined): string {
  const handler = handlerIn(model, window);
  const fresh = `Xin-Mima-${(model.serial += 1)}`;
  const previous = handler?.password ?? handler?.reset?.previous ?? fresh;
  const mobile = (handler && mobileOf(model, handler)) ?? '15400000095';
  return pickOf([fresh, fresh, fresh, fresh, previous, '111111', 'kurz-1A', 'nurkleinbuchst', `Aa-${mobile}`], number);
}

function ownStep(model: Model, window: string, old: string | null, chosen: string): Step {
  const kind = sessionOf(model, window)?.kind === 'agencyStaff' ? 'agencyStaff' : 'enterprise';
  const input = { ...(old === null ? {} : { oldPassword: old }), newPassword: chosen };
  return {
    text: `${window}: own password from ${old} to ${chosen} (${kind})`,
    window,
    expected: () => {
      const may = admitted(model, window, kind);
      return isOutcome(may) ? may : setOwnPassword(model, may.session, old, chosen);
    },
    real: (real) =>
      (kind === 'agencyStaff' ? real.call(window).session : real.call(window).enterprise).setPersonalPassword(input),
  };
}

/** A window where somebody is signed in, of this kind if there is one. */
const windowWith = (model: Model, number: number | undefined, fits: (session: Session) => boolean): string =>
  pick(
    open(model).filter((session) => session.kind !== 'client' && fits(session)),
    number,
  )?.window ?? windowOf(model, number);

const own: Act = {
  name: 'own password',
  weight: 3,
  args: fc.tuple(fc.nat(79), fc.nat(5), fc.nat(8)),
  *steps(model, [w = 0, old, chosen]) {
    const window =
      w % 2 === 0
        ? yield* enterpriseWindow(model, w >> 1)
        : windowWith(model, w, (session) => session.kind !== 'ticket');
    const known = handlerIn(model, window)?.password ?? null;
    yield ownStep(
      model,
      window,
      pickOf([known, known, known, known, null, 'Cuo-Mima-77'], old),
      newPassword(model, window, chosen),
    );
  },
};

const reset: Act = {
  name: 'reset to 111111',
  weight: 4,
  args: fc.tuple(fc.nat(39), fc.nat(99), fc.nat(9)),
  *steps(model, [w = 0, h, stranger]) {
    const window = yield* enterpriseWindow(model, w, w % 4 !== 2);
    const firm = sessionOf(model, window)?.firm ?? 'ent1';
    const handler =
      pick(
        model.handlers.filter((one) => stranger === 0 || one.firm === firm),
        h,
      ) ?? pickOf(model.handlers, h);
    yield {
      text: `${window}: resets the password of ${handler.key}`,
      window,
      expected: () => {
        const may = admitted(model, window, 'enterprise');
        return isOutcome(may) ? may : resetPassword(model, may.session, handler.key);
      },
      real: (real) => real.call(window).enterprise.resetPersonalPassword({ handlerId: real.handler(handler.key) }),
    };
  },
};

const ticketPage: Act = {
  name: 'change-password page',
  weight: 4,
  args: fc.tuple(fc.nat(9), fc.nat(8), fc.nat(7)),
  *steps(model, [w, chosen, which]) {
    const window = windowWith(model, w, (session) => session.kind === 'ticket');
    const held = sessionOf(model, window)?.opens;
    const opens = held === 'enterprisePassword' ? held : 'personalPassword';
    const page = which === 0 ? (opens === 'personalPassword' ? 'enterprisePassword' : 'personalPassword') : opens;
    const password = newPassword(model, window, chosen);
    yield {
      text: `${window}: ticket page ${page} with ${password}`,
      window,
      expected: () => {
        const may = admitted(model, window, page);
        if (isOutcome(may)) return may;
        return page === 'personalPassword'
          ? setAfterReset(model, may.session, password)
          : setFirmPassword(model, may.session, password);
      },
      real: (real) => {
        const pages = real.call(window).passwordRecovery;
        return page === 'personalPassword'
          ? pages.setPersonalPassword({ newPassword: password })
          : pages.setEnterprisePassword({ newPassword: password });
      },
    };
  },
};

export const passwordActs: readonly Act[] = [own, reset, ticketPage];
