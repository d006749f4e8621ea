import type { Act } from '../step.ts';
import { agencySignInActs } from './agency-sign-in.ts';
import { clientActs } from './clients.ts';
import { enterpriseSignInActs } from './enterprise-sign-in.ts';
import { officeActs } from './office.ts';
import { passwordActs } from './passwords.ts';
import { quickAndRecoveryActs } from './quick-and-recovery.ts';
import { sessionActs } from './sessions.ts';
import { staffActs } from './staff.ts';
import { stormActs } from './storms.ts';
import { worldActs } from './world.ts';

/** Every act of every area; a new area adds its file here. */
export const acts: readonly Act[] = [
  ...enterpriseSignInActs, ...quickAndRecoveryActs, ...agencySignInActs, ...passwordActs, ...clientActs, ...officeActs, ...sessionActs, ...staffActs, ...stormActs, ...worldActs,
];
