/** Files of password managers that can be read, and the older one that cannot. */
export type EntryFileKind = 'keepass' | 'keepassOld' | 'keepassCsv' | 'bitwardenCsv' | 'bitwardenJson';

/** Bytes of a file that tell what it is. */
export const entryFileHead = 4_096;

const magic = [0x03, 0xd9, 0xa2, 0x9a];
/** The fifth byte: KeePass 2, and the older format. */
const [keepass2, keepass1] = [0x67, 0x65];

/** Which password manager's file this is, by its first bytes; null: none. A name tells nothing. */
export function entryFileKind(head: Uint8Array): EntryFileKind | null {
  if (magic.every((byte, at) => head[at] === byte)) {
    if (head[4] === keepass2) return 'keepass';
    return head[4] === keepass1 ? 'keepassOld' : null;
  }
  // Everything that tells is ASCII; the mark of UTF-8 is not.
  const text = String.fromCharCode(...head.subarray(0, entryFileHead)).replace(/^\u00ef\u00bb\u00bf/u, '');
  if (/^\s*\{/u.test(text)) return /"(?:encrypted|passwordProtected)"\s*:/u.test(text) ? 'bitwardenJson' : null;
  const names = new Set(headingsOf(text));
  const all = (...wanted: string[]): boolean => wanted.every((name) => names.has(name));
  if (all('type', 'name', 'login_username', 'login_password')) return 'bitwardenCsv';
  return all('group', 'title', 'username', 'password') ? 'keepassCsv' : null;
}

const headingsOf = (text: string): string[] =>
  (text.split(/\r\n|\r|\n/u, 1)[0] ?? '').split(',').map((cell) => cell.trim().replaceAll(/^"|"$/gu, '').toLowerCase());
