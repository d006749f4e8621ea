/**
 * A cell of a CSV file for a spreadsheet, quoted if necessary. A leading apostrophe keeps a spreadsheet from running
 * the text as a formula. A leading tab keeps it from rounding a long number; our own import drops the tab.
 */
export function csvCell(value: string | number): string {
  let text = String(value);
  if (/^\d{12,}$/u.test(text)) text = `\t${text}`;
  else if (/^[=+\-@\t\r]/u.test(text)) text = `'${text}`;
  return /[",\t\r\n]/u.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** A CSV file in UTF-8 with a byte order mark, so that spreadsheets recognise the encoding. */
export function csvText(head: readonly string[], rows: Iterable<readonly (string | number)[]>): string {
  const lines = [head.map(csvCell).join(',')];
  for (const row of rows) lines.push(row.map(csvCell).join(','));
  return `\ufeff${lines.join('\r\n')}\r\n`;
}
