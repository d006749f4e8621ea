import type { AgreementState } from './clients.ts';

/** What was decided about an agreement; the rest of H3's states follows from it and the day (ADR-0004). */
export const decisions = ['proposed', 'recognised', 'suspended', 'cancelled', 'declined'] as const;
export type Decided = (typeof decisions)[number];

/** Days that an agreement's state depends on. `answerBy`: the last day on which a proposal can be answered (L4). */
export type StateBound = 'answerBy' | 'firstDay' | 'lastDay';

/** One step of the way to a state: where today is `after` or `before` that day; the last step of a way asks nothing. */
export interface StateStep {
  when: readonly ['after', StateBound] | readonly ['before', 'firstDay' | 'lastDay'] | null;
  state: Exclude<AgreementState, 'none'>;
}

/** H3, L4: what was decided, and by the day what it is; the first step that applies says it. A last day is inclusive. All writings of the state are made from this. */
export const stateSteps: Readonly<Record<Decided, readonly StateStep[]>> = {
  proposed: [
    { when: ['after', 'answerBy'], state: 'lapsed' },
    { when: ['after', 'lastDay'], state: 'lapsed' },
    { when: null, state: 'proposed' },
  ],
  recognised: [
    { when: ['after', 'lastDay'], state: 'expired' },
    { when: ['before', 'firstDay'], state: 'recognised' },
    { when: null, state: 'inForce' },
  ],
  suspended: [
    { when: ['after', 'lastDay'], state: 'expired' },
    { when: null, state: 'suspended' },
  ],
  cancelled: [{ when: null, state: 'cancelled' }],
  declined: [{ when: null, state: 'declined' }],
};

/** State of an agreement on a day (H3), days written `YYYY-MM-DD` or counted. */
export function stateOn<Day extends string | number>(
  agreement: { decided: Decided } & Record<StateBound, Day>,
  today: Day,
): Exclude<AgreementState, 'none'> {
  const steps = stateSteps[agreement.decided];
  for (const { when, state } of steps) {
    if (when === null) return state;
    const day = agreement[when[1]];
    if (when[0] === 'after' ? today > day : today < day) return state;
  }
  throw new Error(`no state for ${agreement.decided}`);
}
