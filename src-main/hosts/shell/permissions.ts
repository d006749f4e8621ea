import { appOrigin } from './navigation.ts';

/** What a page may do without asking: put a copied text on the clipboard, and fill the screen. Electron would approve everything. */
const allowed = new Set(['clipboard-sanitized-write', 'fullscreen']);

export interface PermissionFacts {
  permission: string;
  /** Origin of the frame that asks, as Electron tells it; it may end in a slash. */
  origin: string | undefined;
  /** Origin of the frame around it, when that is another one. */
  embeddingOrigin?: string | undefined;
  mainFrame: boolean;
  /** The contents belong to a window that the shell opened. */
  knownWindow: boolean;
}

/** Decides permission requests and checks alike: everything is denied that is not listed, or not asked by our page on top. */
export function decidePermission(facts: PermissionFacts): boolean {
  const { permission, origin, embeddingOrigin, mainFrame, knownWindow } = facts;
  const own = origin === appOrigin || origin === `${appOrigin}/`;
  return (
    knownWindow &&
    mainFrame &&
    own &&
    (embeddingOrigin === undefined || embeddingOrigin === '') &&
    allowed.has(permission)
  );
}
