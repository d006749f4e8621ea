import { taxpayerKindTexts } from '@contract/client-words.ts';
import { clientStop } from '../../store/repositories/client-stops.ts';
import { clientsById, type ClientDetailRow } from '../../store/repositories/clients.ts';
import { handlerNames } from '../../store/repositories/members.ts';
import { ownFieldRows } from '../../store/repositories/own-fields.ts';
import type { Database } from '../../store/schema/index.ts';
import { dossierChanges } from '../dossier/dossier-changes.ts';
import { storedDossiers } from '../dossier/stored-dossiers.ts';
import type { DossierDraft } from './dossier-draft.ts';
import { mergeDossier } from './dossier-merge.ts';
import { fieldFacts } from './heading-names.ts';
import type { JudgedRow } from './judge.ts';
import { twinsOf } from './twins.ts';

/** What the office has of the client that a row is, or may be, beside what the row says; null: no client is known. Only what differs. */
export async function besideRow(db: Database, row: JudgedRow, about: { agencyId: string; today: string }) {
  const twin = row.clientId === null ? (await twinsOf(db, [row])).get(row.taxpayerId) : undefined;
  const id = row.clientId ?? twin;
  const [client] = id === undefined ? [] : await clientsById(db, [id]);
  if (!client) return null;
  const pairs: [field: string, now: string, row: string | null][] = [
    ['name', client.name, row.name],
    ['taxpayerId', client.taxpayer_id, row.taxpayerId],
    ['taxpayerKind', taxpayerKindTexts[client.kind], row.taxpayerKind && taxpayerKindTexts[row.taxpayerKind]],
    ['contact', client.contact, row.contact],
    ['address', client.address, row.address],
    ['note', client.note, row.note],
  ];
  const fields = pairs.flatMap(([field, now, said]) =>
    said === null || said === now ? [] : [{ field, title: fieldFacts(field)?.title ?? field, now, row: said }],
  );
  const merged = row.dossier && (await besideDossier(db, client, row.dossier, about));
  if (merged) fields.push(...merged);
  const stop = await clientStop(db, client.client_id);
  return { name: client.name, same: twin === undefined, stopped: stop?.day ?? null, fields };
}

/** Fields of the dossier that the row changes, numbers masked on both sides. */
async function besideDossier(
  db: Database,
  client: ClientDetailRow,
  draft: DossierDraft,
  { agencyId, today }: { agencyId: string; today: string },
) {
  const stored = (await storedDossiers(db, [client.client_id]))(client.client_id);
  const { dossier, fields } = mergeDossier(stored, draft, { kind: client.kind, today });
  const staff = await handlerNames(db, agencyId);
  return dossierChanges(fields, stored, dossier, {
    staff: (id) => staff.get(id)?.name ?? '',
    own: await ownFieldRows(db),
  }).map(({ field, name, was, became }) => ({ field, title: name, now: was, row: became }));
}
