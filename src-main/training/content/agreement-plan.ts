import type { AgreementState } from '@contract/clients.ts';
import type { Coverage } from './bundles.ts';
import type { Random } from '../sample/random.ts';

/** What the agreement of one sample client is to show. */
export interface AgreementPlan {
  state: AgreementState;
  /** For an agreement in force: it ends in so many days (0: today is its last day); null: a later month's end. */
  endsIn: number | null;
  coverage: Coverage;
  /** An agreement of the year before has expired. */
  yearBefore: boolean;
  /** The renewal is already agreed (`recognised`) or asked for (`proposed`). */
  renewal: 'recognised' | 'proposed' | null;
  /** Another agency has an agreement in force with the client (G4). */
  withOtherAgency: boolean;
}

/** Days to the end of the agreements in force that end soon: from today to the thirtieth day. */
const endingSoon = [0, 1, 2, 3, 5, 6, 8, 10, 12, 14, 16, 18, 20, 22, 25, 27, 29, 30];

/** How many of 300 clients are in which state: 85 % in force. */
const counts: readonly (readonly [AgreementState, number])[] = [
  ['inForce', 255],
  ['expired', 12],
  ['recognised', 6],
  ['cancelled', 6],
  ['suspended', 5],
  ['proposed', 5],
  ['none', 5],
  ['declined', 3],
  ['lapsed', 3],
];

/** Of twenty agreements: what they cover. */
const mix: readonly Coverage[] = (
  [
    ['all', 8],
    ['filingAndCertificates', 6],
    ['filing', 3],
    ['filingOnly', 1],
    ['enquiries', 1],
    ['invoices', 1],
  ] as const
).flatMap(([coverage, times]) => Array.from({ length: times }, () => coverage));

/** The plan of 300 clients in mixed order, the first of them with a plain agreement in force; a larger world repeats it. */
export function agreementPlans(random: Random): AgreementPlan[] {
  const plans: AgreementPlan[] = [];
  for (const [state, count] of counts) {
    for (let index = 0; index < count; index += 1) {
      const endsIn = state === 'inForce' ? (endingSoon[index] ?? null) : null;
      plans.push({
        state,
        endsIn,
        coverage: mix[plans.length % mix.length] ?? 'all',
        yearBefore: state === 'inForce' && random.chance(0.3),
        renewal: endsIn === null ? null : index % 3 === 0 ? 'recognised' : index % 3 === 1 ? 'proposed' : null,
        withOtherAgency: (state === 'cancelled' || state === 'none') && index < 2,
      });
    }
  }
  const mixed = random.shuffle(plans);
  // The first client is the enterprise that a trainee signs in as from the taxpayer's side.
  const plain = mixed.findIndex((plan) => plan.state === 'inForce' && plan.endsIn === null && plan.coverage === 'all');
  [mixed[0], mixed[plain]] = [mixed[plain] as AgreementPlan, mixed[0] as AgreementPlan];
  return mixed;
}
