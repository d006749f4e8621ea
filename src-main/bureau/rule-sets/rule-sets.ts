import { functionsOfGroup } from '@contract/catalogue.ts';
import type { RuleSetId } from '@contract/desk.ts';
import { usualCatalogue, type ServiceCatalogue } from '../catalogue/service-catalogue.ts';
import { usualDays, usualLimits, type RuleDays, type RuleLimits } from './limits.ts';

/** What differs between the 2020 Liaoning manual and the national bureau since 2023, or could (ADR-0022, L6). */
export interface RuleSet {
  id: RuleSetId;
  title: string;
  /** G3, L6: step 3 asks the agreement password; otherwise agreement and scope alone let staff in. */
  asksAgreementPassword: boolean;
  /** L1: an agreement names at least one of the agency's people. */
  asksServiceStaff: boolean;
  /** L3: whether what an agency records with these functions waits for the client's confirmation, or takes effect by itself. */
  waitsForClient(functions: readonly string[]): boolean;
  /** Its services and their permission functions. */
  catalogue: ServiceCatalogue;
  limits: RuleLimits;
  days: RuleDays;
}

/** Looking things up is neither filing nor other tax business (L3). */
const enquiries: ReadonlySet<string> = new Set(functionsOfGroup(usualCatalogue.tree, 'query'));

const usual = { catalogue: usualCatalogue, limits: usualLimits, days: usualDays };

export const ruleSets: Record<RuleSetId, RuleSet> = {
  'liaoning-2020': {
    ...usual,
    id: 'liaoning-2020',
    title: '辽宁省电子税务局（2020年操作手册）',
    asksAgreementPassword: true,
    asksServiceStaff: false,
    waitsForClient: () => true,
  },
  'national-2023': {
    ...usual,
    id: 'national-2023',
    title: '全国统一规范电子税务局（2023年起）',
    asksAgreementPassword: false,
    asksServiceStaff: true,
    waitsForClient: (functions) => functions.some((id) => !enquiries.has(id)),
  },
};
