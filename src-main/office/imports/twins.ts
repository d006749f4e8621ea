import { clientsOfOrganisations } from '../../store/repositories/clients.ts';
import type { Database } from '../../store/schema/index.ts';
import { withoutKept } from './dossier-draft.ts';
import type { DraftRow } from './rows.ts';

/** What somebody decided of a row that may be a client who is known already. `keep`: fields that stay as they are. */
export interface Decision {
  as: 'update' | 'separate';
  keep: readonly string[];
}

/** The organisation code in a taxpayer number (K1, K3), also behind the letter of a temporary registration; null: it has none. */
export function organisationOf(number: string): string | null {
  const taxpayerId = /^[A-Z]\d/u.test(number) && [16, 19].includes(number.length) ? number.slice(1) : number;
  if (taxpayerId.length === 18) return taxpayerId.slice(8, 17);
  return taxpayerId.length === 15 ? taxpayerId.slice(6, 15) : null;
}

/** Clients of the same organisation under another number, by the number of the row. */
export async function twinsOf(db: Database, rows: readonly DraftRow[]): Promise<Map<string, string>> {
  const codes = new Map<string, string[]>();
  for (const { taxpayerId } of rows) {
    const code = organisationOf(taxpayerId);
    if (code !== null) codes.set(code, [...(codes.get(code) ?? []), taxpayerId]);
  }
  const found = new Map<string, string>();
  for (const client of await clientsOfOrganisations(db, [...codes.keys()]))
    for (const taxpayerId of codes.get(organisationOf(client.taxpayer_id) ?? '') ?? [])
      if (taxpayerId !== client.taxpayer_id) found.set(taxpayerId, client.client_id);
  return found;
}

/** The number that a client has after an update: the 18-character one takes the place of the older one, where the office typed that. */
export function numberAfter(row: DraftRow, client: { taxpayer_id: string; typed_by_office: boolean }): string {
  const newer = row.taxpayerId.length === 18 && client.taxpayer_id.length === 15 && client.typed_by_office;
  return newer ? row.taxpayerId : client.taxpayer_id;
}

/** What somebody kept of the client stays: the row says nothing about it. */
export function keepFields(
  row: DraftRow,
  keep: readonly string[],
  client: { name: string; taxpayer_id: string },
): void {
  if (keep.includes('name')) row.name = client.name;
  if (keep.includes('taxpayerId')) row.taxpayerId = client.taxpayer_id;
  for (const field of ['contact', 'address', 'note'] as const) if (keep.includes(field)) row[field] = null;
  if (keep.includes('taxpayerKind')) row.taxpayerKind = null;
  if (row.dossier) row.dossier = withoutKept(row.dossier, keep);
}
