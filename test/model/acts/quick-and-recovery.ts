import fc from 'fast-check';
import type { Capacity } from '@contract/people.ts';
import { sendCode, checkCode, type Typed } from '../rules/codes.ts';
import {
  chosen,
  enter,
  flowExpired,
  flowInHand,
  isOutcome,
  mayLogIn,
  mobileOf,
  newFlow,
  proveFirm,
  proveHandler,
} from '../rules/login.ts';
import { changed, refused, refusedInSilence, type Outcome } from '../rules/outcome.ts';
import { start } from '../rules/sessions.ts';
import { tried } from '../rules/throttle.ts';
import { firmOf, type Handler, type Model } from '../state.ts';
import { pickOf, type Act, type Step } from '../step.ts';
import { taxpayerIdOf } from '../world/build.ts';
import { firmToTry, newestFlow, passwordToTry, typedToTry, windowOf } from './choices.ts';

interface Form {
  firm: string;
  password: string;
  capacity: Capacity;
  mobile: string;
}

const inCapacity = (model: Model, form: Pick<Form, 'firm' | 'capacity'>): Handler[] =>
  model.handlers.filter((one) => one.firm === form.firm && one.state !== 'removed' && one.capacity === form.capacity);

/** C1, C2, B7, B8. */
function quickForm(model: Model, window: string, form: Form): Outcome {
  const firm = proveFirm(model, window, form.firm, form.password, 'C1');
  if (isOutcome(firm)) return firm;
  if (firm.social) return refused('METHOD_UNAVAILABLE', 'B8');
  if (!firm.synced) return refused('SYNC_REQUIRED', 'B7');
  const people = inCapacity(model, form);
  const handler = people.find((one) => mobileOf(model, one) === form.mobile);
  const keys = [`identity:${firm.id}`, `window:${window}`];
  const locked = tried(model, keys, handler ? null : 'other');
  if (locked) return locked;
  if (!handler) return refused('METHOD_UNAVAILABLE', people.some((one) => mobileOf(model, one) !== null) ? 'C2' : 'B9');
  if (!mayLogIn(model, handler)) return refused('REAL_NAME_REQUIRED', 'A3');
  return request(model, 'quick', window, handler, form.mobile);
}

/** A request with its code in one step; a code that is not sent leaves everything as it was. */
function request(
  model: Model,
  kind: 'quick' | 'recovery',
  window: string,
  handler: Handler | null,
  mobile: string,
): Outcome {
  const before = model.flows.filter((flow) => flow.open);
  const flow = newFlow(model, kind, window, { firm: handler?.firm ?? null, handler: handler?.key ?? null, mobile });
  const refusal = sendCode(model, flow, mobile, handler !== null);
  if (!refusal) return handler ? changed : refusedInSilence;
  model.flows.pop();
  for (const earlier of before) earlier.open = true;
  return refusal;
}

function quickCodeStep(model: Model, window: string, form: Form): Step {
  return {
    text: `${window}: quick login ${JSON.stringify(form)}`,
    window,
    expected: () => quickForm(model, window, form),
    real: (real) =>
      real.call(window).enterpriseSignIn.quickCode({
        taxpayerId: taxpayerIdOf(form.firm),
        password: form.password,
        capacity: form.capacity,
        mobile: form.mobile,
      }),
    learn: ({ flow }: { flow: string }, real) => {
      real.flows.set(model.serial, flow);
      real.noteCode(model.serial);
    },
  };
}

function quickFinishStep(model: Model, window: string, flow: number | null, typed: Typed): Step {
  return {
    text: `${window}: ${typed} code of quick request ${flow}`,
    window,
    expected: () => {
      const inHand = flowInHand(model, 'quick', window, flow);
      if (!inHand) return flowExpired;
      const handler = chosen(model, inHand.firm ?? '', inHand.handler ?? '');
      if (isOutcome(handler)) return handler;
      const opens = proveHandler(model, inHand, handler, { kind: 'code', typed });
      return typeof opens === 'string' ? enter(model, inHand, handler, opens) : opens;
    },
    real: (real) =>
      real.call(window).enterpriseSignIn.quickFinish({ flow: real.flow(flow), code: real.typed(flow, typed) }),
  };
}

