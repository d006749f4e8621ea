import { minuteOf } from '@contract/calendar.ts';
import type { ChainPage, ChainStart, TrailRow } from '@contract/trail.ts';
import { t } from '../../locales/text.ts';
import { csvFile } from '../pure/csv-text.ts';
import type { TrailReader } from './trail-list.ts';

/** Records as a file for a spreadsheet. */
export function trailCsv(rows: readonly TrailRow[], reader: TrailReader): Blob {
  const columns = [
    'seq',
    'at',
    'staff',
    reader === 'person' ? 'whom' : 'client',
    'act',
    'text',
    'result',
    'rule',
    'origin',
  ] as const;
  return csvFile(
    columns.map((head) => t(`trail.exportHeads.${head}`)),
    rows.map((row) => [
      row.seq,
      minuteOf(row.at),
      row.staffName ?? '',
      row.clientName ?? '',
      row.act,
      row.text,
      t(`trail.results.${row.result}`),
      row.rule ?? '',
      row.origin,
    ]),
  );
}

/** First line of an export that others can verify: its end, and the key that signed it and its seals. */
export const chainHead = (start: ChainStart): string =>
  JSON.stringify({ kind: 'trail', format: 'agency-desk-trail-2', ...start });

/** Lines of one page: each record, followed by its seal, if any. */
export function chainLines(page: ChainPage): string[] {
  const seals = new Map(page.seals.map((seal) => [seal.upto, seal]));
  return page.records.flatMap((record) => {
    const seal = seals.get(record.seq);
    return [
      JSON.stringify({ kind: 'record', ...record }),
      ...(seal ? [JSON.stringify({ kind: 'seal', ...seal })] : []),
    ];
  });
}

/**
 * All lines of the whole trail, page by page.
 * @param page fetches records after a sequence number
 * @returns lines of a page and its last sequence number; ends early if `stop` says so
 */
export async function* everyChainLine(
  start: ChainStart,
  page: (after: number) => Promise<ChainPage>,
  stop: () => boolean,
): AsyncGenerator<{ lines: string[]; records: number }> {
  let after = 0;
  while (after < start.upto && !stop()) {
    const found = await page(after);
    const last = found.records.at(-1);
    if (!last) return;
    yield { lines: chainLines(found), records: found.records.length };
    after = last.seq;
  }
}

/** A public key in the form that people compare: eight groups of its SHA-256. */
export async function fingerprint(publicKey: string): Promise<string> {
  const bytes = Uint8Array.from(atob(publicKey.replaceAll('-', '+').replaceAll('_', '/')), (character) =>
    character.charCodeAt(0),
  );
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  const hex = [...digest.slice(0, 16)]
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('')
    .toUpperCase();
  return hex.replaceAll(/(.{4})(?=.)/gu, '$1 ');
}
