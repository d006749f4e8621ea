/** Where to keep a store's key, as chosen on a form. */
export interface KeyPlaceDraft {
  place: 'keychain' | 'passphrase';
  passphrase: string;
  again: string;
}

export const emptyKeyPlace = (): KeyPlaceDraft => ({ place: 'keychain', passphrase: '', again: '' });

/** The passphrase to send, or nothing if the keychain keeps the key. */
export const chosenPassphrase = (draft: KeyPlaceDraft, keychainAvailable: boolean): string | undefined =>
  !keychainAvailable || draft.place === 'passphrase' ? draft.passphrase : undefined;
