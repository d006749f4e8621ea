import { os } from '@orpc/server';
import { errorMapping, type ErrorMappingOptions } from './error-mapping.ts';
import { reportToStderr } from '../incidents/incident-log.ts';
import type { CallContext } from './guard/admit.ts';
import { agencyDelegationRoutes } from './routes/agency-delegation.ts';
import { authenticatorRoutes } from './routes/authenticator.ts';
import { backupRoutes } from './routes/backup.ts';
import { businessRoutes } from './routes/business.ts';
import { clientBatchRoutes } from './routes/client-batch.ts';
import { clientAttachmentsRoutes } from './routes/client-attachments.ts';
import { clientDossierRoutes } from './routes/client-dossier.ts';
import { clientSecretsRoutes } from './routes/client-secrets.ts';
import { clientsRoutes } from './routes/clients.ts';
import { listViewsRoutes } from './routes/list-views.ts';
import { taxpayerDelegationRoutes } from './routes/taxpayer-delegation.ts';
import { deskRoutes } from './routes/desk.ts';
import { entryImportsRoutes } from './routes/entry-imports.ts';
import { enterpriseRoutes } from './routes/enterprise.ts';
import { enterpriseSignInRoutes } from './routes/enterprise-sign-in.ts';
import { eventRoutes } from './routes/events.ts';
import { explainRoutes } from './routes/explain.ts';
import { importsRoutes } from './routes/imports.ts';
import { officeStaffRoutes } from './routes/office-staff.ts';
import { passwordRecoveryRoutes } from './routes/password-recovery.ts';
import { personRoutes, personSignInRoutes } from './routes/person.ts';
import { registrationRoutes } from './routes/registration.ts';
import { realNameRoutes } from './routes/real-name.ts';
import { rememberedIdsRoutes } from './routes/remembered-ids.ts';
import { secretExportRoutes } from './routes/secret-export.ts';
import { obligationRoutes } from './routes/obligations.ts';
import { secretCareRoutes } from './routes/secret-care.ts';
import { sessionRoutes } from './routes/session.ts';
import { setupRoutes } from './routes/setup.ts';
import { signInRoutes } from './routes/sign-in.ts';
import { socialInsuranceRoutes } from './routes/social-insurance.ts';
import { enterpriseStaffRoutes } from './routes/enterprise-staff.ts';
import { trailRoutes } from './routes/trail.ts';
import { trainingRoutes } from './routes/training.ts';
import { vaultRoutes } from './routes/vault.ts';
import { workRoutes } from './routes/work.ts';
import { asStoreRefusal } from '../store/sqlite/refusals.ts';

export type { CallContext } from './guard/admit.ts';

/**
 * Builds the one router that every host serves: one key per area, as in the contract. Every error leaves it as an error
 * of the contract.
 */
export function createRouter(errors: ErrorMappingOptions = { report: reportToStderr }) {
  return os
    .$context<CallContext>()
    .use(errorMapping({ recognise: asStoreRefusal, ...errors }))
    .use(async ({ context, next }) => {
      try {
        return await next();
      } catch (error) {
        if (asStoreRefusal(error)?.code === 'STORE_DAMAGED') context.desk.suspectDamage();
        throw error;
      }
    })
    .router({
      desk: deskRoutes,
      setup: setupRoutes,
      signIn: signInRoutes,
      enterpriseSignIn: enterpriseSignInRoutes,
      passwordRecovery: passwordRecoveryRoutes,
      authenticator: authenticatorRoutes,
      realName: realNameRoutes,
      session: sessionRoutes,
      enterprise: enterpriseRoutes,
      clients: clientsRoutes,
      clientBatch: clientBatchRoutes,
      listViews: listViewsRoutes,
      clientDossier: clientDossierRoutes,
      clientAttachments: clientAttachmentsRoutes,
      clientSecrets: clientSecretsRoutes,
      secretExport: secretExportRoutes,
      obligations: obligationRoutes,
      secretCare: secretCareRoutes,
      imports: importsRoutes,
      entryImports: entryImportsRoutes,
      vault: vaultRoutes,
      business: businessRoutes,
      trail: trailRoutes,
      work: workRoutes,
      backup: backupRoutes,
      training: trainingRoutes,
      events: eventRoutes,
      rememberedIds: rememberedIdsRoutes,
      socialInsurance: socialInsuranceRoutes,
      enterpriseStaff: enterpriseStaffRoutes,
      officeStaff: officeStaffRoutes,
      taxpayerDelegation: taxpayerDelegationRoutes,
      agencyDelegation: agencyDelegationRoutes,
      personSignIn: personSignInRoutes,
      person: personRoutes,
      registration: registrationRoutes,
      explain: explainRoutes,
    });
}
