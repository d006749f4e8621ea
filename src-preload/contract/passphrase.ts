/** Minimum characters of an office passphrase; it alone protects the file when a disk is stolen. */
export const passphraseLength = 10;
/** Minimum different characters among them. */
const differentCharacters = 5;

/** Why a passphrase is not good enough, or null. */
export function passphraseProblem(passphrase: string): 'empty' | 'short' | 'repeats' | null {
  const characters = [...passphrase.normalize('NFKC')];
  if (characters.length === 0) return 'empty';
  if (characters.length < passphraseLength) return 'short';
  return new Set(characters).size < differentCharacters ? 'repeats' : null;
}
