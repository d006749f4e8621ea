import type { ImportSource } from '@contract/imports.ts';

const lineBreak = /\r\n|\n|\r/u;

/** Lines that hold something. */
export const countLines = (text: string): number => text.split(lineBreak).filter((line) => line.trim() !== '').length;

/** What was put on the clipboard as a table; undefined when it is none, so that the text is read. */
export const tableOf = (html: string): string | undefined => (/<t[dh][\s>]/iu.test(html) ? html : undefined);

/** A file as the contract takes it. Rejects when it cannot be read, as one that another program holds. */
export function fileSource(file: File): Promise<ImportSource> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onerror = () => reject(reader.error ?? new Error('The file cannot be read'));
    reader.onload = () => {
      const [, base64 = ''] = (typeof reader.result === 'string' ? reader.result : '').split(',', 2);
      resolve({ kind: 'file', name: file.name.slice(0, 255), base64 });
    };
    reader.readAsDataURL(file);
  });
}

/** A column's place as a spreadsheet names it: A, B, … Z, AA. @param index from 0 */
export function columnLetter(index: number): string {
  let [text, rest] = ['', index + 1];
  while (rest > 0) {
    text = String.fromCharCode(65 + ((rest - 1) % 26)) + text;
    rest = Math.floor((rest - 1) / 26);
  }
  return text;
}
