import type { HandlerProofInput } from '@contract/sign-in.ts';
import type { Real } from '../real.ts';
import type { Typed } from '../rules/codes.ts';
import { mayLogIn, type Proof } from '../rules/login.ts';
import type { FlowKind, Handler, Model } from '../state.ts';
import { pickOf } from '../step.ts';

/* What small numbers mean: mostly what gets an act somewhere, now and then what must not. */

export const windowOf = (model: Model, number: number | undefined): string => pickOf(model.windows, number);

export const firmToTry = (number: number | undefined): string =>
  pickOf(['ent1', 'ent1', 'ent2', 'social', 'agency', 'c4'], number);

/** Of five times, three times the right one. */
export const passwordToTry = (right: string, number: number | undefined): string =>
  pickOf([right, right, right, 'Cuo-Mima-77', '111111'], number);

export const typedToTry = (number: number | undefined): Typed =>
  pickOf(['right', 'right', 'right', 'right', 'right', 'right', 'wrong', 'wrong', 'older', 'another'], number);

/** The handlers of a firm, those who may log in twice. */
export function handlersToTry(model: Model, firm: string): Handler[] {
  const all = model.handlers.filter((one) => one.firm === firm && one.state !== 'removed');
  const able = all.filter((one) => mayLogIn(model, one));
  return all.length === 0 ? model.handlers.slice(0, 1) : [...able, ...able, ...all];
}

export const newestFlow = (model: Model, window: string, kind: FlowKind): number | null =>
  model.flows.findLast((flow) => flow.window === window && flow.kind === kind)?.key ?? null;

export function proofInput(real: Real, flow: number | null, proof: Proof): HandlerProofInput {
  if (proof.kind === 'code') return { kind: 'code', code: real.typed(flow, proof.typed) };
  return {
    kind: 'password',
    password: proof.password,
    ...(proof.typed === null ? {} : { code: real.typed(flow, proof.typed) }),
  };
}
