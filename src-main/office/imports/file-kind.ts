import { entriesOf } from './packed-entries.ts';
import { tableLimits, UnreadableTable } from './table-record.ts';

/* Runs in a worker of its own as well (table-worker.ts): imports nothing of the program. */

const saveAs = '请用 Excel 或 WPS 打开，另存为“Excel 工作簿 (*.xlsx)”后再选择';

/** What a file is that is no table to be read, with what to do. */
const unreadableKinds = {
  oldExcel: `这是旧版 Excel 工作簿（.xls），不能直接读取。${saveAs}`,
  oldSheet: `这是旧格式的表格文件（.xls 或 .et），不能直接读取。${saveAs}`,
  locked: '这个工作簿设了打开密码。请用 Excel 或 WPS 打开，去掉密码后另存，再选择',
  html: `这是网页格式的文件，只是名字像 Excel 表格（多为从网站导出）。${saveAs}；也可以打开后复制表格，粘贴到下面`,
  xmlSheet: `这是 XML 表格 2003 格式的文件，不是真正的 Excel 工作簿。${saveAs}`,
  numbers: '这是 Numbers 表格。请在 Numbers 中选“文件 › 导出为 › Excel”，再选择导出的 .xlsx 文件',
  binary: `这是二进制工作簿（.xlsb），不能直接读取。${saveAs}`,
  openDocument: `这是 OpenDocument 表格（.ods），不能直接读取。${saveAs}`,
  word: '这是 Word 文档，不是表格。请把其中的表格复制后粘贴到下面',
  archive: '这是压缩包。请先解压，再选择里面的表格文件',
  damaged: `这个工作簿已损坏或不完整，打不开。请重新获取文件；Excel 能修复时，${saveAs}`,
  lying:
    '这个工作簿的目录与内容不符：解开后比它标明的长或短，可能已损坏或被改动，已停止读取。请重新获取文件；自己的文件请用 Excel 或 WPS 打开后另存，再选择',
  bomb: '这个工作簿解开后过大，已停止读取。请删去不用的工作表、图片和空白的行列，或分成几个文件后再选择',
  keepass:
    '这是 KeePass 密码库，里面是账号而不是客户名单。请在“批量导入”页选择它，按账号导入；.kdb 要先用 KeePass 2 另存为 .kdbx',
  pdf: '这是 PDF 文件，不是表格。请向对方要 Excel 文件，或把内容整理成表格后再导入',
  rtf: '这是 RTF 文档，不是表格。请把其中的表格复制后粘贴到下面',
  image: '这是图片，不是表格。请把内容整理成表格后再导入',
  empty: '这个文件是空的，请选择别的文件',
} as const;

/** The kind of a file, by its first bytes and contents; the name is ignored. */
export type FileKind = 'workbook' | 'text' | keyof typeof unreadableKinds;

/** Refuses what cannot be read. @throws UnreadableTable naming it, with what to do */
export function refuseUnreadable(kind: FileKind): asserts kind is 'workbook' | 'text' {
  if (kind !== 'workbook' && kind !== 'text') throw new UnreadableTable(unreadableKinds[kind]);
}

/** @throws never; damaged files are a kind, too */
export function fileKindOf(bytes: Uint8Array): FileKind {
  if (bytes.length === 0) return 'empty';
  const starts = (...head: number[]): boolean => head.every((byte, at) => bytes[at] === byte);
  if (starts(0x50, 0x4b, 0x03, 0x04)) return packedKind(bytes);
  if (starts(0xd0, 0xcf, 0x11, 0xe0)) return compoundKind(bytes);
  if (starts(0x03, 0xd9, 0xa2, 0x9a)) return 'keepass';
  if (starts(0x25, 0x50, 0x44, 0x46)) return 'pdf';
  if (starts(0x7b, 0x5c, 0x72, 0x74, 0x66)) return 'rtf';
  if (starts(0x89, 0x50, 0x4e, 0x47) || starts(0xff, 0xd8, 0xff) || starts(0x47, 0x49, 0x46, 0x38)) return 'image';
  if (starts(0x52, 0x61, 0x72, 0x21) || starts(0x37, 0x7a, 0xbc, 0xaf) || starts(0x1f, 0x8b)) return 'archive';
  return markupKind(bytes) ?? 'text';
}

/** OLE: old Excel, an encrypted workbook, or an old .et; names of its streams are UTF-16. */
function compoundKind(bytes: Uint8Array): FileKind {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const has = (name: string): boolean => text.includes(Buffer.from(name, 'utf16le'));
  if (has('EncryptedPackage')) return 'locked';
  if (has('WordDocument')) return 'word';
  return has('Workbook') || has('Book') ? 'oldExcel' : 'oldSheet';
}

function markupKind(bytes: Uint8Array): FileKind | null {
  const utf16 = bytes[0] === 0xff || bytes[0] === 0xfe;
  const head = new TextDecoder(utf16 ? (bytes[0] === 0xff ? 'utf-16le' : 'utf-16be') : 'latin1')
    .decode(bytes.subarray(0, 4_096))
    .replace(/^(?:\u00ef\u00bb\u00bf|\ufeff)/u, '')
    .trimStart()
    .toLowerCase();
  if (head.startsWith('mime-version:')) return 'html';
  if (!head.startsWith('<')) return null;
  if (head.includes('schemas-microsoft-com:office:spreadsheet') && head.startsWith('<?xml')) return 'xmlSheet';
  return /<(?:!doctype html|html|head|meta|table|style|div|tr)\b/u.test(head) ? 'html' : null;
}

function packedKind(bytes: Uint8Array): FileKind {
  const entries = entriesOf(bytes);
  if (entries === null) return 'damaged';
  const has = (test: (name: string) => boolean): boolean => entries.some((entry) => test(entry.name));
  if (entries.some((entry) => entry.encrypted)) return 'locked';
  if (has((name) => name === 'xl/workbook.bin')) return 'binary';
  if (has((name) => name === 'Index.zip' || name.startsWith('Index/'))) return 'numbers';
  if (has((name) => name.startsWith('word/'))) return 'word';
  if (!has((name) => name === 'xl/workbook.xml'))
    return has((name) => name === 'content.xml') ? 'openDocument' : 'archive';
  return entries.reduce((sum, entry) => sum + entry.size, 0) > tableLimits.unpacked ? 'bomb' : 'workbook';
}
