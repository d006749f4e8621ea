import type { Act } from '../step.ts';
import { agencySignInActs } from './agency-sign-in.ts';
import { clientActs } from './clients.ts';
import { delegationActs } from './delegation.ts';
import { enterpriseSignInActs } from './enterprise-sign-in.ts';
import { officeActs } from './office.ts';
import { officeStaffActs } from './office-staff.ts';
import { passwordActs } from './passwords.ts';
import { personActs } from './person.ts';
import { quickAndRecoveryActs } from './quick-and-recovery.ts';
import { realNameActs } from './real-name.ts';
import { registrationActs } from './registration.ts';
import { reportActs } from './reports.ts';
import { sessionActs } from './sessions.ts';
import { staffActs } from './staff.ts';
import { stormActs } from './storms.ts';
import { worldActs } from './world.ts';

/** Every act of every area; a new area adds its file here. */
export const acts: readonly Act[] = [
  ...enterpriseSignInActs,
  ...quickAndRecoveryActs,
  ...agencySignInActs,
  ...passwordActs,
  ...personActs,
  ...registrationActs,
  ...realNameActs,
  ...clientActs,
  ...officeActs,
  ...officeStaffActs,
  ...delegationActs,
  ...reportActs,
  ...sessionActs,
  ...staffActs,
  ...stormActs,
  ...worldActs,
];
