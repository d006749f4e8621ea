import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { RendererFile } from '../renderer-files.ts';

type Encoding = 'br' | 'gzip' | 'identity';
interface Prepared {
  etag: string;
  bodies: Record<Encoding, Buffer>;
}

const compressible = /^(?:text\/|application\/(?:json|wasm|manifest)|image\/(?:svg|x-icon))/;

function encodingFor(accepted: string | string[] | undefined): Encoding {
  const offers = String(accepted ?? '')
    .toLowerCase()
    .split(',')
    .map((offer) => offer.trim())
    .filter((offer) => !/;\s*q=0(?:\.0*)?$/.test(offer));
  const names = new Set(offers.map((offer) => offer.split(';')[0]?.trim()));
  return names.has('br') ? 'br' : names.has('gzip') ? 'gzip' : 'identity';
}

async function prepare(file: RendererFile): Promise<Prepared> {
  const plain = await file.read();
  const etag = `"${createHash('sha256').update(plain).digest('base64url').slice(0, 27)}"`;
  if (!compressible.test(file.contentType) || plain.length < 1024)
    return { etag, bodies: { identity: plain, br: plain, gzip: plain } };
  // Quality 5 of 11: within a few per cent of the best size in a fiftieth of the time, which counts at the first start.
  const br = await promisify(brotliCompress)(plain, {
    params: { [constants.BROTLI_PARAM_QUALITY]: 5, [constants.BROTLI_PARAM_SIZE_HINT]: plain.length },
  });
  return { etag, bodies: { identity: plain, br, gzip: await promisify(gzip)(plain) } };
}

/** Serves the listed renderer files from memory; each is compressed once, at its first request. */
export class StaticFiles {
  readonly #prepared = new Map<string, Promise<Prepared>>();

  constructor(readonly files: ReadonlyMap<string, RendererFile>) {}

  /** Answers a GET or HEAD of a listed file; false if the address names none. Throws if the file can no longer be read. */
  async serve(request: IncomingMessage, response: ServerResponse, path: string): Promise<boolean> {
    const file = this.files.get(path);
    if (!file) return false;
    let pending = this.#prepared.get(file.path);
    if (!pending) this.#prepared.set(file.path, (pending = prepare(file)));
    const { etag, bodies } = await pending.catch((error: unknown) => {
      this.#prepared.delete(file.path);
      throw error;
    });
    const encoding = encodingFor(request.headers['accept-encoding']);
    const body = bodies[encoding];
    response.setHeader('etag', etag);
    response.setHeader('vary', 'accept-encoding');
    // Private: only admitted browsers get the files.
    response.setHeader('cache-control', file.immutable ? 'private, max-age=31536000, immutable' : 'private, no-cache');
    if (request.headers['if-none-match'] === etag) {
      response.writeHead(304).end();
      return true;
    }
    if (encoding !== 'identity' && body !== bodies.identity) response.setHeader('content-encoding', encoding);
    response.writeHead(200, { 'content-type': file.contentType, 'content-length': body.length });
    response.end(request.method === 'HEAD' ? undefined : body);
    return true;
  }
}
