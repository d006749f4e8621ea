import { rm } from 'node:fs/promises';
import type { BrowserContext, Page } from '@playwright/test';
import { startProgram, type Program } from './program.ts';
import { renewWorld, type Shareable } from './shared-host.ts';
import type { Answer, Call, SavedFile } from './running-host.ts';

/** The browser of a test. */
export interface Windows {
  window: Page;
  /** Where windows open; `newContext` makes another browser. */
  context: BrowserContext;
  newContext: () => Promise<BrowserContext>;
}

export interface WebHostOptions {
  dataDir: string;
  world: string | null;
  windows: Windows;
}

/** Calls the engine of a loopback host as another program with its token does. @param address as the host printed it */
export async function callAt(address: string, { method, path, body }: Call): Promise<Answer> {
  const { origin, searchParams } = new URL(address);
  const answer = await fetch(`${origin}/api${path}`, {
    method,
    headers: {
      authorization: `Bearer ${searchParams.get('token') ?? ''}`,
      'x-desk-window': 'e2e-another-program-beside-the-windows',
      'content-type': 'application/json',
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  return { status: answer.status, body: text === '' ? null : (JSON.parse(text) as unknown) };
}

/** The loopback host as built, and a browser on it. */
export class WebHost implements Shareable {
  readonly kind = 'web';
  readonly dataDir: string;
  /** Address with the token that admits the test's browser. */
  url = '';
  /** Address with the token of its owner, as printed. */
  #printed = '';
  #windows: Windows;
  program!: Program;
  readonly #others: WebHost[] = [];

  private constructor(private readonly options: WebHostOptions) {
    this.dataDir = options.dataDir;
    this.#windows = options.windows;
  }

  static async start(options: WebHostOptions): Promise<WebHost> {
    const host = new WebHost(options);
    await host.#begin();
    return host;
  }

  async #begin(): Promise<void> {
    const { dataDir, world } = this.options;
    this.program = startProgram('out/main/host.js', [
      '--port',
      '0',
      '--data',
      dataDir,
      '--no-open',
      ...(world === null ? [] : ['--world', world]),
    ]);
    const [line] = await this.program.printed(/^\{"ready":true.*\}$/m);
    this.url = this.#printed = (JSON.parse(line) as { url: string }).url;
  }

  at(path: string): string {
    return `${new URL(this.url).origin}/#${path}`;
  }

  async firstWindow(): Promise<Page> {
    return this.#windows.window;
  }

  async open(): Promise<Page> {
    const page = await this.firstWindow();
    await page.goto(this.url);
    return page;
  }

  async newWindow({ apart = false }: { apart?: boolean } = {}): Promise<Page> {
    const page = await (apart ? await this.#windows.newContext() : this.#windows.context).newPage();
    await page.goto(apart ? await this.anotherBrowser() : this.url);
    return page;
  }

  /** An address for one more browser: the printed one admits once. */
  async anotherBrowser(): Promise<string> {
    const { origin, searchParams } = new URL(this.#printed);
    const answer = await fetch(`${origin}/entry`, {
      method: 'POST',
      headers: { authorization: `Bearer ${searchParams.get('token') ?? ''}` },
    });
    return ((await answer.json()) as { address: string }).address;
  }

  async openedBy(act: () => Promise<unknown>): Promise<Page> {
    const opened = this.#windows.context.waitForEvent('page');
    await act();
    return opened;
  }

  async savedBy(act: () => Promise<unknown>): Promise<SavedFile> {
    const download = (await this.firstWindow()).waitForEvent('download');
    await act();
    const file = await download;
    return { name: file.suggestedFilename(), path: await file.path() };
  }

  async elsewhere(): Promise<WebHost> {
    const other = await WebHost.start({ windows: this.#windows, dataDir: `${this.dataDir}-elsewhere`, world: null });
    this.#others.push(other);
    return other;
  }

  call(call: Call): Promise<Answer> {
    return callAt(this.#printed, call);
  }

  async stop(): Promise<void> {
    await this.program.stop();
  }

  /** What it wrote to stderr, for the report of a failed test. */
  stderr(): string {
    return this.program.stderr();
  }

  get running(): boolean {
    const { child } = this.program;
    return child.exitCode === null && child.signalCode === null;
  }

  /** Makes a running program as new for another test and its browser: the world is left as 关于 does it, its files are removed, and it is built anew. */
  async renew(world: string, windows: Windows): Promise<void> {
    await this.#endOthers();
    this.#windows = windows;
    await renewWorld(this, world);
    // The printed address has admitted a browser already.
    this.url = await this.anotherBrowser();
  }

  async end(): Promise<void> {
    await this.stop();
    await this.#endOthers();
  }

  async #endOthers(): Promise<void> {
    for (const other of this.#others.splice(0)) {
      await other.end();
      await rm(other.dataDir, { recursive: true, force: true, maxRetries: 3 });
    }
  }

  async restart(): Promise<Page> {
    await this.stop();
    await this.#begin();
    return this.open();
  }
}
