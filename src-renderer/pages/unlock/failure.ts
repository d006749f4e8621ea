/** What helps against a failure of opening: its words, and which ways out are offered. */
export interface FailureWay {
  text: 'keychain' | 'wrongKey' | 'keyFile' | 'damaged' | 'future' | 'busy' | 'full' | 'other';
  retry: boolean;
  /** The printed recovery key opens the store. */
  key: boolean;
  /** A backup takes its place. */
  backup: boolean;
  /** It is certain that nothing was written. */
  untouched: boolean;
}

const ways: Readonly<Record<string, FailureWay>> = {
  KEYCHAIN_UNAVAILABLE: { text: 'keychain', retry: true, key: true, backup: false, untouched: true },
  STORE_WRONG_KEY: { text: 'wrongKey', retry: true, key: true, backup: true, untouched: true },
  // Of opening: the key file is gone.
  NOT_FOUND: { text: 'keyFile', retry: true, key: false, backup: true, untouched: true },
  STORE_DAMAGED: { text: 'damaged', retry: true, key: false, backup: true, untouched: false },
  STORE_FROM_FUTURE: { text: 'future', retry: false, key: false, backup: false, untouched: true },
  DESK_BUSY: { text: 'busy', retry: true, key: false, backup: false, untouched: true },
  STORE_FULL: { text: 'full', retry: true, key: false, backup: false, untouched: true },
};

/** The ways out of a failure; for an unknown one at least a retry. @param code stable error code of the desk's failure */
export const waysOf = (code: string): FailureWay =>
  ways[code] ?? { text: 'other', retry: true, key: false, backup: false, untouched: false };
