import type { ImportSource } from '@contract/imports.ts';
import { withoutUnseen } from '@contract/validators/unseen.ts';
import { uploadPieces, type TakePiece } from '../../shared/calls/upload-pieces.ts';

const lineBreak = /\r\n|\n|\r/u;

/** Lines that hold something. */
export const countLines = (text: string): number => text.split(lineBreak).filter((line) => line.trim() !== '').length;

/** What was put on the clipboard as a table; undefined when it is none, so that the text is read. */
export const tableOf = (html: string): string | undefined => (/<t[dh][\s>]/iu.test(html) ? html : undefined);

/** A pasted text with the clipboard's table behind it, as it is uploaded. */
export function pastedBytes(text: string, html = ''): { whole: Blob; textBytes: number } {
  const textBytes = new Blob([text]).size;
  return { whole: new Blob([text, html]), textBytes };
}

/**
 * Uploads a file, and says what it is to be read as.
 * @throws UnreadableFile as one that another program holds; else rejects as the engine refuses
 */
export const fileSource = async (file: File, take: TakePiece): Promise<ImportSource> => ({
  kind: 'file',
  fileName: withoutUnseen(file.name).slice(0, 255),
  upload: await uploadPieces(file, take),
});

/** Uploads what was typed or pasted. Rejects as the engine refuses. */
export async function textSource(text: string, html: string | undefined, take: TakePiece): Promise<ImportSource> {
  const { whole, textBytes } = pastedBytes(text, html);
  return { kind: 'text', textBytes, upload: await uploadPieces(whole, take) };
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
