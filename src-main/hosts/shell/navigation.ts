/** Scheme and host of the desktop's pages. A scheme of its own instead of `file:`, which would give a page the disk. */
export const appScheme = 'desk';
export const appHost = 'app';
export const appOrigin = `${appScheme}://${appHost}`;
/** The one page; the renderer routes by the fragment. */
export const appPage = `${appOrigin}/`;

/**
 * Outside websites that a page may open in the default browser, by exact host. None yet: the program is not connected to
 * anything (ADR-0023).
 */
export const externalHosts: readonly string[] = [];

/** Longest address that is looked at, in characters. */
const longestUrl = 2_048;

/** Whether an address is the workbench's own page. Compared as text: a parser that is cleverer than Chromium's would be a hole. */
export function isAppPage(url: string): boolean {
  const withoutFragment = url.split('#', 1)[0];
  return withoutFragment === appPage || withoutFragment === `${appPage}index.html`;
}

export interface NavigationFacts {
  url: string;
  mainFrame: boolean;
}

/** Whether a frame may go where it wants to go (will-navigate, will-redirect, will-frame-navigate): only the page itself, only on top. */
export function decideNavigation({ url, mainFrame }: NavigationFacts): 'allow' | 'deny' {
  return mainFrame && isAppPage(url) ? 'allow' : 'deny';
}

/**
 * The address to hand to the system, or null. It is parsed and put together anew, so that what was judged is what is opened.
 * @param hosts exact host names that may be opened, https only
 */
export function decideExternal(url: unknown, hosts: readonly string[] = externalHosts): string | null {
  // A browser drops control characters; a shell behind openExternal may not.
  if (typeof url !== 'string' || url.length > longestUrl || /[\u0000-\u0020\u007f"<>\\^`{|}]/.test(url)) return null;
  const parsed = URL.parse(url);
  if (!parsed || parsed.protocol !== 'https:' || !url.toLowerCase().startsWith('https://')) return null;
  if (parsed.username !== '' || parsed.password !== '' || parsed.port !== '') return null;
  return hosts.includes(parsed.hostname) ? parsed.href : null;
}

/** What becomes of a window that a page wants to open: never a window of ours; a listed website goes to the default browser. */
export function decideWindowOpen(
  url: string,
  hosts: readonly string[] = externalHosts,
): { action: 'deny'; external: string | null } {
  return { action: 'deny', external: decideExternal(url, hosts) };
}

/** Whose phone: kind and ids as the contract's `phoneRefSchema` has them; none of these characters means anything in an address. */
const phoneOwner = /^(?:person|handler|officer|phone)(?:\.[A-Za-z0-9-]{1,64}){1,2}$/;

/**
 * The one page beside the workbench that may have a window of its own: the simulated phone of a training world. A page names whose phone it is, never an
 * address; the address is put together here. Null: not allowed. @param of null: whoever is chosen there
 */
export function decidePhonePage(of: unknown): string | null {
  if (of === null) return `${appPage}#/phone`;
  return typeof of === 'string' && phoneOwner.test(of) ? `${appPage}#/phone?of=${of}` : null;
}
