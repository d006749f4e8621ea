import { agencyDelegation } from './agency-delegation.ts';
import { authenticator } from './authenticator.ts';
import { backup } from './backup.ts';
import { business } from './business.ts';
import { clientBatch } from './client-batch.ts';
import { clientAttachments } from './client-attachments.ts';
import { clientDossier } from './client-dossier.ts';
import { clientSecrets } from './client-secrets.ts';
import { clients } from './clients.ts';
import { taxpayerDelegation } from './taxpayer-delegation.ts';
import { desk } from './desk.ts';
import { enterprise } from './enterprise.ts';
import { enterpriseSignIn } from './enterprise-sign-in.ts';
import { events } from './events.ts';
import { entryImports } from './entry-imports.ts';
import { explain } from './explain.ts';
import { listViews } from './list-views.ts';
import { imports } from './imports.ts';
import { officeStaff } from './office-staff.ts';
import { passwordRecovery } from './password-recovery.ts';
import { person } from './person.ts';
import { personSignIn } from './person-sign-in.ts';
import { registration } from './registration.ts';
import { realName } from './real-name.ts';
import { rememberedIds } from './remembered-ids.ts';
import { secretExport } from './secret-export.ts';
import { obligations } from './obligations.ts';
import { secretCare } from './secret-care.ts';
import { session } from './session.ts';
import { socialInsurance } from './social-insurance.ts';
import { setup } from './setup.ts';
import { signIn } from './sign-in.ts';
import { enterpriseStaff } from './enterprise-staff.ts';
import { trail } from './trail.ts';
import { training } from './training.ts';
import { vault } from './vault.ts';
import { work } from './work.ts';

/** The whole contract: one key and one file per area. */
export const contract = {
  desk,
  setup,
  signIn,
  enterpriseSignIn,
  passwordRecovery,
  authenticator,
  realName,
  session,
  enterprise,
  clients,
  clientBatch,
  listViews,
  clientDossier,
  clientAttachments,
  clientSecrets,
  secretExport,
  obligations,
  secretCare,
  imports,
  entryImports,
  vault,
  business,
  trail,
  work,
  backup,
  training,
  events,
  rememberedIds,
  socialInsurance,
  enterpriseStaff,
  taxpayerDelegation,
  agencyDelegation,
  personSignIn,
  person,
  registration,
  officeStaff,
  explain,
};
export type Contract = typeof contract;
