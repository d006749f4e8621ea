/** The cells of a block that is pasted: the clipboard's table is exact, its text is split at tabs and line ends. */
export function pastedBlock(data: DataTransfer): string[][] {
  const html = data.getData('text/html');
  const rows = html === '' ? [] : [...new DOMParser().parseFromString(html, 'text/html').querySelectorAll('tr')];
  if (rows.length > 0)
    return rows.map((row) => [...row.querySelectorAll('td, th')].map((cell) => (cell.textContent ?? '').trim()));
  const text = data.getData('text/plain').replaceAll(/\r\n?/gu, '\n').replace(/\n$/u, '');
  return text.split('\n').map((line) => line.split('\t'));
}

/** A block laid over a grid from a place on: what falls beside it is counted. */
export function laidOver(
  block: readonly (readonly string[])[],
  at: { row: number; column: number },
  grid: { lines: readonly number[]; columns: readonly number[] },
): { records: { line: number; cells: { column: number; value: string }[] }[]; beyond: number } {
  let beyond = 0;
  const records = block.flatMap((values, down) => {
    const line = grid.lines[at.row + down];
    const cells = values.flatMap((value, right) => {
      const column = grid.columns[at.column + right];
      if (line !== undefined && column !== undefined) return [{ column, value }];
      beyond += 1;
      return [];
    });
    return line === undefined || cells.length === 0 ? [] : [{ line, cells }];
  });
  return { records, beyond };
}
