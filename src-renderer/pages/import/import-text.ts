export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'gb18030';

/** Text of a file as a spreadsheet saved it: by its mark, else UTF-8 when it is valid, else GB18030 (Chinese Windows). */
export function decodeTable(bytes: Uint8Array): { text: string; encoding: Encoding } {
  const decode = (encoding: Encoding, fatal = false): string => new TextDecoder(encoding, { fatal }).decode(bytes);
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return { text: decode('utf-16le'), encoding: 'utf-16le' };
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return { text: decode('utf-16be'), encoding: 'utf-16be' };
  try {
    return { text: decode('utf-8', true), encoding: 'utf-8' };
  } catch {
    return { text: decode('gb18030'), encoding: 'gb18030' };
  }
}

/** Whether the bytes are a workbook (ZIP or OLE) rather than text: those are to be saved as CSV first. */
export const isWorkbook = (bytes: Uint8Array): boolean =>
  (bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 0x03) ||
  (bytes[0] === 0xd0 && bytes[1] === 0xcf && bytes[2] === 0x11);

const lineBreak = /\r\n|\n|\r/u;

/** Lines that hold something. */
export const countLines = (text: string): number => text.split(lineBreak).filter((line) => line.trim() !== '').length;
/** One line of the text, from 1; empty when there is none. */
export const lineAt = (text: string, line: number): string => text.split(lineBreak)[line - 1] ?? '';
/** The text with one line replaced; null takes the line away. */
export function withLine(text: string, line: number, replacement: string | null): string {
  const lines = text.split(lineBreak);
  lines.splice(line - 1, 1, ...(replacement === null ? [] : [replacement]));
  return lines.join('\n');
}
