import type { Agreement, Handler, Model } from '../state.ts';
import { dayOfInstant } from './days.ts';

/* H3, L4, H5: states of agreements, and who works for which client. */

export type State =
  'proposed' | 'recognised' | 'inForce' | 'suspended' | 'expired' | 'cancelled' | 'declined' | 'lapsed';

const daysApart = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / 86_400_000;

/** The last day is inclusive; a proposal lapses after 21 days, or with its period. */
export function stateOf(agreement: Agreement, now: number): State {
  const today = dayOfInstant(now);
  const { decided, first, last } = agreement;
  if (decided === 'cancelled' || decided === 'declined') return decided;
  if (decided === 'proposed') return daysApart(agreement.proposed, today) > 21 || today > last ? 'lapsed' : 'proposed';
  if (today > last) return 'expired';
  if (decided === 'suspended') return 'suspended';
  return today < first ? 'recognised' : 'inForce';
}

export const agreementsOf = (model: Model, client: string): Agreement[] =>
  model.agreements.filter((one) => one.client === client && one.agency === 'agency');
export const inForce = (model: Model, client: string): Agreement | undefined =>
  agreementsOf(model, client).find((one) => stateOf(one, model.now) === 'inForce');

/** Of several agreements of a pair, the state that tells a staff member most. */
export const stateOrder: readonly State[] = [
  'inForce',
  'suspended',
  'recognised',
  'proposed',
  'expired',
  'cancelled',
  'declined',
  'lapsed',
];

/** The agreement that counts: in force, else the most telling; of equals the one that begins last. */
export const current = (model: Model, client: string): Agreement | undefined =>
  agreementsOf(model, client).sort(
    (a, b) =>
      stateOrder.indexOf(stateOf(a, model.now)) - stateOrder.indexOf(stateOf(b, model.now)) ||
      b.first.localeCompare(a.first),
  )[0];

/**
 * H3: what is in the way of an agreement on these days: one that stood or stands on some of them, or a proposal that waits for its answer.
 * @param apart the one that is changed or answered: neither it nor another proposal is in its way
 */
export const inTheWay = (
  model: Model,
  pair: Pick<Agreement, 'client' | 'agency'>,
  days: { first: string; last: string },
  apart?: Agreement,
): Agreement | undefined =>
  model.agreements.find(
    (one) =>
      one.client === pair.client &&
      one.agency === pair.agency &&
      one !== apart &&
      (one.decided === 'recognised' ||
        one.decided === 'suspended' ||
        (apart === undefined && stateOf(one, model.now) === 'proposed')) &&
      one.first <= days.last &&
      days.first <= one.last,
  );

/** H5: admins see all, team leaders their team's, others their own. */
export function covers(model: Model, handler: Handler, client: string): boolean {
  const assigned = model.assigned.get(client) ?? new Set();
  if (handler.member?.role === 'admin') return true;
  if (handler.member?.role !== 'leader') return handler.member !== null && assigned.has(handler.key);
  const { team } = handler.member;
  return model.handlers.some(
    (one) => assigned.has(one.key) && (one === handler || (team !== null && one.member?.team === team)),
  );
}
