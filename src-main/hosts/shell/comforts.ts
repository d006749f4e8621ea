import { join } from 'node:path';
import { app } from 'electron';
import type { ShellAnswer, ShellRequest } from '@contract/shell.ts';
import type { Desk } from '../../desk/desk.ts';
import { lockAll, lockWhenAway } from './away.ts';
import { CloseToTray } from './close-to-tray.ts';
import { DesktopSettingsFile } from './desktop-settings.ts';
import { PageStates, showProgress, notifyWorkEnded } from './page-state.ts';
import { SecretClipboard } from './secret-clipboard.ts';
import { hasTrayHost } from './tray-host.ts';
import type { DeskWindow, DeskWindows } from './windows.ts';

/** What a page asks of the desktop's extra features. */
export type ComfortRequest = Extract<
  ShellRequest,
  {
    kind:
      | 'offer'
      | 'copySecret'
      | 'forgetSecret'
      | 'secretShown'
      | 'progress'
      | 'workEnded'
      | 'settings'
      | 'changeSettings';
  }
>;

const done: ShellAnswer = { result: 'done' };

/** Menu of the front window, automatic lock, clipboard and screen protection of secrets, progress, tray: for windows that others open and close. */
export class Comforts {
  readonly pages: PageStates;
  readonly #settings = new DesktopSettingsFile(join(app.getPath('userData'), 'desktop-settings.json'));
  readonly #clipboard = new SecretClipboard();
  readonly #tray: CloseToTray;

  /** @param offersChanged called when the commands that pages accept may have changed */
  constructor(desk: Desk, windows: DeskWindows, log: (text: string) => void, offersChanged: () => void) {
    const lock = (): void => {
      void this.#clipboard.forget();
      lockAll(desk, windows, log);
    };
    this.pages = new PageStates(windows, () => this.#settings.now, offersChanged);
    this.#tray = new CloseToTray({
      windows,
      settings: this.#settings,
      hasTray: () => hasTrayHost(process.platform),
      lock,
      log,
    });
    this.#settings.onChange(() => this.pages.protect());
    lockWhenAway(process.platform, lock);
  }

  /** Called for each window when it is made. */
  watch(window: DeskWindow): void {
    this.pages.watch(window);
    this.#tray.watch(window);
  }

  /** Called once when the program ends. Never rejects. */
  close(): Promise<void> {
    return this.#clipboard.forget();
  }

  async carryOut(request: ComfortRequest, window: DeskWindow): Promise<ShellAnswer> {
    switch (request.kind) {
      case 'offer':
        this.pages.offer(window, request.commands);
        return done;
      case 'copySecret':
        return this.#clipboard.copy(request.text).then(
          () => done,
          () => ({ result: 'refused', message: '没有复制，请手工抄写。' }),
        );
      case 'forgetSecret':
        await this.#clipboard.forget();
        return done;
      case 'secretShown':
        this.pages.secretShown(window, request.shown);
        return done;
      case 'progress':
        showProgress(window, request.part);
        return done;
      case 'workEnded':
        notifyWorkEnded(window, request.title, request.text);
        return done;
      case 'settings':
        return this.#settingsAnswer();
      case 'changeSettings':
        try {
          this.#settings.change(request.change);
        } catch {
          return { result: 'refused', message: '设置没有存下来，请检查磁盘空间。关闭程序前仍按新的设置。' };
        }
        return this.#settingsAnswer();
    }
  }

  async #settingsAnswer(): Promise<ShellAnswer> {
    return { result: 'settings', settings: this.#settings.now, tray: await this.#tray.tray() };
  }
}
