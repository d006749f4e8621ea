import type { Model } from '../state.ts';
import { dayOfInstant, minute } from './days.ts';
import { refused, type Outcome } from './outcome.ts';

/* J1: 5 minutes, one use, 5 tries, resend after 60 s, at most 10 a day to one mobile; a newer code of a request is in the place of the older. */

/** Which digits a person types: the newest code of the request, one that it replaced, one sent for another request, or none of them. */
export type Typed = 'right' | 'older' | 'another' | 'wrong';

/** What a code is asked for: a request, or a collection (I1). */
interface Asked {
  key: number;
}

/** @returns the refusal, or null when a code is on its way */
export function sendCode(model: Model, flow: Asked, mobile: string, delivered = true): Outcome | null {
  if (model.setup.profile === 'office') return refused('METHOD_UNAVAILABLE', 'B4');
  const sent = model.codes.filter((code) => code.mobile === mobile);
  const last = Math.max(-Infinity, ...sent.map((code) => code.sentAt));
  if (model.now < last + minute) return refused('CODE_TOO_SOON', 'J1');
  // Whatever was sent today and, when the clock was set back, what was sent later.
  if (sent.filter((code) => dayOfInstant(code.sentAt) >= dayOfInstant(model.now)).length >= 10)
    return refused('CODE_TOO_SOON', 'J1');
  for (const code of model.codes) if (code.flow === flow.key) code.replaced = true;
  model.codes.push({
    flow: flow.key,
    mobile,
    sentAt: model.now,
    expiresAt: model.now + 5 * minute,
    tries: 0,
    used: false,
    replaced: false,
    delivered,
  });
  return null;
}

/** @returns the refusal, or null: the code was right, and is used up */
export function checkCode(model: Model, flow: Asked, mobile: string, typed: Typed): Outcome | null {
  const code = model.codes.find((one) => one.flow === flow.key && one.mobile === mobile && !one.replaced);
  if (!code || code.used || model.now >= code.expiresAt || model.now < code.sentAt || code.tries >= 5)
    return refused('CODE_EXPIRED', 'J1');
  if (typed === 'right' && code.delivered) {
    code.used = true;
    return null;
  }
  code.tries += 1;
  return code.tries >= 5 ? refused('CODE_EXPIRED', 'J1') : refused('CODE_WRONG', 'J1', 5 - code.tries);
}
