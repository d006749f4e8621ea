import type { IpcMainEvent, IpcMainInvokeEvent, WebFrameMain } from 'electron';
import { isTrustedSender } from './trusted-sender.ts';
import type { DeskWindow, DeskWindows } from './windows.ts';

/** The window that sent a message and the frame to answer, or null if the sender is not trusted. Every handler calls this first. */
export function trustedSender(
  event: IpcMainEvent | IpcMainInvokeEvent,
  windows: DeskWindows,
): { window: DeskWindow; frame: WebFrameMain } | null {
  const frame = event.senderFrame;
  const window = windows.of(event.sender);
  // A frame that was left meanwhile throws when it is read; it needs no answer any more.
  if (!frame || !window || frame.isDestroyed()) return null;
  const trusted = isTrustedSender({
    url: frame.url,
    origin: frame.origin,
    topFrame: frame.parent === null,
    knownWindow: true,
    current: event.sender.mainFrame === frame,
  });
  return trusted ? { window, frame } : null;
}
