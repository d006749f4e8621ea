import { parseDay } from '../pure/day-input.ts';

/** A signed paper agreement while it is typed. */
export interface AgreementDraft {
  firstDay: string;
  lastDay: string;
  functions: string[];
  agreementPassword: string;
}
export const emptyAgreement = (): AgreementDraft => ({
  firstDay: '',
  lastDay: '',
  functions: [],
  agreementPassword: '',
});

/** The draft in the contract's form. @param asksPassword whether the rule set asks the agreement password (L6) */
export function agreementToSend(draft: AgreementDraft, asksPassword: boolean) {
  const { agreementPassword, functions } = draft;
  return {
    firstDay: parseDay(draft.firstDay) ?? draft.firstDay,
    lastDay: parseDay(draft.lastDay) ?? draft.lastDay,
    functions,
    ...(asksPassword ? { agreementPassword } : {}),
  };
}

/** Problems of the days of an agreement, by field; its last day is inclusive (H3). */
export function dayProblem(
  draft: Pick<AgreementDraft, 'firstDay' | 'lastDay'>,
  field: 'firstDay' | 'lastDay',
): 'missing' | 'noDay' | 'order' | null {
  if (draft[field].trim() === '') return 'missing';
  const day = parseDay(draft[field]);
  if (day === null) return 'noDay';
  const first = parseDay(draft.firstDay);
  return field === 'lastDay' && first !== null && day < first ? 'order' : null;
}
