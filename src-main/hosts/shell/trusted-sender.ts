import { appOrigin, isAppPage } from './navigation.ts';

/** Who sent a message to the shell, as far as Electron tells. */
export interface SenderFacts {
  /** Address of the sending frame; null when the frame is gone already. */
  url: string | null | undefined;
  /** Its origin as Chromium holds it: a child at `about:blank` has its parent's. */
  origin: string | null | undefined;
  /** It has no parent frame. */
  topFrame: boolean;
  /** Its contents belong to a window that the shell opened. */
  knownWindow: boolean;
  /** The frame is the main frame that these contents show now, not one that is being left. */
  current: boolean;
}

/** Whether the shell listens to a sender: exact origin and page, top frame, known window. An empty address is nobody. */
export function isTrustedSender({ url, origin, topFrame, knownWindow, current }: SenderFacts): boolean {
  return knownWindow && topFrame && current && origin === appOrigin && typeof url === 'string' && isAppPage(url);
}
