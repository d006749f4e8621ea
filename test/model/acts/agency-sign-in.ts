import fc from 'fast-check';
import { isOutcome, newFlow, proveFirm } from '../rules/login.ts';
import { changed, refused } from '../rules/outcome.ts';
import { open } from '../rules/sessions.ts';
import { firmOf, handlerOf, type Handler, type Model, type Session } from '../state.ts';
import { pickOf, type Act, type Step } from '../step.ts';
import { taxpayerIdOf } from '../world/build.ts';
import { handlersToTry, newestFlow, passwordToTry, typedToTry, windowOf } from './choices.ts';
import { cancelStep, codeStep, finishStep } from './enterprise-sign-in.ts';

/** G1. */
export function firmStep(model: Model, window: string, firm: string, password: string): Step {
  return {
    text: `${window}: agency login, ${firm} with ${password}`,
    window,
    expected: () => {
      const proved = proveFirm(model, window, firm, password, 'G1');
      if (isOutcome(proved)) return proved;
      if (!proved.agency) return refused('FORBIDDEN', 'G1');
      newFlow(model, 'agencyStaff', window, { firm });
      return changed;
    },
    real: (real) => real.call(window).signIn.firm({ taxpayerId: taxpayerIdOf(firm), password }),
    learn: ({ flow }: { flow: string }, real) => {
      real.flows.set(model.serial, flow);
    },
  };
}

/** Everything right, up to the office's list of clients. */
export function* agencyLoginSteps(
  model: Model,
  window: string,
  handler: Handler,
  byCode: boolean,
): Generator<Step, void> {
  yield firmStep(model, window, 'agency', firmOf(model, 'agency').password ?? '');
  const flow = newestFlow(model, window, 'agencyStaff');
  if (!byCode && handler.password !== null)
    return yield finishStep(model, 'agencyStaff', window, flow, handler.key, {
      kind: 'password',
      password: handler.password,
      typed: null,
    });
  if (!byCode && handler.reset?.ticket)
    return yield finishStep(model, 'agencyStaff', window, flow, handler.key, {
      kind: 'password',
      password: handler.reset.ticket,
      typed: null,
    });
  yield codeStep(model, 'agencyStaff', window, flow, handler.key);
  yield finishStep(model, 'agencyStaff', window, flow, handler.key, { kind: 'code', typed: 'right' });
}

const staffSessions = (model: Model, admin: boolean): Session[] =>
  open(model).filter(
    (session) =>
      session.kind === 'agencyStaff' &&
      !session.locked &&
      (!admin || handlerOf(model, session.handler ?? '').member?.role === 'admin'),
  );

/** A window where a staff member works, an admin where one is needed: signs one in when there is none. Now and then it is any window. */
export function* staffWindow(model: Model, number: number, admin = false): Generator<Step, string> {
  if (number % 8 === 7) return windowOf(model, number >> 3);
  const found = staffSessions(model, admin);
  const session = found[(number >> 3) % Math.max(1, found.length)];
  if (session) return session.window;
  const window = windowOf(model, number >> 3);
  const all = handlersToTry(model, 'agency');
  const able = all.filter((one) => !admin || one.member?.role === 'admin');
  yield* agencyLoginSteps(model, window, pickOf(able.length > 0 ? able : all, number >> 3), false);
  return window;
}

const login: Act = {
  name: 'agency login',
  weight: 6,
  args: fc.tuple(fc.nat(2), fc.nat(19), fc.nat(3)),
  *steps(model, [w = 0, h, how]) {
    yield* agencyLoginSteps(model, windowOf(model, w), pickOf(handlersToTry(model, 'agency'), h), how === 0);
  },
};

const firmTry: Act = {
  name: 'agency, first step',
  weight: 2,
  args: fc.tuple(fc.nat(2), fc.nat(9), fc.nat(4)),
  *steps(model, [w, f, p]) {
    const firm = pickOf(['agency', 'agency', 'agencyB', 'ent1', 'social'], f);
    yield firmStep(model, windowOf(model, w), firm, passwordToTry(firmOf(model, firm).password ?? '111111', p));
  },
};

const proofTry: Act = {
  name: 'agency, second step',
  weight: 3,
  args: fc.tuple(fc.nat(2), fc.nat(99), fc.nat(9), fc.nat(11), fc.nat(4)),
  *steps(model, [w, h, kind, typed, p]) {
    const window = windowOf(model, w);
    const flow =
      kind === 9 ? pickOf([null, ...model.flows.map((one) => one.key)], h) : newestFlow(model, window, 'agencyStaff');
    const handler = kind === 8 ? pickOf(model.handlers, h) : pickOf(handlersToTry(model, 'agency'), h);
    if (kind === 0 || kind === 1) yield codeStep(model, 'agencyStaff', window, flow, handler.key);
    else if (kind === 2) yield cancelStep(model, 'agencyStaff', window, flow);
    else if (kind !== undefined && kind < 5)
      yield finishStep(model, 'agencyStaff', window, flow, handler.key, { kind: 'code', typed: typedToTry(typed) });
    else
      yield finishStep(model, 'agencyStaff', window, flow, handler.key, {
        kind: 'password',
        password: passwordToTry(handler.password ?? handler.reset?.ticket ?? '111111', p),
        typed: (typed ?? 0) % 2 === 0 ? 'right' : null,
      });
  },
};

export const agencySignInActs: readonly Act[] = [login, firmTry, proofTry];
