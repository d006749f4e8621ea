import { readFile } from 'node:fs/promises';
import { extractText, getDocumentProxy } from 'unpdf';

/** All text of a PDF, without blanks: where a PDF breaks lines is its own affair. Chromium writes some characters as the radicals that look the same. */
export async function pdfText(path: string): Promise<string> {
  const { text } = await extractText(await getDocumentProxy(new Uint8Array(await readFile(path))), {
    mergePages: true,
  });
  return text.replace(/\s/g, '').replace(/[\u2E80-\u2FDF]/g, (radical) => radical.normalize('NFKC'));
}
