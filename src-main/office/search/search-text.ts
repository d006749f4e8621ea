import { pinyin } from 'pinyin-pro';
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

/** One look into the dictionary a character and process: the library's sentence mode costs some 50 µs a name. */
const known = new Map<string, readonly string[]>();

function readingsOf(character: string): readonly string[] {
  let readings = known.get(character);
  if (!readings) {
    readings = nameReadings.get(character) ?? [pinyin(character, { toneType: 'none', v: true })];
    known.set(character, readings);
  }
  return readings;
}

const isHan = (character: string): boolean =>
  (character >= '\u4e00' && character <= '\u9fff') || (character > '\u007f' && /\p{Script=Han}/u.test(character));
const isPlain = (character: string): boolean =>
  (character >= 'a' && character <= 'z') || (character >= '0' && character <= '9');

/** Every sequence of one reading a character, or, when there are too many, the likeliest one and each deviation from it. */
function alternativesOf(syllables: readonly (readonly string[])[]): string[][] {
  const count = syllables.reduce((product, readings) => product * readings.length, 1);
  if (count === 1) return [syllables.map((readings) => readings[0] ?? '')];
  if (count > mostAlternatives) {
    const likeliest = syllables.map((readings) => readings[0] ?? '');
    return [
      likeliest,
      ...syllables.flatMap((readings, index) => readings.slice(1).map((reading) => likeliest.with(index, reading))),
    ];
  }
  let sequences: string[][] = [[]];
  for (const readings of syllables)
    sequences = readings.flatMap((reading) => sequences.map((sequence) => [...sequence, reading]));
  return sequences;
}

/**
 * Pinyin and initials of a name of a firm or person, computed once when the name is written.
 * Signs and blanks are dropped; `重庆` gives `chongqing zhongqing`, so that either typed reading finds it.
 * @param name as stored
 */
export function searchText(name: string): SearchText {
  const syllables: (readonly string[])[] = [];
  for (const character of name.normalize('NFKC').toLowerCase()) {
    if (isPlain(character)) syllables.push([character]);
    else if (isHan(character)) syllables.push(readingsOf(character));
  }
  const sequences = alternativesOf(syllables);
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
