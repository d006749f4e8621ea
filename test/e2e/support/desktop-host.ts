import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { _electron, type ElectronApplication, type Page } from '@playwright/test';
import { desktopBinary } from './desktop.ts';
import { callOverPort } from './page-client.ts';
import { projectRoot } from './program.ts';
import type { Answer, Call, RunningHost, SavedFile } from './running-host.ts';

export interface DesktopHostOptions {
  dataDir: string;
  world: string | null;
}

/** As large as the browser's window of the same specs. */
const size = { width: 1440, height: 900 };
/** Without the session bus there is no keychain, as for the loopback host of the same specs: keys are kept by a passphrase. */
const keychain = ['DBUS_SESSION_BUS_ADDRESS', 'GNOME_KEYRING_CONTROL', 'XDG_RUNTIME_DIR'];

/** The shell as built, in the real Electron. */
export class DesktopHost implements RunningHost {
  readonly kind = 'desktop';
  readonly dataDir: string;
  readonly url = 'desk://app/';
  app!: ElectronApplication;
  #first!: Page;
  /** Kept, because Playwright forgets the process of a program that has ended. */
  #process!: ChildProcess;
  #ended!: Promise<unknown>;
  #stderr = '';
  readonly #others: DesktopHost[] = [];

  private constructor(private readonly options: DesktopHostOptions) {
    this.dataDir = options.dataDir;
  }

  static async start(options: DesktopHostOptions): Promise<DesktopHost> {
    const host = new DesktopHost(options);
    await host.#begin();
    return host;
  }

  async #begin(): Promise<void> {
    const executablePath = desktopBinary();
    if (executablePath === null) throw new Error('no Electron was found for the desktop specs');
    const { dataDir, world } = this.options;
    const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !keychain.includes(name)));
    this.app = await _electron.launch({
      executablePath, chromiumSandbox: true, locale: 'zh-CN', timezoneId: 'Asia/Shanghai',
      args: ['--lang=zh-CN', '--disable-gpu', projectRoot, '--data', dataDir, ...(world === null ? [] : ['--world', world])],
      env: { ...env, TZ: 'Asia/Shanghai', LANGUAGE: 'zh_CN' } as Record<string, string>,
    });
    const child = this.app.process();
    this.#process = child;
    this.#ended = once(child, 'exit');
    child.stderr?.setEncoding('utf8').on('data', (text: string) => { this.#stderr += text; });
    const saving = join(dataDir, 'saved');
    await mkdir(saving, { recursive: true });
    // A dialog of the system is out of a spec's reach, and would wait for ever: it answers with a folder of the test.
    await this.app.evaluate(({ dialog }, { folder, separator }) => {
      const names: string[] = [];
      Object.assign(globalThis, { savedNames: names });
      dialog.showSaveDialog = ((...given: [unknown, Electron.SaveDialogOptions] | [Electron.SaveDialogOptions]) => {
        const name = (given.at(-1) as Electron.SaveDialogOptions).defaultPath?.split(/[\\/]/).at(-1) ?? '';
        names.push(name);
        return Promise.resolve({ canceled: false, filePath: `${folder}${separator}${names.length}-${name}` });
      }) as typeof dialog.showSaveDialog;
    }, { folder: saving, separator: '/' });
    this.#first = await this.#sized(await this.app.firstWindow());
  }

  /** A window as large as a browser's of the same specs; a phone keeps its own size. */
  async #sized(page: Page): Promise<Page> {
    await page.waitForURL((url) => url.protocol === 'desk:');
    if (page.url().includes('#/phone')) return page;
    const window = await this.app.browserWindow(page);
    await window.evaluate((browser: Electron.BrowserWindow, { width, height }) => { browser.setContentSize(width, height); }, size);
    await page.setViewportSize(size);
    return page;
  }

  /** What it wrote to stderr, for the report of a failed test. */
  stderr(): string {
    return this.#stderr;
  }

  at(path: string): string {
    return `${this.url}#${path}`;
  }

  async firstWindow(): Promise<Page> {
    return this.#first;
  }

  async open(): Promise<Page> {
    return this.#first;
  }

  async newWindow(): Promise<Page> {
    return this.openedBy(() => this.#first.evaluate(() => (window as unknown as { deskShell: { request(request: unknown): Promise<unknown> } }).deskShell.request({ kind: 'newWindow' })));
  }

  async openedBy(act: () => Promise<unknown>): Promise<Page> {
    const opened = this.app.waitForEvent('window');
    await act();
    return this.#sized(await opened);
  }

  async savedBy(act: () => Promise<unknown>): Promise<SavedFile> {
    const asked = (): Promise<string[]> => this.app.evaluate(() => (globalThis as unknown as { savedNames: string[] }).savedNames);
    // The inspector may lose an answer to the garbage collector (seen in 33); the question changes nothing.
    const names = (): Promise<string[]> => asked().catch(asked);
    const before = (await names()).length;
    await act();
    const limit = Date.now() + 15_000;
    for (let asked = await names(); ; asked = await names()) {
      const name = asked[before];
      const path = join(this.dataDir, 'saved', `${before + 1}-${name ?? ''}`);
      if (name !== undefined && existsSync(path)) return { name: basename(name), path };
      if (Date.now() > limit) throw new Error(name === undefined ? 'no save dialog was shown' : `${name} was not saved`);
    }
  }

  async elsewhere(): Promise<DesktopHost> {
    const other = await DesktopHost.start({ dataDir: `${this.dataDir}-elsewhere`, world: null });
    this.#others.push(other);
    return other;
  }

  async call(call: Call): Promise<Answer> {
    const page = this.app.windows().find((window) => window.url().startsWith(this.url));
    if (!page) throw new Error('no window of the desktop is open');
    return callOverPort(page, call);
  }

  async stop(): Promise<void> {
    const child = this.#process;
    if (child.exitCode !== null || child.signalCode !== null) return;
    // As the system asks a program to end. In a turn of its own: the answer to this call must leave before the program does.
    await this.app.evaluate(({ app }) => { setTimeout(() => { app.quit(); }, 20); });
    const limit = setTimeout(() => { child.kill('SIGKILL'); }, 15_000);
    await this.#ended;
    clearTimeout(limit);
  }

  /** Ends it and those elsewhere at once, whatever they are doing, and removes what they have on disk beside its own data folder. */
  async end(): Promise<void> {
    const child = this.#process;
    if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL');
    await this.#ended;
    for (const other of this.#others) {
      await other.end();
      await rm(other.dataDir, { recursive: true, force: true, maxRetries: 3 });
    }
  }

  async restart(): Promise<Page> {
    await this.stop();
    await this.#begin();
    return this.#first;
  }
}
