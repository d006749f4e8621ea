import { createHash } from 'node:crypto';
import { pinyin } from 'pinyin-pro';
import { keptNameAt, keptNames, type KeptName } from './kept-names.ts';
import { nameReadings } from './name-readings.ts';

/** What is stored beside a name so that it is found by pinyin. */
export interface SearchText {
  /** Whole pinyin without tones and blanks, lower case; alternatives of characters with several readings separated by one blank. */
  pinyin: string;
  /** First letters, alternatives likewise; letters and digits of the name itself are kept whole. */
  initials: string;
}

/** Alternatives of one name kept at most; a name with more combinations keeps each alternative reading once instead. */
const mostAlternatives = 8;
/** The same of a kept name by its characters alone. */
const mostOfKept = 4;

/** Each character is looked up once per process: the library's sentence mode costs about 50 µs per name. */
const known = new Map<string, readonly string[]>();

function readingsOf(character: string): readonly string[] {
  let readings = known.get(character);
  if (!readings) {
    readings = nameReadings.get(character) ?? [pinyin(character, { toneType: 'none', v: true })];
    known.set(character, readings);
  }
  return readings;
}

/** Changes with how {@link searchText} puts a name together; what it is made of is counted by itself. */
const composed = 1;
/** A library's reading of some characters: tells that another version reads otherwise. */
const probed = '重庆银行长春单于解放厦门莞尔乐山';

/** Names the readings that {@link searchText} gives now: when it is another one, stored texts are older. */
export const readingsVersion = (): string =>
  createHash('sha256')
    .update(
      JSON.stringify([composed, keptNames, [...nameReadings], pinyin(probed, { toneType: 'none', type: 'array' })]),
    )
    .digest('base64url')
    .slice(0, 22);

const isHan = (character: string): boolean =>
  (character >= '\u4e00' && character <= '\u9fff') || (character > '\u007f' && /\p{Script=Han}/u.test(character));
const isPlain = (character: string): boolean =>
  (character >= 'a' && character <= 'z') || (character >= '0' && character <= '9');

/** The readings of a part of a name: one syllable per character, the likelier reading first. */
type Part = readonly (readonly string[])[];

/** Every sequence of one reading per part; if there are more than `most`, the likeliest one and each single deviation from it. */
function alternativesOf(parts: readonly Part[], most: number): string[][] {
  const count = parts.reduce((product, readings) => product * readings.length, 1);
  const likeliest = parts.map((readings) => readings[0] ?? []);
  if (count === 1) return [likeliest.flat()];
  if (count > most)
    return [
      likeliest.flat(),
      ...parts.flatMap((readings, index) => readings.slice(1).map((reading) => likeliest.with(index, reading).flat())),
    ];
  let sequences: string[][] = [[]];
  for (const readings of parts)
    sequences = readings.flatMap((reading) => sequences.map((sequence) => [...sequence, ...reading]));
  return sequences;
}

const partOf = (character: string): Part =>
  isPlain(character) ? [[character]] : readingsOf(character).map((reading) => [reading]);

/** A name that is read as a whole: its own readings, then the readings by its characters alone. */
function partOfKept({ characters, readings }: KeptName): Part {
  const typed = new Map<string, readonly string[]>();
  for (const reading of [...readings, ...alternativesOf(characters.map(partOf), mostOfKept)])
    typed.set(reading.join(' '), reading);
  return [...typed.values()];
}

function partsOf(characters: readonly string[]): Part[] {
  const parts: Part[] = [];
  for (let at = 0; at < characters.length;) {
    const kept = keptNameAt(characters, at);
    parts.push(kept ? partOfKept(kept) : partOf(characters[at] ?? ''));
    at += kept?.characters.length ?? 1;
  }
  return parts;
}

/**
 * Pinyin and initials of a name of a firm or person, computed once when the name is written.
 * Signs and blanks are dropped; readings of a name as a whole ({@link keptNameAt}) come after those of its characters; `重庆` gives `chongqing zhongqing`, so that either typed reading finds it.
 * @param name as stored
 */
export function searchText(name: string): SearchText {
  const characters = [...name.normalize('NFKC').toLowerCase()].filter((one) => isPlain(one) || isHan(one));
  const sequences = alternativesOf(partsOf(characters), mostAlternatives);
  const whole = new Set(sequences.map((sequence) => sequence.join('')));
  const first = new Set(
    sequences.map((sequence) =>
      sequence.map((syllable) => String.fromCodePoint(syllable.codePointAt(0) ?? 0)).join(''),
    ),
  );
  return { pinyin: [...whole].join(' '), initials: [...first].join(' ') };
}

/** What a user typed, in the form that {@link searchText} stores: full width made plain, lower case, ü as v, no blanks and apostrophes. */
export const searchQuery = (typed: string): string =>
  typed
    .normalize('NFKC')
    .toLowerCase()
    .normalize('NFD')
    .replace(/u\u0308/gu, 'v')
    .replace(/\p{M}/gu, '')
    .replace(/[\p{Z}\p{P}\p{Cf}\p{Cc}]/gu, '')
    .normalize('NFC');
