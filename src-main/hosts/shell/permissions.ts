import { appOrigin } from './navigation.ts';

/** What a page may do without asking: write text to the clipboard, and use full screen. Electron's default would approve everything. */
const allowed = new Set(['clipboard-sanitized-write', 'fullscreen']);

export interface PermissionFacts {
  permission: string;
  /** Origin of the requesting frame, as Electron reports it; it may end in a slash. */
  origin: string | undefined;
  /** Origin of the parent frame, if it differs. */
  embeddingOrigin?: string | undefined;
  mainFrame: boolean;
  /** The web contents belong to a window that the shell opened. */
  knownWindow: boolean;
}

/** Decides permission requests and checks alike: denies everything that is not listed, or not requested by our page in the top frame. */
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
