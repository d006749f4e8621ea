import type { DesktopSettingsChange, DeskShell, ShellAnswer, ShellCommand, ShellOrder } from '@contract/shell.ts';
import { BrowserSecret, type CopyOutcome } from './browser-secret.ts';
import type { BackupFile } from './backup-file.ts';
import { allPiecesOf, type PiecedFile } from './pieced-file.ts';
import { saveInPieces } from './save-in-pieces.ts';

/**
 * What the surroundings of the page can do. A screen asks for a capability, never for the host: what is missing is hidden, not greyed.
 */
export interface Platform {
  /**
   * Saves a file where the user wants it, piece by piece; nothing of it is read before the place is chosen. `done` in a browser means handed to its downloads.
   * Rejects only as the pieces do, and nothing is saved then.
   */
  saveFile(file: PiecedFile, name: string): Promise<ShellAnswer>;
  /** Opens a page of the listed outside websites in the default browser. Never rejects. */
  openExternal(url: string): Promise<ShellAnswer>;
  /** Opens the print dialog for this page. */
  print(): void;
  /** Opens another window of the workbench, with sessions of its own. */
  newWindow(): Promise<ShellAnswer>;
  /** Opens the simulated phone of somebody in a training world in a narrow window of its own. @param of as the contract's phoneRefSchema; null: chosen there */
  openPhone(of: string | null): Promise<ShellAnswer>;
  /** Null where the browser's own zoom does it. */
  zoom: ((change: 'in' | 'out' | 'reset') => Promise<ShellAnswer>) | null;
  /** Says what this page holds unsaved, in Chinese, one entry each; the desktop names it before it closes the window. */
  reportUnsaved(what: string[]): void;
  /** Says which theme is chosen, so that windows have it before their page is drawn. */
  reportTheme(theme: 'light' | 'dark' | 'auto'): void;
  /** The backup file that the program was opened with, once; null: none. @throws Error with a Chinese message when it cannot be read */
  openedBackup(): Promise<BackupFile | null>;
  /** Choices in the native menu or the tray; never called where there is none. @returns ends the listening */
  onCommand(listener: (command: ShellCommand | ShellOrder) => void): () => void;
  /** Tells the native menu which commands this page hears now. */
  offer(commands: ShellCommand[]): void;
  /** Copies a secret, so that it leaves the clipboard by itself where the host can do that. Never rejects. */
  copySecret(text: string): Promise<CopyOutcome>;
  /** Takes the copied secret off the clipboard now, as far as the host can. */
  forgetSecret(): void;
  /** Whether a secret stands on the screen, which the desktop keeps out of pictures of it. */
  secretShown(shown: boolean): void;
  /** Long work of this page: the part that is done, 0 to 1, `unknown`, or null when none runs. */
  progress(part: number | 'unknown' | null): void;
  /** Long work that ended; a native notification when nobody sees the window. */
  workEnded(title: string, text: string): void;
  /** Settings that the desktop keeps for this machine; null where there are none. */
  desktopSettings: { read(): Promise<ShellAnswer>; change(change: DesktopSettingsChange): Promise<ShellAnswer> } | null;
  /** There is a native menu, so the page shows no menu button of its own. */
  nativeMenu: boolean;
  /** Ctrl 1…9, Ctrl Tab and Ctrl W reach the page. A browser keeps them for its own tabs: there Alt takes the place of Ctrl. */
  ownsTabKeys: boolean;
}

declare global {
  interface Window {
    deskShell?: DeskShell;
  }
}

const failed: ShellAnswer = { result: 'refused', message: '没有完成，请再试一次。' };

/** The desktop's platform. */
export function shellPlatform(shell: DeskShell): Platform {
  const ask: DeskShell['request'] = (request) => shell.request(request).catch(() => failed);
  return {
    saveFile: (file, name) => saveInPieces(ask, file, name),
    openExternal: (url) => ask({ kind: 'openExternal', url }),
    print: () => {
      window.print();
    },
    newWindow: () => ask({ kind: 'newWindow' }),
    openPhone: (of) => ask({ kind: 'phone', of }),
    zoom: (change) => ask({ kind: 'zoom', change }),
    reportUnsaved: (what) => {
      void ask({ kind: 'unsaved', what });
    },
    reportTheme: (theme) => {
      void ask({ kind: 'theme', theme });
    },
    openedBackup: async () => {
      const answer = await ask({ kind: 'openedBackup' });
      if (answer.result === 'refused') throw new Error(answer.message);
      if (answer.result !== 'backup') return null;
      const { name, size } = answer;
      return {
        name,
        size,
        slice: async (from, to) => {
          const piece = await ask({ kind: 'backupPiece', at: from, length: to - from });
          if (piece.result !== 'piece')
            throw new Error(piece.result === 'refused' ? piece.message : '备份文件读不出来，请重新选择。');
          return new Blob([piece.bytes]);
        },
      };
    },
    onCommand: (listener) => shell.onCommand(listener),
    offer: (commands) => {
      void ask({ kind: 'offer', commands });
    },
    copySecret: async (text) => ((await ask({ kind: 'copySecret', text })).result === 'done' ? 'clears' : 'failed'),
    forgetSecret: () => {
      void ask({ kind: 'forgetSecret' });
    },
    secretShown: (shown) => {
      void ask({ kind: 'secretShown', shown });
    },
    progress: (part) => {
      void ask({ kind: 'progress', part });
    },
    workEnded: (title, text) => {
      void ask({ kind: 'workEnded', title, text: text.slice(0, 1_000) });
    },
    desktopSettings: {
      read: () => ask({ kind: 'settings' }),
      change: (change) => ask({ kind: 'changeSettings', change }),
    },
    nativeMenu: true,
    ownsTabKeys: true,
  };
}

/** The browser's platform. */
export function browserPlatform(page: Window): Platform {
  const secret = new BrowserSecret(page);
  return {
    saveFile: async (file, name) => {
      // The browser keeps large ones on the disk.
      const whole = file instanceof Blob ? file : new Blob(await allPiecesOf(file));
      const url = URL.createObjectURL(whole);
      const link = Object.assign(page.document.createElement('a'), { href: url, download: name });
      link.click();
      // The download has begun by the next task; the address may go then.
      setTimeout(() => URL.revokeObjectURL(url), 60_000);
      return { result: 'done' };
    },
    openExternal: async (url) =>
      page.open(url, '_blank', 'noopener,noreferrer') === null ? { result: 'done' } : failed,
    print: () => {
      page.print();
    },
    newWindow: async () => {
      page.open(page.location.pathname, '_blank', 'noopener');
      return { result: 'done' };
    },
    openPhone: async (of) => {
      page.open(
        `${page.location.pathname}#/phone${of === null ? '' : `?of=${encodeURIComponent(of)}`}`,
        '_blank',
        'popup,noopener,width=390,height=780',
      );
      return { result: 'done' };
    },
    zoom: null,
    reportUnsaved: () => {},
    reportTheme: () => {},
    openedBackup: async () => null,
    onCommand: () => () => {},
    offer: () => {},
    copySecret: (text) => secret.copy(text),
    forgetSecret: () => {
      void secret.forget();
    },
    secretShown: () => {},
    progress: () => {},
    workEnded: () => {},
    desktopSettings: null,
    nativeMenu: false,
    ownsTabKeys: false,
  };
}

/** The one platform of this page. */
export const platform: Platform = window.deskShell ? shellPlatform(window.deskShell) : browserPlatform(window);
