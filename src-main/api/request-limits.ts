import type { Context, Router } from '@orpc/server';
import type { ProcedureMeta } from '@contract/procedure.ts';
import { defaultMaxBytes } from '@contract/procedure.ts';

/** Maximum depth and number of values of an input; a page sends a few levels and a thousand values. */
export const inputLimits = { depth: 32, values: 50_000 };

/** The procedure that a request names, as far as it is known before the body is read. */
export interface NamedCall {
  path: readonly string[];
  meta: ProcedureMeta;
  summary: string;
}

/** Identifies the caller before the body is parsed. @param large whether the body exceeds the usual limit. @throws Refusal */
export type AdmitUnread<T extends Context> = (context: T, call: NamedCall, large: boolean) => Promise<void>;

/** Maximum body of a procedure in bytes. */
export const maxBytesOf = (meta: ProcedureMeta): number => meta.maxBytes ?? defaultMaxBytes;

/** Result of the library's matcher, with the fields that this file reads. */
export function namedCall(found: { path: readonly string[]; procedure: unknown }): NamedCall {
  const { meta, route } = (found.procedure as { '~orpc': { meta: ProcedureMeta; route: { summary?: string } } })[
    '~orpc'
  ];
  return { path: found.path, meta, summary: route.summary ?? found.path.join('.') };
}

/** Procedure of an RPC path (`/clients/add`), or null. Own properties only, so that no path reaches built-in properties of JavaScript. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- any router, as the library types it
export function rpcCall(router: Router<any, any>, pathname: string): NamedCall | null {
  let node: unknown = router;
  const path = pathname
    .split('/')
    .filter((part) => part !== '')
    .map((part) => (/%/.test(part) ? '' : part));
  for (const part of path) {
    if (typeof node !== 'object' || node === null || '~orpc' in node || !Object.hasOwn(node, part)) return null;
    node = (node as Record<string, unknown>)[part];
  }
  return typeof node === 'object' && node !== null && '~orpc' in node ? namedCall({ path, procedure: node }) : null;
}

const [quote, backslash, comma, colon] = [0x22, 0x5c, 0x2c, 0x3a];
const opening = new Set([0x5b, 0x7b]);
const closing = new Set([0x5d, 0x7d]);

/**
 * Whether JSON is nested too deep or has too many values, checked without building it: 50 MB of `[[],[],…]` would
 * become gigabytes of objects. Quoted text is skipped, so that a long text costs nothing; the parser handles invalid
 * JSON.
 */
export function isOverfull(json: Buffer, limits = inputLimits): boolean {
  let [depth, values] = [0, 0];
  for (let at = 0; at < json.length; at += 1) {
    const byte = json[at] ?? 0;
    if (byte === quote) {
      for (let end = json.indexOf(quote, at + 1); ; end = json.indexOf(quote, end + 1)) {
        if (end < 0) return false;
        let escapes = 0;
        while (json[end - 1 - escapes] === backslash) escapes += 1;
        at = end;
        if (escapes % 2 === 0) break;
      }
    } else if (opening.has(byte)) {
      depth += 1;
      values += 1;
    } else if (closing.has(byte)) depth -= 1;
    else if (byte === comma || byte === colon) values += 1;
    if (depth > limits.depth || values > limits.values) return true;
  }
  return false;
}
