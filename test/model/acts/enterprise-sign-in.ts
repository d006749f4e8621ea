import fc from 'fast-check';
import {
  proveFirm,
  newFlow,
  flowInHand,
  flowExpired,
  chosen,
  proveHandler,
  enter,
  isOutcome,
  mobileOf,
  type Proof,
} from '../rules/login.ts';
import { sendCode } from '../rules/codes.ts';
import { changed, refused, unchanged } from '../rules/outcome.ts';
import { knownAs } from '../rules/people.ts';
import { open, start } from '../rules/sessions.ts';
import { sync } from '../rules/sync.ts';
import { firmOf, handlerOf, type Model } from '../state.ts';
import { pickOf, type Act, type Step } from '../step.ts';
import { taxpayerIdOf } from '../world/build.ts';
import { firmToTry, handlersToTry, newestFlow, passwordToTry, proofInput, typedToTry, windowOf } from './choices.ts';

/** B1. */
export function firmStep(model: Model, window: string, firm: string, password: string): Step {
  return {
    text: `${window}: enterprise login, ${firm} with ${password}`,
    window,
    expected: () => {
      const proved = proveFirm(model, window, firm, password, 'B1');
      if (isOutcome(proved)) return proved;
      if (proved.social) start(model, window, { kind: 'socialInsurance', firm, handler: null });
      else newFlow(model, 'enterprise', window, { firm });
      return changed;
    },
    real: (real) => real.call(window).enterpriseSignIn.firm({ taxpayerId: taxpayerIdOf(firm), password }),
    learn: (answer: { next: 'handlers'; flow: { flow: string } } | { next: 'signedIn' }, real) => {
      if (answer.next === 'handlers') real.flows.set(model.serial, answer.flow.flow);
    },
  };
}

/** B2, B3, B9. */
export function syncStep(model: Model, window: string, flow: number | null): Step {
  return {
    text: `${window}: sync handlers by request ${flow}`,
    window,
    expected: () => {
      const inHand = flowInHand(model, 'enterprise', window, flow);
      return inHand ? sync(model, firmOf(model, inHand.firm ?? '')) : flowExpired;
    },
    real: (real) => real.call(window).enterpriseSignIn.sync({ flow: real.flow(flow) }),
    learn: (answer: { handlers: { handlerId: string; name: string; capacity: string }[] }, real) => {
      const firm = model.flows.find((one) => one.key === flow)?.firm;
      for (const handler of model.handlers.filter((one) => one.firm === firm && one.state !== 'removed')) {
        const shown = answer.handlers.find(
          (one) => one.name === knownAs(model, handler) && one.capacity === handler.capacity,
        );
        if (!shown) throw new Error(`after the sync ${handler.key} is not listed`);
        real.handlers.set(handler.key, shown.handlerId);
      }
    },
  };
}

/** J1, B4, G2: a code for the chosen handler, in either login. */
export function codeStep(
  model: Model,
  kind: 'enterprise' | 'agencyStaff',
  window: string,
  flow: number | null,
  handlerKey: string,
): Step {
  return {
    text: `${window}: code for ${handlerKey} by ${kind} request ${flow}`,
    window,
    expected: () => {
      const inHand = flowInHand(model, kind, window, flow);
      if (!inHand) return flowExpired;
      if (kind === 'enterprise' && !firmOf(model, inHand.firm ?? '').synced) return refused('SYNC_REQUIRED', 'B7');
      const handler = chosen(model, inHand.firm ?? '', handlerKey);
      return isOutcome(handler) ? handler : (sendCode(model, inHand, mobileOf(model, handler) ?? '') ?? changed);
    },
    real: async (real) => {
      const input = { flow: real.flow(flow), handlerId: real.handler(handlerKey) };
      await (kind === 'enterprise'
        ? real.call(window).enterpriseSignIn.sendCode(input)
        : real.call(window).signIn.sendCode(input));
      real.noteCode(flow ?? 0);
    },
  };
}

/** B4, G2, D3: the proof of the chosen handler, in either login. */
export function finishStep(
  model: Model,
  kind: 'enterprise' | 'agencyStaff',
  window: string,
  flow: number | null,
  handlerKey: string,
  proof: Proof,
): Step {
  return {
    text: `${window}: ${handlerKey} by ${kind} request ${flow} with ${JSON.stringify(proof)}`,
    window,
    expected: () => {
      const inHand = flowInHand(model, kind, window, flow);
      if (!inHand) return flowExpired;
      if (kind === 'enterprise' && !firmOf(model, inHand.firm ?? '').synced) return refused('SYNC_REQUIRED', 'B7');
      const handler = chosen(model, inHand.firm ?? '', handlerKey);
      if (isOutcome(handler)) return handler;
      const opens = proveHandler(model, inHand, handler, proof);
      return typeof opens === 'string' ? enter(model, inHand, handler, opens) : opens;
    },
    real: (real) => {
      const input = {
        flow: real.flow(flow),
        handlerId: real.handler(handlerKey),
        proof: proofInput(real, flow, proof),
      };
      return kind === 'enterprise'
        ? real.call(window).enterpriseSignIn.finish(input)
        : real.call(window).signIn.staff(input);
    },
  };
}

