import type { AgreementState } from './clients.ts';

/** What somebody decided about an agreement; the other states of H3 follow from it and the day (ADR-0004). */
export const decisions = ['proposed', 'recognised', 'suspended', 'cancelled', 'declined'] as const;
export type Decided = (typeof decisions)[number];

/** The days that an agreement's state depends on. `answerBy`: the last day on which a proposal can be answered (L4). */
export type StateBound = 'answerBy' | 'firstDay' | 'lastDay';

/** One step towards a state: it applies when today is `after` or `before` that day; the last step has no condition. */
export interface StateStep {
  when: readonly ['after', StateBound] | readonly ['before', 'firstDay' | 'lastDay'] | null;
  state: Exclude<AgreementState, 'none'>;
}

/** H3, L4: for each decision, the state by the day; the first step that applies gives it. A last day is inclusive. Bureau, search and SQL are made from this. */
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

/** State of an agreement on a day (H3); days are `YYYY-MM-DD` or day numbers. */
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
