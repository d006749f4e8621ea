import type { EntryAgreement } from './agreement-days.ts';
import { accountKindName, type AccountKind } from '@contract/client-secrets.ts';
import { startMark } from './packed-texts.ts';
import { searchKey, type Query } from './query.ts';

/** What is searched of one client. */
export interface ClientEntry {
  clientId: string;
  /** Name, taxpayer id: as compared (`searchKey`). */
  name: string;
  code: string;
  /** Alternatives separated by one blank, as stored. */
  initials: string;
  pinyin: string;
  /**
   * What else it is found by: kinds, sites and login names of its accounts, tags, persons, former names and numbers: alternatives as compared, separated
   * by one blank. Never a secret.
   */
  further: string;
  tags: readonly string[];
  /** Staff members assigned. */
  handlers: readonly string[];
  agreements: readonly EntryAgreement[];
  /** Day number from which the client is stopped (停止服务), also one to come; null: it is served. */
  stopDay: number | null;
}

/** The texts of an entry from those of the store. Rare characters without a reading stand for themselves in the store's pinyin: nobody types them there. */
export function entryTexts(row: {
  name: string;
  taxpayer_id: string;
  initials: string;
  pinyin: string;
}): Pick<ClientEntry, 'name' | 'code' | 'initials' | 'pinyin'> {
  return {
    name: searchKey(row.name),
    code: latin(searchKey(row.taxpayer_id)),
    initials: latin(row.initials),
    pinyin: latin(row.pinyin),
  };
}

/** What a client is found by beside its name and number. @param dossier its tags, persons, former names and numbers */
export function furtherText(
  accounts: readonly { kind: string; own_kind: string; site: string; login: string }[],
  dossier: readonly string[] = [],
): string {
  const texts = accounts.flatMap((row) => [
    accountKindName({ kind: row.kind as AccountKind, ownKind: row.own_kind }),
    row.login,
    row.site.replace(/^https?:\/\//u, '').replace(/^www\./u, ''),
  ]);
  return [...new Set([...texts, ...dossier].map(searchKey))].filter((text) => text !== '').join(' ');
}

/**
 * How a word is searched for in the further texts: anywhere, or only at the start of a text; null: not at all. A few letters occur in every address,
 * and people type them as initials of a name.
 */
export function furtherWord(word: string): string | null {
  const short = word.charCodeAt(0) > 0x7f ? 2 : 4;
  if (word.length >= short) return word;
  return word.length > 1 ? startMark + word : null;
}

const latin = (text: string): string => text.replace(/[\u{80}-\u{10ffff}]/gu, '\u00ff');

/** How well a client fits, best first: whole taxpayer id, start of the name, part of it, start of the initials, start of the pinyin, rest. */
export const tiers = { wholeCode: 0, nameStart: 1, namePart: 2, initialsStart: 3, pinyinStart: 4, rest: 5 } as const;
export const tierCount = 6;

const starts = (alternatives: string, word: string): boolean =>
  alternatives.startsWith(word) || alternatives.includes(` ${word}`);

/** Tier of one word, or null when it is not found. */
export function wordTier(entry: ClientEntry, word: string): number | null {
  if (entry.name.startsWith(word)) return tiers.nameStart;
  if (entry.name.includes(word)) return tiers.namePart;
  const wanted = furtherWord(word);
  const inFurther = wanted !== null && `${startMark}${entry.further}`.includes(wanted);
  // Pinyin and codes are Latin; a word is either or.
  if (word.charCodeAt(0) > 0x7f) return inFurther ? tiers.rest : null;
  if (starts(entry.initials, word)) return tiers.initialsStart;
  if (starts(entry.pinyin, word)) return tiers.pinyinStart;
  return inFurther || entry.initials.includes(word) || entry.pinyin.includes(word) || entry.code.includes(word)
    ? tiers.rest
    : null;
}

/** Tier of a whole query: the tier of its worst word; null if a word is not found. */
export function queryTier(entry: ClientEntry, query: Query): number | null {
  let worst = 0;
  for (const word of query.words) {
    const tier = wordTier(entry, word);
    if (tier === null) return null;
    worst = Math.max(worst, tier);
  }
  return query.joined !== '' && entry.code === query.joined ? tiers.wholeCode : worst;
}

type Named = Pick<ClientEntry, 'clientId' | 'name' | 'pinyin'>;

/** Order by name: pinyin, as Chinese lists are sorted; then the name itself; the id makes it total. */
export function byName(a: Named, b: Named): number {
  if (a.pinyin !== b.pinyin) return a.pinyin < b.pinyin ? -1 : 1;
  if (a.name !== b.name) return a.name < b.name ? -1 : 1;
  return a.clientId < b.clientId ? -1 : a.clientId > b.clientId ? 1 : 0;
}
