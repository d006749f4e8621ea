import { emptyDossier, type Dossier } from '@contract/client-dossier.ts';
import { dossierRowsOf } from '../../store/repositories/client-dossiers.ts';
import type { Database } from '../../store/schema/index.ts';
import { ordered } from './dossier-changes.ts';
import { dossierFromRows } from './dossier-rows.ts';

/** Dossiers of clients as they are stored, numbers in full, by id. */
export async function storedDossiers(db: Database, ids: readonly string[]): Promise<(clientId: string) => Dossier> {
  const rows = await dossierRowsOf(db, ids);
  return (clientId) => {
    const found = rows.get(clientId);
    return ordered(found ? dossierFromRows(found) : emptyDossier());
  };
}
