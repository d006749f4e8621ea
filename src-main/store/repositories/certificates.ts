import type { Insertable, Kysely } from 'kysely';
import type { CertificateTable, Schema } from '../schema.ts';

export async function addCertificate(db: Kysely<Schema>, row: Insertable<CertificateTable>): Promise<void> {
  await db.insertInto('certificate').values(row).execute();
}
