import { emptyDossier, type Dossier } from '@contract/client-dossier.ts';
import type { ClientFile, ClientIdentity } from '@contract/clients.ts';

/** What is typed of a client. */
export type ClientDraft = ClientIdentity & ClientFile & Dossier;
export type ClientField = keyof ClientDraft;

export const emptyClient = (): ClientDraft => ({ ...emptyIdentity, ...emptyFile, ...emptyDossier() });
const emptyIdentity: ClientIdentity = { name: '', taxpayerId: '', taxpayerKind: 'smallScale' };
const emptyFile: ClientFile = { address: '', contact: '', note: '' };
export const clientFields = Object.keys(emptyClient()) as ClientField[];

function only<Held extends object>(empty: Held, of: Held): Held {
  return Object.fromEntries((Object.keys(empty) as (keyof Held)[]).map((field) => [field, of[field]])) as Held;
}
/** Only what is edited, of anything that holds it. */
export const clientDraftOf = (client: ClientDraft): ClientDraft => only(emptyClient(), client);
/** Only the office's file: who the client is does not change by editing. */
export const clientFileOf = (client: ClientFile): ClientFile => only(emptyFile, client);
export const dossierOf = (client: Dossier): Dossier => only(emptyDossier(), client);
/** A draft that shares no list with another. */
export const copyOf = <Value>(value: Value): Value => JSON.parse(JSON.stringify(value)) as Value;

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);
const keyOf = (row: unknown): string =>
  typeof row === 'object' && row !== null && 'id' in row ? String(row.id) : String(row);

/** Rows of a list that two people changed; null when both changed the same row. Theirs come first, in their order. */
function mergeRows(base: readonly unknown[], mine: readonly unknown[], theirs: readonly unknown[]): unknown[] | null {
  const [before, my, their] = [base, mine, theirs].map((rows) => new Map(rows.map((row) => [keyOf(row), row])));
  const merged: unknown[] = [];
  for (const key of new Set([...their!.keys(), ...my!.keys()])) {
    const [was, ours, others] = [before!.get(key), my!.get(key), their!.get(key)];
    const row = same(ours, was) ? others : same(others, was) || same(others, ours) ? ours : null;
    if (row === null) return null;
    if (row !== undefined) merged.push(row);
  }
  return merged;
}

/**
 * Somebody else saved the client meanwhile: what both changed to different values must be chosen (`clashing`); what only they changed is
 * taken over (`taken`), also single rows of a list; what only I changed stays. Nothing typed is lost.
 */
export function mergeEdits(
  base: ClientDraft,
  mine: ClientDraft,
  theirs: ClientDraft,
): { merged: ClientDraft; taken: ClientField[]; clashing: ClientField[] } {
  const merged: Record<string, unknown> = { ...mine };
  const taken: ClientField[] = [];
  const clashing: ClientField[] = [];
  for (const field of clientFields) {
    const [was, my, their] = [base[field], mine[field], theirs[field]];
    if (same(their, was) || same(their, my)) continue;
    const rows =
      Array.isArray(was) && Array.isArray(my) && Array.isArray(their) && !same(my, was)
        ? mergeRows(was, my, their)
        : null;
    if (!same(my, was) && rows === null) {
      clashing.push(field);
      continue;
    }
    merged[field] = rows ?? their;
    taken.push(field);
  }
  return { merged: merged as ClientDraft, taken, clashing };
}
