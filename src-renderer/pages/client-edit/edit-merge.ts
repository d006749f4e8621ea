/** What is typed of a client. */
export interface ClientDraft {
  name: string;
  taxpayerId: string;
  taxpayerKind: 'general' | 'smallScale';
  address: string;
  contact: string;
  note: string;
}
export const clientFields = ['name', 'taxpayerId', 'taxpayerKind', 'address', 'contact', 'note'] as const;
export type ClientField = (typeof clientFields)[number];

export const emptyClient = (): ClientDraft => ({
  name: '',
  taxpayerId: '',
  taxpayerKind: 'smallScale',
  address: '',
  contact: '',
  note: '',
});
/** Only what is edited, of anything that holds it. */
export const clientDraftOf = (client: ClientDraft): ClientDraft => {
  const { name, taxpayerId, taxpayerKind, address, contact, note } = client;
  return { name, taxpayerId, taxpayerKind, address, contact, note };
};

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
