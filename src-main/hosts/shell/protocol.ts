import { net, protocol, type Session } from 'electron';
import { securityHeaders } from '../content-policy.ts';
import type { RendererFile } from '../renderer-files.ts';
import { appOrigin, appScheme } from './navigation.ts';

/** Must run before the application is ready: tells Chromium that our scheme is a secure origin like https. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    {
      scheme: appScheme,
      privileges: {
        standard: true,
        secure: true,
        supportFetchAPI: true,
        corsEnabled: true,
        codeCache: true,
        allowServiceWorkers: false,
        bypassCSP: false,
      },
    },
  ]);
}

/**
 * Answers one request of our scheme from the listed renderer files, with the policy as a header. Exported for its tests.
 * @param files by address path; an address that is not listed is 404, whatever its form
 */
export async function answerAppRequest(
  request: Pick<Request, 'url' | 'method'>,
  files: ReadonlyMap<string, RendererFile>,
): Promise<Response> {
  const headers = new Headers(securityHeaders());
  if (request.method !== 'GET' && request.method !== 'HEAD') return new Response(null, { status: 405, headers });
  const { url } = request;
  // Compared as text: Node's parser does not know that our scheme is a standard one.
  const path = url.startsWith(`${appOrigin}/`) ? (url.slice(appOrigin.length).split(/[?#]/, 1)[0] ?? '') : '';
  const file = files.get(path);
  if (!file) return new Response(null, { status: 404, headers });
  headers.set('content-type', file.contentType);
  headers.set('cache-control', file.immutable ? 'max-age=31536000, immutable' : 'no-cache');
  return new Response(request.method === 'HEAD' ? null : new Uint8Array(await file.read()), { headers });
}

/** Serves the renderer from Vite under the same origin; its socket for changed files connects to Vite directly. */
export function serveVite(session: Pick<Session, 'protocol'>, vite: string): void {
  session.protocol.handle(appScheme, ({ url, method }) =>
    net.fetch(`${vite}${url.slice(appOrigin.length)}`, { method, bypassCustomProtocolHandlers: true }),
  );
}

/** Serves only the renderer to a session, under {@link appOrigin}. */
export function serveApp(session: Pick<Session, 'protocol'>, files: ReadonlyMap<string, RendererFile>): void {
  session.protocol.handle(appScheme, (request) => answerAppRequest(request, files));
}
