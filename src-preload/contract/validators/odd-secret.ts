import { unseen, withoutUnseen } from './unseen.ts';

/** What nobody sees in a secret as it was typed or pasted: `blanks` at its beginning or end, `codes` of characters that are not drawn (`U+200B`). */
export function oddInSecret(text: string): { blanks: boolean; codes: string[] } {
  const codes = [...text.matchAll(new RegExp(unseen, 'gu'))].map(
    ([character]) => `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`,
  );
  return { blanks: /^\s|\s$/u.test(text), codes: [...new Set(codes)] };
}

/** A secret without what {@link oddInSecret} reports. */
export const plainSecret = (text: string): string => withoutUnseen(text).trim();
