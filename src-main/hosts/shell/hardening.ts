import { app, shell as system, type Session, type WebContents } from 'electron';
import { viteAddress } from './development.ts';
import { appScheme, decideNavigation, decideWindowOpen } from './navigation.ts';
import { decidePermission } from './permissions.ts';

/** What the shell knows about the sender of a message. */
export type IsKnownWindow = (contents: WebContents | null) => boolean;

/** Denies everything not listed, for every page of a session: permissions, devices, downloads, and the network. */
export function hardenSession(session: Session, isKnownWindow: IsKnownWindow): void {
  session.setPermissionRequestHandler((contents, permission, callback, details) => {
    callback(
      decidePermission({
        permission,
        origin: originOf(details.requestingUrl),
        mainFrame: details.isMainFrame,
        knownWindow: isKnownWindow(contents),
      }),
    );
  });
  session.setPermissionCheckHandler((contents, permission, requestingOrigin, details) =>
    decidePermission({
      permission,
      origin: requestingOrigin,
      embeddingOrigin: details.embeddingOrigin,
      mainFrame: details.isMainFrame,
      knownWindow: isKnownWindow(contents),
    }),
  );
  session.setDevicePermissionHandler(() => false);
  session.setDisplayMediaRequestHandler(null);
  // Files are saved through the shell's own dialog, so only a page itself can have begun a download.
  session.on('will-download', (event) => {
    event.preventDefault();
  });
  session.webRequest.onBeforeRequest((details, callback) => {
    callback({ cancel: !isLocalAddress(details.url) });
  });
  session.setSpellCheckerEnabled(false);
}

/** Pages of the program load nothing from a network; `devtools:` belongs to Chromium, the page itself makes `blob:` and `data:`. */
function isLocalAddress(url: string): boolean {
  const vite = viteAddress === null ? [] : [`${viteAddress}/`, `${viteAddress.replace('http', 'ws')}/`];
  return [`${appScheme}://`, 'devtools://', 'blob:', 'data:', ...vite].some((start) => url.startsWith(start));
}

function originOf(url: string): string | undefined {
  return /^([a-z][a-z0-9+.-]*:\/\/[^/?#]*)/i.exec(url)?.[1];
}

/** Denies navigation, windows and webviews to all web contents, whoever created them. */
export function hardenContents(contents: WebContents): void {
  contents.on('will-navigate', (details) => {
    if (decideNavigation({ url: details.url, mainFrame: details.isMainFrame }) === 'deny') details.preventDefault();
  });
  contents.on('will-redirect', (details) => {
    if (decideNavigation({ url: details.url, mainFrame: details.isMainFrame }) === 'deny') details.preventDefault();
  });
  contents.on('will-frame-navigate', (details) => {
    if (decideNavigation({ url: details.url, mainFrame: details.isMainFrame }) === 'deny') details.preventDefault();
  });
  contents.on('will-attach-webview', (event) => {
    event.preventDefault();
  });
  contents.setWindowOpenHandler(({ url }) => {
    const { external } = decideWindowOpen(url);
    if (external !== null) void system.openExternal(external);
    return { action: 'deny' };
  });
}

/** Hardens all web contents from their creation, and refuses requests that concern the whole application. */
export function hardenApplication(): void {
  app.on('web-contents-created', (_event, contents) => {
    hardenContents(contents);
  });
  app.on('certificate-error', (event, _contents, _url, _error, _certificate, callback) => {
    event.preventDefault();
    callback(false);
  });
  app.on('select-client-certificate', (event) => {
    event.preventDefault();
  });
  app.on('login', (event) => {
    event.preventDefault();
  });
}
