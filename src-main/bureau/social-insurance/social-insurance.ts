import type { Database } from '../../store/schema/index.ts';
import type { Acts } from '../act/acts.ts';
import type { EnterpriseActor } from '../ground/actors.ts';
import type { RecordMark } from '../paper/record-mark.ts';
import type { Clock } from '../ground/ports.ts';
import { Declarations } from './declarations.ts';
import { InsuredPeople } from './insured-people.ts';
import { InsurancePayments } from './payments.ts';

export interface SocialInsuranceDependencies {
  db: Database;
  clock: Clock;
  acts: Acts;
  mark: RecordMark;
  require(actor: EnterpriseActor, functions: readonly string[]): Promise<void>;
}

/** The collection desk of social insurance (B8): for an enterprise that has nothing else, and for handlers with its functions (E5). */
export function createSocialInsurance(deps: SocialInsuranceDependencies) {
  return {
    people: new InsuredPeople(deps),
    declarations: new Declarations(deps),
    payments: new InsurancePayments(deps),
  };
}
