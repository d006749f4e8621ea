import { csvText } from '@contract/csv-text.ts';

/** A CSV file in UTF-8 with a byte order mark, so that spreadsheets recognise the encoding. */
export const csvFile = (head: readonly string[], rows: Iterable<readonly (string | number)[]>): Blob =>
  new Blob([csvText(head, rows)], { type: 'text/csv;charset=utf-8' });
