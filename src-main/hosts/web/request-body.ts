import type { IncomingMessage } from 'node:http';
import { InvalidInput } from '@contract/errors.ts';
import { defaultMaxBytes } from '@contract/procedure.ts';
import { malformed, tooLarge } from '../../api/error-mapping.ts';
import { isOverfull } from '../../api/request-limits.ts';

/** Parts of a form: the input as JSON, its values that JSON cannot express, and its files; a page sends one file. */
const partsAtMost = 16;

const refused = (message: string): InvalidInput => new InvalidInput([], message);

/**
 * Reads the body of a call, up to its procedure's limits, and passes it to the library already parsed: JSON, a form
 * with files, or nothing.
 * @param maxBytes of the whole body
 * @throws InvalidInput too long (before reading, if the sender states the length), nested too deep, of another kind, or
 * malformed
 */
export async function readBody(request: IncomingMessage, maxBytes: number): Promise<unknown> {
  const {
    'content-length': length,
    'content-type': type = 'application/json',
    'content-disposition': disposition,
  } = request.headers;
  if (Number(length ?? 0) > maxBytes) throw refused(tooLarge);
  if (disposition !== undefined) throw refused(malformed);
  const json = type.startsWith('application/json');
  if (!json && !type.startsWith('multipart/form-data')) throw refused(malformed);
  const bytes = await bytesOf(request, maxBytes);
  if (json) return bytes.length === 0 ? undefined : parsed(bytes);
  return form(bytes, type);
}

async function bytesOf(request: IncomingMessage, maxBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > maxBytes) throw refused(tooLarge);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, size);
}

function parsed(json: Buffer): unknown {
  if (isOverfull(json)) throw refused(tooLarge);
  try {
    return JSON.parse(json.toString('utf8'));
  } catch {
    throw refused(malformed);
  }
}

async function form(bytes: Buffer, type: string): Promise<FormData> {
  const boundary = /boundary="?([^";]{1,70})"?/.exec(type)?.[1];
  if (boundary === undefined || timesIn(bytes, `--${boundary}`) > partsAtMost + 1) throw refused(malformed);
  const data = await new Response(new Uint8Array(bytes), { headers: { 'content-type': type } }).formData().catch(() => {
    throw refused(malformed);
  });
  for (const value of data.values()) {
    if (typeof value === 'string' && (value.length > defaultMaxBytes || isOverfull(Buffer.from(value))))
      throw refused(tooLarge);
  }
  return data;
}

/** How often a text occurs in bytes; counting stops at one more than a form may have. */
function timesIn(bytes: Buffer, text: string): number {
  let times = 0;
  for (let at = bytes.indexOf(text); at >= 0 && times <= partsAtMost + 1; at = bytes.indexOf(text, at + 1)) times += 1;
  return times;
}
