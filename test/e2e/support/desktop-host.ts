import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { _electron, expect, type ElectronApplication, type Page } from '@playwright/test';
import { desktopBinary } from './desktop.ts';
import { inMain } from './main-process.ts';
import { callOverPort } from './page-client.ts';
import { projectRoot } from './program.ts';
import { renewWorld, type Shareable } from './shared-host.ts';
import type { Answer, Call, SavedFile } from './running-host.ts';

export interface DesktopHostOptions {
  dataDir: string;
  world: string | null;
}

/** As large as the browser's window of the same specs. */
const size = { width: 1440, height: 900 };
/** Without the session bus there is no keychain, as for the loopback host of the same specs: keys are kept by a passphrase. */
const keychain = ['DBUS_SESSION_BUS_ADDRESS', 'GNOME_KEYRING_CONTROL', 'XDG_RUNTIME_DIR'];

/** The shell as built, in the real Electron. */
export class DesktopHost implements Shareable {
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
      executablePath,
      chromiumSandbox: true,
      locale: 'zh-CN',
      timezoneId: 'Asia/Shanghai',
      args: [
        '--lang=zh-CN',
        '--disable-gpu',
        projectRoot,
        '--data',
        dataDir,
        ...(world === null ? [] : ['--world', world]),
      ],
      env: { ...env, TZ: 'Asia/Shanghai', LANGUAGE: 'zh_CN' } as Record<string, string>,
    });
    const child = this.app.process();
    this.#process = child;
    this.#ended = once(child, 'exit');
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.#stderr += text;
    });
    // A dialog of the system is out of a spec's reach, and would wait for ever: it answers with a folder of the test.
    await inMain(
      this.app,
      ({ dialog }, folder) => {
        let asked = 0;
        dialog.showSaveDialog = ((...given: [unknown, Electron.SaveDialogOptions] | [Electron.SaveDialogOptions]) => {
          const name = (given.at(-1) as Electron.SaveDialogOptions).defaultPath?.split(/[\\/]/).at(-1) ?? '';
          asked += 1;
          return Promise.resolve({ canceled: false, filePath: `${folder}/${asked}-${name}` });
        }) as typeof dialog.showSaveDialog;
      },
      await this.#saving(),
    );
    this.#first = await this.#sized(await this.app.firstWindow());
  }

  /** Where the save dialog puts files. */
  async #saving(): Promise<string> {
    const folder = join(this.dataDir, 'saved');
    await mkdir(folder, { recursive: true });
    return folder;
  }

  /** The newest window, made as large as a browser's of the same specs; a phone keeps its own size. */
  async #sized(page: Page): Promise<Page> {
    // Until its router has gone to a first page, a place that a spec sends it to would be overtaken by that.
    await page.waitForURL((url) => url.protocol === 'desk:' && url.hash.length > '#/'.length);
    if (page.url().includes('#/phone')) return page;
    await inMain(
      this.app,
      ({ BrowserWindow }, { width, height }) => {
        const newest = Math.max(...BrowserWindow.getAllWindows().map(({ id }) => id));
        BrowserWindow.fromId(newest)!.setContentSize(width, height);
      },
      size,
    );
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
    return this.openedBy(() =>
      this.#first.evaluate(() =>
        (window as unknown as { deskShell: { request(request: unknown): Promise<unknown> } }).deskShell.request({
          kind: 'newWindow',
        }),
      ),
    );
  }

  async openedBy(act: () => Promise<unknown>): Promise<Page> {
    const opened = this.app.waitForEvent('window');
    await act();
    return this.#sized(await opened);
  }

  async savedBy(act: () => Promise<unknown>): Promise<SavedFile> {
    const folder = await this.#saving();
    const files = async (): Promise<string[]> => (await readdir(folder)).filter((name) => !name.endsWith('.part'));
    const before = await files();
    await act();
    let saved: string | undefined;
    // A whole file has its name: it was written beside.
    await expect(async () => {
      expect((saved = (await files()).find((name) => !before.includes(name))), 'a file that was saved').toBeDefined();
    }).toPass({ timeout: 15_000 });
    return { name: saved!.replace(/^\d+-/, ''), path: join(folder, saved!) };
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
    if (!this.running) return;
    // As the system asks a program to end. In a turn of its own: the answer to this call must leave before the program does.
    await inMain(this.app, ({ app }) => {
      setTimeout(() => {
        app.quit();
      }, 20);
    });
    const limit = setTimeout(() => {
      child.kill('SIGKILL');
    }, 15_000);
    await this.#ended;
    clearTimeout(limit);
  }

  get running(): boolean {
    return this.#process.exitCode === null && this.#process.signalCode === null;
  }

  /**
   * Makes a running program as new for another test, without a start: the world is left as 关于 does it, its files are removed, and it is opened
   * and so built anew; what pages keep is cleared, and one new window takes the place of all others.
   */
  async renew(world: string): Promise<void> {
    await this.#endOthers();
    await renewWorld(this, world);
    await rm(join(this.dataDir, 'saved'), { recursive: true, force: true });
    await this.#saving();
    this.#first = await this.openedBy(() =>
      inMain(this.app, async ({ BrowserWindow, clipboard, Menu, session }) => {
        clipboard.clear();
        await session.defaultSession.clearStorageData({
          storages: ['cookies', 'filesystem', 'indexdb', 'localstorage', 'serviceworkers', 'cachestorage'],
        });
        // In one turn, so that no page of the test before keeps anything after it was cleared; without a window the program would end.
        const old = BrowserWindow.getAllWindows();
        const items = Menu.getApplicationMenu()!.items.flatMap((menu) => menu.submenu?.items ?? []);
        (items.find((item) => item.label === '新窗口') as unknown as { click(): void }).click();
        for (const window of old) window.destroy();
      }),
    );
    this.#stderr = '';
  }

  /** With those elsewhere, whatever they are doing. */
  async end(): Promise<void> {
    if (this.running) this.#process.kill('SIGKILL');
    await this.#ended;
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
    return this.#first;
  }
}
