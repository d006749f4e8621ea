import { taxpayerKindTexts } from '@contract/client-words.ts';
import { clientStop } from '../../store/repositories/client-stops.ts';
import { clientsById } from '../../store/repositories/clients.ts';
import type { Database } from '../../store/schema/index.ts';
import { fieldFacts } from './heading-names.ts';
import type { JudgedRow } from './judge.ts';
import { twinsOf } from './twins.ts';

/** What the office has of the client that a row is, or may be, beside what the row says; null: no client is known. Only what differs. */
export async function besideRow(db: Database, row: JudgedRow) {
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
  const stop = await clientStop(db, client.client_id);
  return { name: client.name, same: twin === undefined, stopped: stop?.day ?? null, fields };
}
