import type { ElectronApplication, Page } from '@playwright/test';
import {
  shellCommandIds,
  type DeskShell,
  type ShellAnswer,
  type ShellCommand,
  type ShellRequest,
} from '../../../src-preload/contract/shell.ts';
import { inMain } from './main-process.ts';

/** Asks the desktop shell as a page does. */
export function askShell(page: Page, request: ShellRequest): Promise<ShellAnswer> {
  return page.evaluate((asked) => (window as unknown as { deskShell: DeskShell }).deskShell.request(asked), request);
}

/** Commands that the menu offers now. */
export function offeredCommands(app: ElectronApplication): Promise<string[]> {
  return inMain(app, ({ Menu }, ids) => ids.filter((id) => Menu.getApplicationMenu()!.getMenuItemById(id)!.enabled), [
    ...shellCommandIds,
  ]);
}

/** Chooses an item of the menu, as a click on it does. */
export function chooseCommand(app: ElectronApplication, command: ShellCommand): Promise<void> {
  return inMain(
    app,
    ({ Menu }, id) => {
      (Menu.getApplicationMenu()!.getMenuItemById(id) as unknown as { click(): void }).click();
    },
    command,
  );
}

/** Counts what reaches the system's print dialog, which is the edge: it would wait for a hand. */
export function countPrints(page: Page): Promise<void> {
  return page.evaluate(() => {
    Object.assign(window, {
      prints: 0,
      print: () => {
        (window as unknown as { prints: number }).prints += 1;
      },
    });
  });
}
export function prints(page: Page): Promise<number> {
  return page.evaluate(() => (window as unknown as { prints: number }).prints);
}
