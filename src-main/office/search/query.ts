import { searchQuery } from './search-text.ts';

/** A search as typed, taken apart. */
export interface Query {
  /** All must be found; without blanks, in lower case, half width. A Chinese run and a Latin run are separate words (华盛keji). */
  words: readonly string[];
  /** The whole query without blanks, because people type and copy a taxpayer id in groups. */
  joined: string;
}

const runs = /[\u0000-\u007f]+|[^\u0000-\u007f]+/gu;
const plain = /^[a-z0-9\u4e00-\u9fff]*$/u;

/** The form in which names, codes and words are compared: lower case, plain width, no blanks and punctuation. */
export function searchKey(text: string): string {
  return plain.test(text) ? text : searchQuery(text);
}

export function parseQuery(typed: string): Query {
  const words = typed
    .split(/\s+/u)
    .map(searchKey)
    .filter((word) => word !== '');
  return { words: [...new Set(words.flatMap((word) => word.match(runs) ?? []))], joined: words.join('') };
}