const quick: Act = {
  name: 'quick login',
  weight: 4,
  args: fc.tuple(fc.nat(2), fc.nat(9), fc.nat(9), fc.nat(6), fc.nat(11)),
  *steps(model, [w, f, h, wrong, typed]) {
    const window = windowOf(model, w);
    const firm = wrong === 1 ? firmToTry(f) : 'ent1';
    const handler = pickOf(
      model.handlers.filter((one) => one.firm === 'ent1' && one.state !== 'removed'),
      h,
    );
    const mobile = wrong === 2 ? '15400000099' : (mobileOf(model, handler) ?? '15400000098');
    yield quickCodeStep(model, window, {
      firm,
      password: passwordToTry(firmOf(model, firm).password ?? '111111', wrong === 3 ? f : 0),
      capacity: wrong === 4 ? 'invoiceCollector' : handler.capacity,
      mobile,
    });
    const flow = newestFlow(model, window, 'quick');
    if (flow !== null) yield quickFinishStep(model, window, flow, typedToTry(typed));
  },
};

/** D1. */
function recoveryStep(
  model: Model,
  window: string,
  form: { firm: string; capacity: 'legalRepresentative' | 'financeOfficer'; mobile: string },
): Step {
  return {
    text: `${window}: forgotten password ${JSON.stringify(form)}`,
    window,
    expected: () =>
      request(
        model,
        'recovery',
        window,
        inCapacity(model, form).find((one) => mobileOf(model, one) === form.mobile && mayLogIn(model, one)) ?? null,
        form.mobile,
      ),
    real: (real) =>
      real.call(window).passwordRecovery.sendCode({
        taxpayerId: taxpayerIdOf(form.firm),
        capacity: form.capacity,
        mobile: form.mobile,
      }),
    learn: ({ flow }: { flow: string }, real) => {
      real.flows.set(model.serial, flow);
      real.noteCode(model.serial);
    },
  };
}

function recoveryProofStep(model: Model, window: string, flow: number | null, typed: Typed): Step {
  return {
    text: `${window}: ${typed} code of recovery ${flow}`,
    window,
    expected: () => {
      const inHand = flowInHand(model, 'recovery', window, flow);
      if (!inHand) return flowExpired;
      const refusal = checkCode(model, inHand, inHand.mobile ?? '', typed);
      if (refusal) return refusal;
      const handler = model.handlers.find((one) => one.key === inHand.handler);
      if (!handler || handler.state !== 'active' || mobileOf(model, handler) !== inHand.mobile) return flowExpired;
      inHand.open = false;
      start(model, window, { kind: 'ticket', opens: 'enterprisePassword', firm: handler.firm, handler: handler.key });
      return changed;
    },
    real: (real) => real.call(window).passwordRecovery.prove({ flow: real.flow(flow), code: real.typed(flow, typed) }),
  };
}

const recovery: Act = {
  name: 'forgotten enterprise password',
  weight: 3,
  args: fc.tuple(fc.nat(2), fc.nat(9), fc.nat(5), fc.nat(11)),
  *steps(model, [w, h, wrong, typed]) {
    const window = windowOf(model, w);
    const officers = model.handlers.filter(
      (one) => one.state !== 'removed' && (one.capacity === 'legalRepresentative' || one.capacity === 'financeOfficer'),
    );
    const officer = pickOf(officers, h);
    yield recoveryStep(model, window, {
      firm: wrong === 1 ? firmToTry(h) : officer.firm,
      capacity: officer.capacity as 'legalRepresentative' | 'financeOfficer',
      mobile: wrong === 2 ? '15400000097' : (mobileOf(model, officer) ?? '15400000096'),
    });
    yield recoveryProofStep(model, window, newestFlow(model, window, 'recovery'), typedToTry(typed));
  },
};

export const quickAndRecoveryActs: readonly Act[] = [quick, recovery];