export function cancelStep(
  model: Model,
  kind: 'enterprise' | 'agencyStaff',
  window: string,
  flow: number | null,
): Step {
  return {
    text: `${window}: leaves ${kind} request ${flow}`,
    window,
    expected: () => {
      const found = model.flows.find((one) => one.key === flow && one.kind === kind && one.window === window);
      if (found) found.open = false;
      return unchanged;
    },
    real: (real) =>
      (kind === 'enterprise' ? real.call(window).enterpriseSignIn : real.call(window).signIn).cancel({
        flow: real.flow(flow),
      }),
  };
}

/** Everything right, up to the home page: the way by which the other acts get somewhere. */
function* loginSteps(
  model: Model,
  window: string,
  firm: string,
  number: number,
  byCode: boolean,
  officer = false,
): Generator<Step, void> {
  yield firmStep(model, window, firm, firmOf(model, firm).password ?? '111111');
  const flow = newestFlow(model, window, 'enterprise');
  if (flow === null || firmOf(model, firm).social) return;
  if (!firmOf(model, firm).synced) yield syncStep(model, window, flow);
  const all = handlersToTry(model, firm);
  const officers = all.filter((one) => one.capacity === 'legalRepresentative' || one.capacity === 'financeOfficer');
  const handler = pickOf(officer && officers.length > 0 ? officers : all, number);
  if (!byCode && handler.password !== null)
    return yield finishStep(model, 'enterprise', window, flow, handler.key, {
      kind: 'password',
      password: handler.password,
      typed: null,
    });
  yield codeStep(model, 'enterprise', window, flow, handler.key);
  const reset = handler.reset !== null && number % 2 === 0;
  yield finishStep(
    model,
    'enterprise',
    window,
    flow,
    handler.key,
    reset
      ? { kind: 'password', password: handler.reset?.ticket ?? '111111', typed: 'right' }
      : { kind: 'code', typed: 'right' },
  );
}

/** A window where somebody acts for an enterprise, an officer where one is needed: signs one in when there is none. Now and then any window. */
export function* enterpriseWindow(model: Model, number: number, officer = false): Generator<Step, string> {
  if (number % 8 === 7) return windowOf(model, number >> 3);
  const found = open(model).filter((session) => {
    const capacity = session.handler === null ? null : handlerOf(model, session.handler).capacity;
    return (
      session.kind === 'enterprise' && (!officer || capacity === 'legalRepresentative' || capacity === 'financeOfficer')
    );
  });
  const session = found[(number >> 3) % Math.max(1, found.length)];
  if (session) return session.window;
  const window = windowOf(model, number >> 3);
  yield* loginSteps(model, window, 'ent1', number >> 3, false, officer);
  return window;
}

const login: Act = {
  name: 'enterprise login',
  weight: 7,
  args: fc.tuple(fc.nat(2), fc.nat(10), fc.nat(9), fc.nat(3)),
  *steps(model, [w, f, h = 0, how]) {
    yield* loginSteps(
      model,
      windowOf(model, w),
      pickOf(['ent1', 'ent1', 'ent2', 'social', 'agency', 'ent1', 'ent1', 'ent2', 'reg2', 'reg1', 'c3'], f),
      h,
      how === 0,
    );
  },
};

const firmTry: Act = {
  name: 'enterprise, first step',
  weight: 2,
  args: fc.tuple(fc.nat(2), fc.nat(9), fc.nat(4)),
  *steps(model, [w, f, p]) {
    const firm = firmToTry(f);
    yield firmStep(model, windowOf(model, w), firm, passwordToTry(firmOf(model, firm).password ?? '111111', p));
  },
};

const syncTry: Act = {
  name: 'sync',
  weight: 2,
  args: fc.tuple(fc.nat(2), fc.nat(2), fc.nat(3)),
  *steps(model, [w, f, fresh]) {
    const window = windowOf(model, w);
    const firm = pickOf(['ent1', 'ent2', 'agency'], f);
    if (fresh) yield firmStep(model, window, firm, firmOf(model, firm).password ?? '111111');
    yield syncStep(model, window, newestFlow(model, window, 'enterprise'));
  },
};

const proofTry: Act = {
  name: 'enterprise, second step',
  weight: 3,
  args: fc.tuple(fc.nat(2), fc.nat(99), fc.nat(9), fc.nat(11), fc.nat(4)),
  *steps(model, [w, h, kind, typed, p]) {
    const window = windowOf(model, w);
    // Now and then a request of another window, or one of long ago.
    const flow =
      kind === 9 ? pickOf([null, ...model.flows.map((one) => one.key)], h) : newestFlow(model, window, 'enterprise');
    const firm = model.flows.find((one) => one.key === flow)?.firm ?? 'ent1';
    const handler = kind === 8 ? pickOf(model.handlers, h) : pickOf(handlersToTry(model, firm), h);
    if (kind === 0 || kind === 1) yield codeStep(model, 'enterprise', window, flow, handler.key);
    else if (kind === 2) yield cancelStep(model, 'enterprise', window, flow);
    else if (kind !== undefined && kind < 6)
      yield finishStep(model, 'enterprise', window, flow, handler.key, { kind: 'code', typed: typedToTry(typed) });
    else
      yield finishStep(model, 'enterprise', window, flow, handler.key, {
        kind: 'password',
        password: passwordToTry(handlerOf(model, handler.key).password ?? '111111', p),
        typed: (typed ?? 0) % 3 === 0 ? 'right' : null,
      });
  },
};

export const enterpriseSignInActs: readonly Act[] = [login, firmTry, syncTry, proofTry];
