/** A page of docs/ that is generated. */
export interface GeneratedPage {
  /** Path in the repository. */
  file: string;
  /** Its content, the same on every machine for the same source. */
  content(): string | Promise<string>;
}

/** A cell of a Markdown table: no line breaks, no bar that would end it. */
export const cell = (text: string): string => text.replaceAll('|', String.raw`\|`).replaceAll(/\s*\n\s*/gu, ' ');

/** A Markdown table. */
export const table = (head: readonly string[], rows: readonly (readonly string[])[]): string[] =>
  [head, head.map(() => '---'), ...rows].map((row) => `| ${row.map(cell).join(' | ')} |`);
