import type { Kysely, Transaction } from 'kysely';
import type { AgreementsTables } from './agreements.ts';
import type { BusinessTables } from './business.ts';
import type { ClientAttachmentsTables } from './client-attachments.ts';
import type { ClientDossierTables } from './client-dossier.ts';
import type { ClientSecretsTables } from './client-secrets.ts';
import type { SecretRightsTables } from './secret-rights.ts';
import type { ImportJournalTables } from './import-journal.ts';
import type { ListViewsTables } from './list-views.ts';
import type { EnterprisesTables } from './enterprises.ts';
import type { ObligationTables } from './obligations.ts';
import type { OfficeTables } from './office.ts';
import type { PeopleTables } from './people.ts';
import type { SessionsTables } from './sessions.ts';
import type { SocialInsuranceTables } from './social-insurance.ts';
import type { TrailTables } from './trail.ts';

/**
 * All tables. Conventions: instants are INTEGER milliseconds UTC, days TEXT `YYYY-MM-DD` (Asia/Shanghai), money INTEGER cents, flags and JSON as `sqlite/values.sqlite.ts` reads them.
 */
export interface Schema
  extends
    PeopleTables,
    EnterprisesTables,
    AgreementsTables,
    SessionsTables,
    TrailTables,
    BusinessTables,
    SocialInsuranceTables,
    OfficeTables,
    ClientSecretsTables,
    ClientDossierTables,
    ClientAttachmentsTables,
    SecretRightsTables,
    ObligationTables,
    ImportJournalTables,
    ListViewsTables {}

/** The open store, as services pass it to repositories. */
export type Database = Kysely<Schema>;
/** The store inside a transaction. */
export type DatabaseTransaction = Transaction<Schema>;
export type { Insertable, Selectable } from 'kysely';
