import { appOrigin, isAppPage } from './navigation.ts';

/** Facts about the sender of a message to the shell, from Electron. */
export interface SenderFacts {
  /** Address of the sending frame; null if the frame is gone already. */
  url: string | null | undefined;
  /** Its origin in Chromium: a child at `about:blank` has its parent's origin. */
  origin: string | null | undefined;
  /** It has no parent frame. */
  topFrame: boolean;
  /** Its web contents belong to a window that the shell opened. */
  knownWindow: boolean;
  /** The frame is the main frame that these contents show now, not a frame that is being left. */
  current: boolean;
}

/** Whether the shell accepts a sender: exact origin and page, top frame, known window. An empty address is never accepted. */
export function isTrustedSender({ url, origin, topFrame, knownWindow, current }: SenderFacts): boolean {
  return knownWindow && topFrame && current && origin === appOrigin && typeof url === 'string' && isAppPage(url);
}
