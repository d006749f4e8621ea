import { setImmediate } from 'node:timers/promises';
import type { AuditRow } from '../../store/repositories/audit.ts';
import { auditHash } from './record-hash.ts';

/* An older version hashed half characters (lone surrogates) as they came, but the store kept U+FFFD in their place. */

const lost = '\uFFFD';
const [firstHalf, halves] = [0xd800, 0x800];
/** Maximum characters of a text that is reconstructed: a name in a sentence, never a document. */
const longest = 4_000;
/** Number of trials after which other calls get their turn. */
const atOnce = 4_096;

const columns = [
  'act',
  'text',
  'result',
  'rule',
  'handler_id',
  'staff_name',
  'agency_id',
  'client_id',
  'client_name',
  'session_id',
  'origin',
  'detail',
] as const;

/** Half characters that a name may have had: the same in all places or, for a name with two, alternating (four million, some seconds). */
function* guesses(inTurn: boolean): Generator<readonly [number, number]> {
  for (let half = firstHalf; half < firstHalf + halves; half += 1) yield [half, half];
  if (!inTurn) return;
  for (let half = firstHalf; half < firstHalf + halves; half += 1) {
    for (let other = firstHalf; other < firstHalf + halves; other += 1) if (other !== half) yield [half, other];
  }
}

/**
 * Whether a record with a wrong hash was written by an older version with half a character in it: the hash fits after
 * the right halves replace U+FFFD. This proves every other character of the record, because nobody can find another
 * text with the same SHA-256. If no halves fit, the record was changed.
 */
export async function lostOnlyHalfCharacters(row: AuditRow): Promise<boolean> {
  const texts = columns.map((column) => row[column]).filter((value): value is string => typeof value === 'string');
  const places = texts.map((text) => text.split(lost).length - 1);
  if (places.every((count) => count === 0) || texts.some((text) => text.length > longest)) return false;
  let tried = 0;
  for (const pair of guesses(places.some((count) => count > 0) && places.every((count) => count % 2 === 0))) {
    let place = 0;
    const restored = { ...row } as Record<string, unknown>;
    for (const column of columns) {
      const value = row[column];
      if (typeof value === 'string')
        restored[column] = value.replaceAll(lost, () => String.fromCharCode(pair[place++ % 2] ?? firstHalf));
    }
    if (auditHash(restored as unknown as AuditRow) === row.hash) return true;
    tried += 1;
    if (tried % atOnce === 0) await setImmediate();
  }
  return false;
}
