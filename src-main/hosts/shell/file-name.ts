/** Names that Windows keeps for devices, whatever their extension. */
const reserved = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i;
/** Longest name in characters: 255 bytes hold 80 Chinese ones with room for an extension. */
const longest = 80;
/** Extensions that a page may have saved; nothing that a double click would run. */
const savable = new Set([
  'pdf',
  'csv',
  'xlsx',
  'json',
  'txt',
  'png',
  'svg',
  'zip',
  'deskbackup',
  'jsonl',
  'mjs',
  'tsv',
]);

/** A file name that every system takes, without any folder in it; null when its kind may not be saved. */
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
