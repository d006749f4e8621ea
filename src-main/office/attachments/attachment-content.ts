/** What a content is: believed by its bytes, never by its name. */
export type AttachmentFormat = 'pdf' | 'jpg' | 'png';

const latin = (bytes: Uint8Array): Buffer => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
const pngSign = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
/** Bytes at the end in which a PDF says where its table is. */
const tail = 2048;

/** What a content is, or a Chinese sentence that says why it cannot be kept. */
export function attachmentFormat(content: Uint8Array): { format: AttachmentFormat } | { problem: string } {
  const bytes = latin(content);
  const damaged = { problem: '文件已损坏或没有下载完整，请重新扫描或重新下载后再添加' };
  if (bytes.subarray(0, 1024).includes('%PDF-')) {
    const end = bytes.subarray(-tail);
    if (!end.includes('startxref') || !end.includes('%%EOF')) return damaged;
    if (/\/Encrypt\s*(?:\d+\s+\d+\s+R|<<)/.test(bytes.toString('latin1')))
      return { problem: '这个 PDF 有密码或权限保护，请先取消保护（例如打印成新的 PDF）后再添加' };
    return { format: 'pdf' };
  }
  if (bytes.subarray(0, 8).equals(pngSign)) return pngIsWhole(bytes) ? { format: 'png' } : damaged;
  if (bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff)
    return bytes.lastIndexOf(Buffer.from([0xff, 0xd9])) > 2 ? { format: 'jpg' } : damaged;
  return { problem: '只能添加 PDF、JPG 和 PNG 文件；这个文件的内容不是其中任何一种' };
}

/** Chunks from the first to the end mark, each within the file. */
function pngIsWhole(bytes: Buffer): boolean {
  for (let at = 8; at + 12 <= bytes.length;) {
    const [length, type] = [bytes.readUInt32BE(at), bytes.toString('latin1', at + 4, at + 8)];
    if (at === 8 && type !== 'IHDR') return false;
    at += 12 + length;
    if (type === 'IEND') return at <= bytes.length;
  }
  return false;
}

/** Maximum characters of a name without its ending. */
const longest = 76;

/** A name as it is kept: no folder, nothing unseen, nothing that a system refuses, and the ending of what the content is. */
export function attachmentName(name: string, format: AttachmentFormat): string {
  const flat = (name.split(/[/\\]/).at(-1) ?? '')
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Co}]/gu, '')
    .replace(/[:*?"<>|]/g, '_')
    .replace(/\.(?:pdf|jpe?g|png)$/i, '')
    .replace(/^[.\s_]+|[.\s]+$/g, '');
  const stem = Array.from(flat).slice(0, longest).join('').trim();
  return `${stem === '' ? '附件' : stem}.${format}`;
}
