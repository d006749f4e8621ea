/** Characters of a recovery key without its dashes: eight groups of five. */
export const recoveryKeyLength = 40;

/** Normalises a recovery key: no blanks or dashes, capitals, and letters that the key never has become the digits they look like. */
export const plainRecoveryKey = (typed: string): string =>
  typed
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s\p{Pd}·._]/gu, '')
    .replaceAll('O', '0')
    .replace(/[IL]/gu, '1');
