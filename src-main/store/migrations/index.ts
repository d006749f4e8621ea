import { bureauTables } from './0001-bureau.sqlite.ts';
import { officeTables } from './0002-office.sqlite.ts';
import { sessionIndexes } from './0003-session-indexes.sqlite.ts';
import { enterpriseTables } from './0004-enterprise.sqlite.ts';
import { naturalPersonTables } from './0005-natural-person.sqlite.ts';
import { realNameTables } from './0006-real-name.sqlite.ts';
import { delegationTables } from './0007-delegation.sqlite.ts';
import { staffTables } from './0008-staff.sqlite.ts';
import { socialInsuranceTables } from './0009-social-insurance.sqlite.ts';
import { officeStaffTables } from './0010-office-staff.sqlite.ts';
import { trailPeopleTables } from './0011-trail-people.sqlite.ts';
import { authenticatorTables } from './0012-authenticator.sqlite.ts';
import { agreementFacts } from './0013-agreement-facts.sqlite.ts';
import { identityAndElapsed } from './0014-identity-and-elapsed.sqlite.ts';
import { paymentReversal } from './0015-payment-reversal.sqlite.ts';
import { clientSecretTables } from './0016-client-secrets.sqlite.ts';
import { importJournal } from './0017-import-journal.sqlite.ts';
import { clientStops } from './0018-client-stop.sqlite.ts';
import { clientDossiers } from './0019-client-dossier.sqlite.ts';
import { listViewTables } from './0020-list-views.sqlite.ts';
import { secretRightTables } from './0021-secret-rights.sqlite.ts';
import { leaverTables } from './0022-leavers.sqlite.ts';
import { obligationTables } from './0023-obligations.sqlite.ts';
import { attachmentTables } from './0024-client-attachments.sqlite.ts';

/** Every migration in order; a released number is never reused or changed. */
export const migrations = [
  bureauTables,
  officeTables,
  sessionIndexes,
  enterpriseTables,
  naturalPersonTables,
  realNameTables,
  delegationTables,
  staffTables,
  socialInsuranceTables,
  officeStaffTables,
  trailPeopleTables,
  authenticatorTables,
  agreementFacts,
  identityAndElapsed,
  paymentReversal,
  clientSecretTables,
  importJournal,
  clientStops,
  clientDossiers,
  listViewTables,
  secretRightTables,
  leaverTables,
  obligationTables,
  attachmentTables,
];
