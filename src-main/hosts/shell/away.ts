import { powerMonitor } from 'electron';
import { idleLimit } from '@contract/session.ts';
import type { Desk } from '../../desk/desk.ts';
import type { DeskWindows } from './windows.ts';

/** How often the computer's idle time is read, in milliseconds, on systems that do not report a lock. */
const askEvery = 15_000;

/** Locks every window without asking. The engine does it, so that a page that hangs is locked, too; the pages are notified at once. */
export function lockAll(desk: Desk, windows: DeskWindows, log: (text: string) => void): void {
  for (const { key } of windows.all) {
    // Before a desk is open nobody is signed in.
    void desk
      .status()
      .then(async ({ phase }) => (phase === 'open' ? desk.engine().office.lockWindow.lock(key, 'away') : undefined))
      .catch((error: unknown) => {
        log(`locking failed: ${error instanceof Error ? error.message : 'unknown'}`);
      });
  }
  windows.commandAll('lock');
}

/**
 * Calls `lock` when the person leaves: the computer is locked, goes to sleep, or, on Linux, which reports no lock, is
 * idle for as long as the bureau allows (J3). @param lock called once each time
 */
export function lockWhenAway(platform: NodeJS.Platform, lock: () => void): void {
  powerMonitor.on('lock-screen', lock);
  powerMonitor.on('suspend', lock);
  if (platform !== 'linux') return;
  let away = false;
  setInterval(() => {
    const idle = powerMonitor.getSystemIdleTime() * 1000 >= idleLimit;
    if (idle && !away) lock();
    away = idle;
  }, askEvery).unref();
}
