import type { IncomingMessage, ServerResponse } from 'node:http';
import { SmartCoercionPlugin } from '@orpc/json-schema';
import { OpenAPIHandler } from '@orpc/openapi/node';
import { StandardOpenAPIMatcher } from '@orpc/openapi/standard';
import type { Context, Router } from '@orpc/server';
import { ZodToJsonSchemaConverter } from '@orpc/zod/zod4';
import { requestErrors, type ErrorMappingOptions } from '../../api/error-mapping.ts';
import { namedCall, type NamedCall } from '../../api/request-limits.ts';
import { apiDocument } from './api-document.ts';
import { tryPage, tryScript, tryStyle } from './try-page.ts';

const converter = new ZodToJsonSchemaConverter();

const assets: Record<string, { contentType: string; body: string }> = {
  '/api/': { contentType: 'text/html; charset=utf-8', body: tryPage },
  '/api/try.js': { contentType: 'text/javascript; charset=utf-8', body: tryScript },
  '/api/try.css': { contentType: 'text/css; charset=utf-8', body: tryStyle },
};

/** The contract for other programs: OpenAPI over HTTP, its document, and a page to try it, which loads nothing from outside. */
export class Api<T extends Context> {
  readonly #handler: OpenAPIHandler<T>;
  readonly #matcher = new StandardOpenAPIMatcher();
  #document: Promise<string> | null = null;

  constructor(
    // eslint-disable-next-line @typescript-eslint/no-explicit-any -- any router of this context, as the library types it
    readonly router: Router<any, T>,
    readonly version: string,
    errors: ErrorMappingOptions,
  ) {
    this.#matcher.init(router);
    this.#handler = new OpenAPIHandler(router, {
      plugins: [new SmartCoercionPlugin({ schemaConverters: [converter] })],
      interceptors: [requestErrors(errors)],
    });
  }

  /** The OpenAPI 3.1 document as JSON text, generated once from the contract. */
  document(): Promise<string> {
    this.#document ??= apiDocument(this.version, converter);
    return this.#document;
  }

  /** Serves the document and the page; they contain no data, so they need no window. False if the address is neither. */
  async serveDocuments(request: IncomingMessage, response: ServerResponse, path: string): Promise<boolean> {
    const asset =
      path === '/api/openapi.json' ? { contentType: 'application/json', body: await this.document() } : assets[path];
    if (!asset || (request.method !== 'GET' && request.method !== 'HEAD')) return false;
    const body = Buffer.from(asset.body);
    response.writeHead(200, {
      'content-type': asset.contentType,
      'content-length': body.length,
      'cache-control': 'private, no-cache',
    });
    response.end(request.method === 'HEAD' ? undefined : body);
    return true;
  }

  /** The procedure that an address names, or null. @param path without the prefix */
  async named(method: string, path: string): Promise<NamedCall | null> {
    const found = await this.#matcher.match(method, `/${path.replace(/^\//, '')}`);
    return found ? namedCall(found) : null;
  }

  /** Answers a call; false if the address names no procedure. */
  async serveCall(request: IncomingMessage, response: ServerResponse, context: T): Promise<boolean> {
    const { matched } = await this.#handler.handle(request, response, { prefix: '/api', context } as never);
    return matched;
  }
}
