import type { Model } from '../state.ts';
import { day, second } from './days.ts';
import { open } from './sessions.ts';

/**
 * J1, J3: a clock set back gains nothing. What had run out when it was last looked at stays so, and open sessions keep the time that they had left;
 * a clock is put right by two seconds all the time. @returns whether it was set back, which leaves a record
 */
export function look(model: Model): boolean {
  const { seen, now } = model;
  model.seen = now;
  if (now >= seen - 2 * second) return false;
  for (const code of model.codes) if (seen >= code.expiresAt) code.expiresAt = code.sentAt;
  for (const flow of model.flows) if (seen >= flow.expiresAt) flow.open = false;
  for (const collection of model.collections) if (seen >= collection.expiresAt) collection.open = false;
  for (const { reset } of model.handlers) if (reset && seen >= reset.at + day) reset.used = true;
  for (const session of open(model)) {
    session.lastUsedAt -= seen - now;
    session.endsAt -= seen - now;
  }
  return true;
}
