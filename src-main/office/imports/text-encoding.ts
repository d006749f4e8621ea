/* Runs in a worker of its own as well (table-worker.ts): imports nothing of the program. */

export type TextEncodingName = 'utf-8' | 'utf-16le' | 'utf-16be' | 'gb18030';

export interface DecodedText {
  text: string;
  encoding: TextEncodingName;
  /** Places that could not be read; each shows as � in its cell. */
  replaced: number;
}

/** Bytes looked at to tell UTF-16 without its mark. */
const sampled = 65_536;
/** Share of zero bytes from which a text without mark is UTF-16: every comma, tab and line end has one. */
const zeroShare = 0.01;

/**
 * Text of a file as a spreadsheet or an editor saved it. A mark is believed, whatever follows. Without one: UTF-16 by its zero bytes, UTF-8 where
 * more of it is Chinese in UTF-8 than is broken, else GB18030 (Chinese Windows). A bad byte becomes � where it stands and changes nothing else.
 */
export function decodeText(bytes: Uint8Array): DecodedText {
  const [a, b, c] = bytes;
  if (a === 0xef && b === 0xbb && c === 0xbf) return decoded(bytes, 'utf-8');
  if (a === 0xff && b === 0xfe) return decoded(bytes, 'utf-16le');
  if (a === 0xfe && b === 0xff) return decoded(bytes, 'utf-16be');
  const utf16 = unmarkedUtf16(bytes);
  if (utf16 !== null) return decoded(bytes, utf16);
  const utf8 = decoded(bytes, 'utf-8');
  if (utf8.replaced === 0 || hanIn(utf8.text) > utf8.replaced) return utf8;
  const gb = decoded(bytes, 'gb18030');
  return gb.replaced <= utf8.replaced ? gb : utf8;
}

function decoded(bytes: Uint8Array, encoding: TextEncodingName): DecodedText {
  const text = new TextDecoder(encoding).decode(bytes);
  return { text, encoding, replaced: text.split('\ufffd').length - 1 };
}

const hanIn = (text: string): number => text.match(/\p{Script=Han}/gu)?.length ?? 0;

/** The order of bytes of UTF-16 without a mark; null: no UTF-16. No other encoding of a table has zero bytes. */
function unmarkedUtf16(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  const end = Math.min(bytes.length, sampled);
  let [even, odd] = [0, 0];
  for (let at = 0; at < end; at += 1) {
    if (bytes[at] !== 0) continue;
    if (at % 2 === 0) even += 1;
    else odd += 1;
  }
  if (even + odd < Math.max(1, end * zeroShare)) return null;
  return odd >= even ? 'utf-16le' : 'utf-16be';
}
