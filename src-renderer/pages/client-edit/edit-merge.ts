import type { ClientFile, ClientIdentity } from '@contract/clients.ts';

/** What is typed of a client. */
export type ClientDraft = ClientIdentity & ClientFile;
export type ClientField = keyof ClientDraft;

export const emptyClient = (): ClientDraft => ({ ...emptyIdentity, ...emptyFile });
const emptyIdentity: ClientIdentity = { name: '', taxpayerId: '', taxpayerKind: 'smallScale' };
const emptyFile: ClientFile = { address: '', contact: '', note: '' };
export const clientFields = Object.keys({ ...emptyIdentity, ...emptyFile }) as ClientField[];

function only<Held extends object>(empty: Held, of: Held): Held {
  return Object.fromEntries((Object.keys(empty) as (keyof Held)[]).map((field) => [field, of[field]])) as Held;
}
/** Only what is edited, of anything that holds it. */
export const clientDraftOf = (client: ClientDraft): ClientDraft => only(emptyClient(), client);
/** Only the office's file: who the client is does not change by editing. */
export const clientFileOf = (client: ClientFile): ClientFile => only(emptyFile, client);

/**
 * Somebody else saved the client meanwhile: what both changed to different values must be chosen (`clashing`); what only they changed is
 * taken over (`taken`); what only I changed stays. Nothing typed is lost.
 */
export function mergeEdits(
  base: ClientDraft,
  mine: ClientDraft,
  theirs: ClientDraft,
): { merged: ClientDraft; taken: ClientField[]; clashing: ClientField[] } {
  const changed = clientFields.filter((field) => theirs[field] !== base[field] && theirs[field] !== mine[field]);
  const taken = changed.filter((field) => mine[field] === base[field]);
  const clashing = changed.filter((field) => mine[field] !== base[field]);
  return { merged: { ...mine, ...Object.fromEntries(taken.map((field) => [field, theirs[field]])) }, taken, clashing };
}
