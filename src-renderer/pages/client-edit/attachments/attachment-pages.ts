import type { Attachment } from '@contract/client-attachments.ts';
import { pieceBytes } from '@contract/shell.ts';
import { client } from '../../../bridge/client.ts';

/** The content is not what was stored. */
export class DifferentContent extends Error {}

/** The whole content, checked against its hash. @param onProgress receives the part that is there, 0 to 1 */
export async function attachmentContent(
  clientId: string,
  { attachmentId, bytes, sha256 }: Attachment,
  purpose: 'show' | 'save' | 'print',
  onProgress?: (part: number) => void,
): Promise<Uint8Array<ArrayBuffer>> {
  const whole = new Uint8Array(bytes);
  for (let at = 0; at < bytes; at += pieceBytes) {
    const { piece } = await client.clientAttachments.fetch({ clientId, attachmentId, at, purpose });
    whole.set(new Uint8Array(await piece.arrayBuffer()), at);
    onProgress?.(Math.min(1, (at + piece.size) / bytes));
  }
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', whole));
  if (Array.from(hash, (byte) => byte.toString(16).padStart(2, '0')).join('') !== sha256) throw new DifferentContent();
  return whole;
}

/**
 * The content as pictures (data addresses), painted here: nothing of it runs, and no program of the system opens it.
 * @param most pages at most, from the first; @param width of a picture in pixels at most
 * @returns the pictures, and how many pages there are
 */
export async function picturesOf(
  content: Uint8Array<ArrayBuffer>,
  format: Attachment['format'],
  { most, width }: { most: number; width: number },
): Promise<{ pictures: string[]; pages: number }> {
  if (format !== 'pdf') {
    const image = await createImageBitmap(new Blob([content], { type: format === 'png' ? 'image/png' : 'image/jpeg' }));
    const scale = Math.min(1, width / image.width);
    const [canvas, context] = paper(image.width * scale, image.height * scale);
    context.drawImage(image, 0, 0, canvas.width, canvas.height);
    image.close();
    return { pictures: [canvas.toDataURL('image/png')], pages: 1 };
  }
  // Loaded with the first PDF only. The worker is a file of our own, and no WebAssembly is used: the content policy allows none.
  const [{ getDocument, GlobalWorkerOptions }, { default: worker }] = await Promise.all([
    import('pdfjs-dist/legacy/build/pdf.mjs'),
    import('pdfjs-dist/legacy/build/pdf.worker.min.mjs?url'),
  ]);
  GlobalWorkerOptions.workerSrc = worker;
  const task = getDocument({ data: content.slice(), useWasm: false, enableXfa: false, disableWorkerRendering: true });
  try {
    const document = await task.promise;
    const pictures: string[] = [];
    for (let number = 1; number <= Math.min(most, document.numPages); number += 1) {
      const page = await document.getPage(number);
      const viewport = page.getViewport({ scale: width / page.getViewport({ scale: 1 }).width });
      const [canvas] = paper(viewport.width, viewport.height);
      await page.render({ canvas, viewport }).promise;
      pictures.push(canvas.toDataURL('image/png'));
      page.cleanup();
    }
    return { pictures, pages: document.numPages };
  } finally {
    await task.destroy();
  }
}

function paper(width: number, height: number): [HTMLCanvasElement, CanvasRenderingContext2D] {
  const canvas = Object.assign(document.createElement('canvas'), {
    width: Math.max(1, Math.round(width)),
    height: Math.max(1, Math.round(height)),
  });
  const context = canvas.getContext('2d');
  if (!context) throw new Error('no canvas');
  return [canvas, context];
}
