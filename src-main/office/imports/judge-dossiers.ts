import { emptyDossier } from '@contract/client-dossier.ts';
import { clientsById } from '../../store/repositories/clients.ts';
import type { Database } from '../../store/schema/index.ts';
import { storedDossiers } from '../dossier/stored-dossiers.ts';
import { mergeDossier } from './dossier-merge.ts';
import type { JudgedRow } from './judge.ts';

/** Says of judged rows what they would change in the dossiers; writes nothing. At most some hundred rows at a time. */
export async function judgeDossiers(db: Database, rows: readonly JudgedRow[], today: string): Promise<void> {
  const due = rows.filter(({ dossier, verdict }) => dossier !== null && verdict !== 'refused');
  const ids = due.flatMap(({ clientId }) => clientId ?? []);
  const stored = await storedDossiers(db, ids);
  const kinds = new Map((await clientsById(db, ids)).map((row) => [row.client_id, row.kind]));
  for (const row of due) {
    if (row.dossier === null) continue;
    const { clientId } = row;
    const kind = row.taxpayerKind ?? kinds.get(clientId ?? '') ?? 'smallScale';
    const merged = mergeDossier(clientId === null ? emptyDossier() : stored(clientId), row.dossier, { kind, today });
    row.dossierFields = merged.fields;
    row.problems = [...row.problems, ...merged.problems];
    if (merged.fields.length > 0 && row.verdict === 'same') row.verdict = 'update';
  }
}
