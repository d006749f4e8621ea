import type { RuleSetId } from '@contract/desk.ts';

/** What differs between the 2020 Liaoning manual and the national bureau since 2023 (architecture decision 11, L6). */
export interface RuleSet {
  id: RuleSetId;
  title: string;
  /** G3, L6: step 3 asks the agreement password; otherwise agreement and scope alone let staff in. */
  asksAgreementPassword: boolean;
}

export const ruleSets: Record<RuleSetId, RuleSet> = {
  'liaoning-2020': { id: 'liaoning-2020', title: '辽宁省电子税务局（2020年操作手册）', asksAgreementPassword: true },
  'national-2023': { id: 'national-2023', title: '全国统一规范电子税务局（2023年起）', asksAgreementPassword: false },
};
