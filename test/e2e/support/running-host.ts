import type { Page } from '@playwright/test';

/** `web`: the loopback host in Chromium. `desktop`: the shell in Electron. */
export type HostKind = 'web' | 'desktop';

/** What the engine answered: as HTTP tells it, on either host. */
export interface Answer {
  status: number;
  body: unknown;
}

/** A file that the page had the user save. */
export interface SavedFile {
  /** As it was suggested. */
  name: string;
  /** Where it lies until the test ends. */
  path: string;
}

export interface Call {
  method: string;
  /** Path of the route, as under `/api`: `/clients/search`. */
  path: string;
  body?: Record<string, unknown> | undefined;
}

/** The program under test, on whichever host: all that a spec of both may ask of it. */
export interface RunningHost {
  readonly kind: HostKind;
  readonly dataDir: string;
  /** Where its page is: `page.goto(host.url)` loads it anew; a place in it: `host.at('/phone')`. */
  readonly url: string;
  /** Address of a place in the page; to go there in a window that is open already keeps its session. @param path as the page's router has it */
  at(path: string): string;
  /** The first window; in a browser it is empty until it is opened. */
  firstWindow(): Promise<Page>;
  /** The first window on the program's first page. */
  open(): Promise<Page>;
  /** Another window, with sessions of its own. @param options.apart on the web in a browser of its own, as another person has */
  newWindow(options?: { apart?: boolean }): Promise<Page>;
  /** The window that an act opens. */
  openedBy(act: () => Promise<unknown>): Promise<Page>;
  /** The file that an act has the user save: a download of the browser, or the desktop's dialog answered with a folder of the test. */
  savedBy(act: () => Promise<unknown>): Promise<SavedFile>;
  /** The program on another machine: of the same kind, with a data folder of its own that is empty. It ends with the test. */
  elsewhere(): Promise<RunningHost>;
  /** Calls the engine beside the windows' own sessions, as another program with the host's token or nobody's window does. */
  call(call: Call): Promise<Answer>;
  /** Ends it as the system does, and waits until it is gone. */
  stop(): Promise<void>;
  /** Ends it if it runs, and starts it again on the same data. @returns the first window */
  restart(): Promise<Page>;
}

/** Whether a window shows the desktop's page. */
export function isDesktop(page: Pick<Page, 'url'>): boolean {
  return page.url().startsWith('desk:');
}
