import { app, shell as system, type Session, type WebContents } from 'electron';
import { viteAddress } from './development.ts';
import { appScheme, decideNavigation, decideWindowOpen } from './navigation.ts';
import { decidePermission } from './permissions.ts';

/** What the shell knows of a sender's contents. */
export type IsKnownWindow = (contents: WebContents | null) => boolean;

/** Denies what is not listed, for every page of a session: permissions, devices, downloads, and any network at all. */
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
  // Files are saved through the shell's own dialog, so a download is always something that a page began by itself.
  session.on('will-download', (event) => {
    event.preventDefault();
  });
  session.webRequest.onBeforeRequest((details, callback) => {
    callback({ cancel: !isLocalAddress(details.url) });
  });
  session.setSpellCheckerEnabled(false);
}

/** The program's pages load nothing from a network; `devtools:` is Chromium's own, `blob:` and `data:` are made by the page. */
function isLocalAddress(url: string): boolean {
  const vite = viteAddress === null ? [] : [`${viteAddress}/`, `${viteAddress.replace('http', 'ws')}/`];
  return [`${appScheme}://`, 'devtools://', 'blob:', 'data:', ...vite].some((start) => url.startsWith(start));
}

function originOf(url: string): string | undefined {
  return /^([a-z][a-z0-9+.-]*:\/\/[^/?#]*)/i.exec(url)?.[1];
}

/** Denies navigation, windows and webviews to everything that shows a page, whoever made it. */
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

/** Hardens all contents from their making on, and refuses what a page might ask of the whole application. */
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
