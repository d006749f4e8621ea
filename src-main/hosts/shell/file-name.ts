/** Names that Windows reserves for devices, with any extension. */
const reserved = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i;
/** Maximum name length in characters: 255 bytes hold 80 Chinese characters and an extension. */
const longest = 80;
/** Extensions that a page may save; none that a double click would run. */
const savable = new Set([
  'pdf',
  'csv',
  'xlsx',
  'json',
  'txt',
  'png',
  'jpg',
  'svg',
  'zip',
  'deskbackup',
  'kdbx',
  'jsonl',
  'mjs',
  'tsv',
]);

/** A file name that every system accepts, without any folder; null if its extension is not allowed. */
export function safeFileName(name: string): string | null {
  const flat = name
    .normalize('NFC')
    .replace(/[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g, '')
    .replace(/[/\\:*?"<>|]/g, '_')
    .trim();
  const at = flat.lastIndexOf('.');
  const extension = flat.slice(at + 1).toLowerCase();
  if (at < 0 || !savable.has(extension)) return null;
  const stem = flat.slice(0, at).replace(/^[.\s_]+|[.\s]+$/g, '');
  const short = Array.from(stem === '' || reserved.test(`${stem}.`) ? `文件${stem}` : stem)
    .slice(0, longest)
    .join('');
  return `${short}.${extension}`;
}
