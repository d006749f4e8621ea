import {
  firmOf,
  handlerOf,
  personOf,
  type Firm,
  type Flow,
  type FlowKind,
  type Handler,
  type Model,
} from '../state.ts';
import { checkCode, type Typed } from './codes.ts';
import { minute } from './days.ts';
import { knownAs, realNameOf } from './people.ts';
import { changed, refused, type Outcome } from './outcome.ts';
import { start } from './sessions.ts';
import { tried } from './throttle.ts';

/* Steps of every login of a firm: G1, B1, C1 (the firm's own password), B4, G2, D3 (the chosen handler). */

/** G1, B1, C1. @returns the firm, or what is answered */
export function proveFirm(
  model: Model,
  window: string,
  taxpayerId: string,
  password: string,
  rule: 'G1' | 'B1' | 'C1',
): Firm | Outcome {
  const firm = model.firms.get(taxpayerId);
  const keys = [`firm:${taxpayerId}`, `window:${window}`];
  const right = firm?.password != null && firm.password === password;
  return tried(model, keys, right ? null : { code: 'CREDENTIALS_WRONG', rule }) ?? firmOf(model, taxpayerId);
}

export const isOutcome = (thing: object): thing is Outcome => 'refused' in thing || 'done' in thing;

/** A new request of a window; its earlier one is over. */
export function newFlow(
  model: Model,
  kind: FlowKind,
  window: string,
  who: { firm?: string | null; handler?: string | null; person?: string | null; mobile?: string | null },
): Flow {
  for (const flow of model.flows) if (flow.window === window) flow.open = false;
  const flow = {
    key: (model.serial += 1),
    kind,
    window,
    firm: who.firm ?? null,
    handler: who.handler ?? null,
    person: who.person ?? null,
    mobile: who.mobile ?? null,
    startedAt: model.now,
    expiresAt: model.now + 10 * minute,
    open: true,
  };
  model.flows.push(flow);
  return flow;
}

/** The request that a later step names: of this kind, in this window, not used, for ten minutes; a clock set back gains nothing. */
export function flowInHand(model: Model, kind: FlowKind, window: string, key: number | null): Flow | null {
  const flow = model.flows.find((one) => one.key === key);
  return flow?.kind === kind &&
    flow.window === window &&
    flow.open &&
    model.now >= flow.startedAt &&
    model.now < flow.expiresAt
    ? flow
    : null;
}

export const flowExpired = refused('FLOW_EXPIRED', 'G1');

/** A handler's verified mobile. */
export const mobileOf = (model: Model, handler: Handler): string | null =>
  realNameOf(personOf(model, handler))?.mobile ?? null;

/** A3, B3, E4: only a handler whose real name is collected, under the registered name. */
export function mayLogIn(model: Model, handler: Handler): boolean {
  return handler.state === 'active' && realNameOf(personOf(model, handler))?.name === knownAs(model, handler);
}

/** The handler whom a login of this firm names, or what is answered. */
export function chosen(model: Model, firm: string, key: string): Handler | Outcome {
  const handler = handlerOf(model, key);
  if (handler.firm !== firm || handler.state === 'removed') return refused('NOT_FOUND', 'B4');
  return mayLogIn(model, handler) ? handler : refused('REAL_NAME_REQUIRED', 'A3');
}

export type Proof = { kind: 'code'; typed: Typed } | { kind: 'password'; password: string; typed: Typed | null };

/** B4, D3: proves the chosen handler. @returns what it opens, or what is answered */
export function proveHandler(model: Model, flow: Flow, handler: Handler, proof: Proof): 'session' | 'ticket' | Outcome {
  const mobile = mobileOf(model, handler) ?? '';
  // 动态口令 is the office profile's; the model's people have none.
  if (proof.kind === 'code' && model.setup.profile === 'office') return refused('METHOD_UNAVAILABLE', 'B4');
  if (proof.kind === 'code')
    return checkCode(model, flow, mobile, proof.typed) ?? (handler.reset ? 'ticket' : 'session');
  const keys = [`staff:${handler.key}`, `window:${flow.window}`];
  if (handler.password !== null) {
    return (
      tried(model, keys, proof.password === handler.password ? null : { code: 'CREDENTIALS_WRONG', rule: 'B4' }) ??
      'session'
    );
  }
  const { reset } = handler;
  if (!reset) return refused('METHOD_UNAVAILABLE', 'B5');
  const good =
    proof.password === (reset.ticket ?? '111111') && !reset.used && model.now >= reset.at && model.now < reset.until;
  // Not a login yet while the code is missing or wrong: it counts until the ticket is there.
  const wrong = tried(model, keys, good ? 'other' : { code: 'CREDENTIALS_WRONG', rule: 'B4' });
  if (wrong) return wrong;
  // A one-time code needs no SMS code beside it.
  if (reset.ticket === null) {
    if (proof.typed === null) return refused('METHOD_UNAVAILABLE', 'D3');
    const code = checkCode(model, flow, mobile, proof.typed);
    if (code) return code;
  }
  reset.used = true;
  for (const key of keys) model.counters.delete(key);
  return 'ticket';
}

/** A finished login ends its request and makes the window's session (A4), or the ticket of a reset (D3). */
export function enter(model: Model, flow: Flow, handler: Handler, opens: 'session' | 'ticket'): Outcome {
  flow.open = false;
  const who = { firm: handler.firm, handler: handler.key };
  start(
    model,
    flow.window,
    opens === 'ticket'
      ? { kind: 'ticket', opens: 'personalPassword', ...who }
      : { kind: flow.kind === 'agencyStaff' ? 'agencyStaff' : 'enterprise', ...who },
  );
  return changed;
}
