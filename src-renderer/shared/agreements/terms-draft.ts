import { parseDay } from '../pure/day-input.ts';

/** Terms of an agreement while they are typed. */
export interface TermsDraft {
  firstDay: string;
  lastDay: string;
  functions: string[];
  serviceStaff: string[];
}
export const emptyTerms = (): TermsDraft => ({ firstDay: '', lastDay: '', functions: [], serviceStaff: [] });

/** The draft in the contract's form. */
export const termsToSend = (draft: TermsDraft): TermsDraft => ({
  ...draft,
  firstDay: parseDay(draft.firstDay) ?? draft.firstDay,
  lastDay: parseDay(draft.lastDay) ?? draft.lastDay,
});
