/**
 * A cell of a CSV file for a spreadsheet: quoted where it must be; what a spreadsheet would run as a formula is kept text by a leading
 * apostrophe, and long numbers (which it would round) by a tab, which our own import drops again.
 */
export function csvCell(value: string | number): string {
  let text = String(value);
  if (/^\d{12,}$/u.test(text)) text = `\t${text}`;
  else if (/^[=+\-@\t\r]/u.test(text)) text = `'${text}`;
  return /[",\t\r\n]/u.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** A CSV file, as UTF-8 with the mark by which spreadsheets know it. */
export function csvText(head: readonly string[], rows: Iterable<readonly (string | number)[]>): string {
  const lines = [head.map(csvCell).join(',')];
  for (const row of rows) lines.push(row.map(csvCell).join(','));
  return `\ufeff${lines.join('\r\n')}\r\n`;
}
