import { deflateSync, crc32 } from 'node:zlib';
import PDFDocument from 'pdfkit';
import { pieceBytes } from '@contract/shell.ts';
import type { callsOf } from './dossier-fixture.ts';

function chunk(type: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}

/** A real PNG of one grey; `more` bytes of text in it make it as long as a scan. */
export function png(width = 40, height = 30, more: Uint8Array = new Uint8Array()): Buffer {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 0, 0, 0, 0], 8);
  const lines = Buffer.alloc((width + 1) * height, 0x88);
  for (let line = 0; line < height; line += 1) lines[line * (width + 1)] = 0;
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(lines)),
    ...(more.length > 0 ? [chunk('teXt', more)] : []),
    chunk('IEND', new Uint8Array()),
  ]);
}

/** A PDF with a text on each page, as pdfkit writes it. */
export async function pdf(pages: readonly string[], options: PDFKit.PDFDocumentOptions = {}): Promise<Buffer> {
  const document = new PDFDocument({ autoFirstPage: false, ...options });
  const parts: Buffer[] = [];
  document.on('data', (part: Buffer) => parts.push(part));
  const ended = new Promise((resolve) => document.on('end', resolve));
  for (const text of pages) document.addPage({ size: 'A5' }).fontSize(30).text(text);
  document.end();
  await ended;
  return Buffer.concat(parts);
}

/** Uploads and adds a file as a page does. */
export async function attach(
  by: Pick<ReturnType<typeof callsOf>, 'clientAttachments'>,
  clientId: string,
  fileName: string,
  bytes: Uint8Array,
  agreementId: string | null = null,
): Promise<string> {
  let upload: string | null = null;
  for (let at = 0; at < bytes.length || upload === null; at += pieceBytes) {
    const piece = new File([new Uint8Array(bytes.subarray(at, at + pieceBytes))], 'piece');
    ({ upload } = await by.clientAttachments.upload({ upload, at, total: bytes.length, piece }));
  }
  const added = await by.clientAttachments.add({ clientId, upload, fileName, kind: 'licence', note: '', agreementId });
  return added.attachmentId;
}

/** The whole content, fetched piece by piece. */
export async function contentOf(
  by: Pick<ReturnType<typeof callsOf>, 'clientAttachments'>,
  clientId: string,
  attachmentId: string,
  bytes: number,
  purpose: 'show' | 'save' | 'print' = 'show',
): Promise<Buffer> {
  const parts: Buffer[] = [];
  for (let at = 0; at < bytes; at += pieceBytes) {
    const { piece } = await by.clientAttachments.fetch({ clientId, attachmentId, at, purpose });
    parts.push(Buffer.from(await piece.arrayBuffer()));
  }
  return Buffer.concat(parts);
}
