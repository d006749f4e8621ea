/** Scheme and host of the desktop's pages. A custom scheme, because `file:` would give a page the disk. */
export const appScheme = 'desk';
export const appHost = 'app';
export const appOrigin = `${appScheme}://${appHost}`;
/** The one page; the renderer routes by the fragment. */
export const appPage = `${appOrigin}/`;

/**
 * Exact hosts of outside websites that a page may open in the default browser. None yet: the program is not connected
 * to anything (ADR-0023).
 */
export const externalHosts: readonly string[] = [];

/** Maximum length of a checked address, in characters. */
const longestUrl = 2_048;

/** Whether an address is the workbench's own page. Compared as text: a parser that differs from Chromium's would be a security hole. */
export function isAppPage(url: string): boolean {
  const withoutFragment = url.split('#', 1)[0];
  return withoutFragment === appPage || withoutFragment === `${appPage}index.html`;
}

export interface NavigationFacts {
  url: string;
  mainFrame: boolean;
}

/** Whether a frame may navigate (will-navigate, will-redirect, will-frame-navigate): only to the page itself, only as the top frame. */
export function decideNavigation({ url, mainFrame }: NavigationFacts): 'allow' | 'deny' {
  return mainFrame && isAppPage(url) ? 'allow' : 'deny';
}

/**
 * The address to pass to the system, or null. It is parsed and built again, so that the checked address is the opened
 * one.
 * @param hosts exact host names that may be opened, https only
 */
export function decideExternal(url: unknown, hosts: readonly string[] = externalHosts): string | null {
  // A browser drops control characters; the system's shell behind openExternal may not.
  if (typeof url !== 'string' || url.length > longestUrl || /[\u0000-\u0020\u007f"<>\\^`{|}]/.test(url)) return null;
  const parsed = URL.parse(url);
  if (!parsed || parsed.protocol !== 'https:' || !url.toLowerCase().startsWith('https://')) return null;
  if (parsed.username !== '' || parsed.password !== '' || parsed.port !== '') return null;
  return hosts.includes(parsed.hostname) ? parsed.href : null;
}

/** Decision about a window that a page wants to open: never our own window; a listed website opens in the default browser. */
export function decideWindowOpen(
  url: string,
  hosts: readonly string[] = externalHosts,
): { action: 'deny'; external: string | null } {
  return { action: 'deny', external: decideExternal(url, hosts) };
}

/** Reference to a phone's owner: kind and ids as in the contract's `phoneRefSchema`; none of these characters is special in an address. */
const phoneOwner = /^(?:person|handler|officer|phone)(?:\.[A-Za-z0-9-]{1,64}){1,2}$/;

/**
 * The one page besides the workbench that may have its own window: the simulated phone of a training world. A page
 * names the phone's owner, never an address; the address is built here. Null: not allowed. @param of null: the person
 * is chosen there
 */
export function decidePhonePage(of: unknown): string | null {
  if (of === null) return `${appPage}#/phone`;
  return typeof of === 'string' && phoneOwner.test(of) ? `${appPage}#/phone?of=${of}` : null;
}
