import type { Model } from '../state.ts';
import { second } from './days.ts';
import { open } from './sessions.ts';

/**
 * J1, J3: a clock set back gains nothing. What had run out when it was last looked at stays so, and all else keeps the time that it had left;
 * a clock is put right by two seconds all the time. @returns whether it was set back, which leaves a record
 */
export function look(model: Model): boolean {
  const { seen, now } = model;
  model.seen = now;
  if (now >= seen - 2 * second) return false;
  for (const code of model.codes)
    if (seen >= code.expiresAt) code.expiresAt = code.sentAt;
    else code.expiresAt -= seen - now;
  for (const flow of model.flows)
    if (seen >= flow.expiresAt) flow.open = false;
    else flow.expiresAt -= seen - now;
  for (const collection of model.collections)
    if (seen >= collection.expiresAt) collection.open = false;
    else collection.expiresAt -= seen - now;
  for (const { reset } of model.handlers)
    if (reset) {
      if (seen >= reset.until) reset.used = true;
      else reset.until -= seen - now;
    }
  for (const session of open(model)) {
    session.lastUsedAt -= seen - now;
    session.endsAt -= seen - now;
  }
  return true;
}
