import fc from 'fast-check';
import { inForce } from '../rules/agreements.ts';
import { firmOf } from '../state.ts';
import { pickOf, type Act } from '../step.ts';
import { firmStep as agencyFirmStep, staffWindow } from './agency-sign-in.ts';
import { handlersToTry, newestFlow, windowOf } from './choices.ts';
import { enterStep } from './clients.ts';
import { codeStep, finishStep, firmStep } from './enterprise-sign-in.ts';

/* J2, J1: somebody tries again and again, in one window or in several; then what is right. Locks are seldom reached by single acts. */

const wrong = 'Cuo-Mima-77';

const guessing: Act = {
  name: 'guessing',
  weight: 4,
  args: fc.tuple(fc.nat(39), fc.nat(4), fc.integer({ min: 2, max: 6 }), fc.nat(9), fc.boolean().map(Number)),
  *steps(model, [w = 0, what, times = 2, h, wandering]) {
    const at = (turn: number): string => windowOf(model, wandering ? w + turn : w);
    if (what === 0 || what === 1) {
      const firm = pickOf(['ent1', 'agency'], h);
      const step = what === 0 ? firmStep : agencyFirmStep;
      for (let turn = 0; turn < times; turn += 1) yield step(model, at(turn), firm, wrong);
      return yield step(model, at(0), firm, firmOf(model, firm).password ?? wrong);
    }
    if (what === 2) {
      const window = yield* staffWindow(model, w);
      const client = pickOf(['ent1', 'ent1', 'ent2', 'c9'], h);
      for (let turn = 0; turn < times; turn += 1)
        yield enterStep(model, window, client, { kind: 'password', agreementPassword: wrong, remember: false });
      return yield enterStep(model, window, client, {
        kind: 'password',
        agreementPassword: inForce(model, client)?.password ?? wrong,
        remember: false,
      });
    }
    const window = at(0);
    yield firmStep(model, window, 'ent1', firmOf(model, 'ent1').password ?? wrong);
    const flow = newestFlow(model, window, 'enterprise');
    const handler = pickOf(handlersToTry(model, 'ent1'), h);
    if (what === 3) {
      for (let turn = 0; turn < times; turn += 1)
        yield finishStep(model, 'enterprise', window, flow, handler.key, {
          kind: 'password',
          password: wrong,
          typed: null,
        });
      return yield finishStep(model, 'enterprise', window, flow, handler.key, {
        kind: 'password',
        password: handler.password ?? wrong,
        typed: null,
      });
    }
    yield codeStep(model, 'enterprise', window, flow, handler.key);
    for (let turn = 0; turn < times; turn += 1)
      yield finishStep(model, 'enterprise', window, flow, handler.key, { kind: 'code', typed: 'wrong' });
    yield finishStep(model, 'enterprise', window, flow, handler.key, { kind: 'code', typed: 'right' });
  },
};

export const stormActs: readonly Act[] = [guessing];
