import { secretStaysMs } from '@contract/shell.ts';

/** `clears`: it leaves the clipboard by itself. `stays`: it does not, and the user must know. `failed`: nothing was copied. */
export type CopyOutcome = 'clears' | 'stays' | 'failed';

/** The clipboard as far as a browser lends it: what it holds may be read, and so cleared without harm, only where the user has allowed reading. */
export class BrowserSecret {
  #copied: string | null = null;
  #timer: ReturnType<typeof setTimeout> | null = null;

  constructor(private readonly page: Window) {}

  async copy(text: string): Promise<CopyOutcome> {
    const { clipboard } = this.page.navigator;
    try {
      await clipboard.writeText(text);
    } catch {
      return 'failed';
    }
    if (this.#timer) clearTimeout(this.#timer);
    this.#copied = null;
    if (!(await this.#mayRead())) return 'stays';
    this.#copied = text;
    this.#timer = setTimeout(() => {
      void this.forget();
    }, secretStaysMs);
    return 'clears';
  }

  /** Clears the secret if it is still what was copied last; a window in the background waits until it is looked at. */
  async forget(): Promise<void> {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
    if (this.#copied === null) return;
    if (!this.page.document.hasFocus()) {
      this.page.addEventListener(
        'focus',
        () => {
          void this.forget();
        },
        { once: true },
      );
      return;
    }
    const { clipboard } = this.page.navigator;
    const copied = this.#copied;
    this.#copied = null;
    const held = await clipboard.readText().catch(() => null);
    if (held === copied) await clipboard.writeText('').catch(() => undefined);
  }

  async #mayRead(): Promise<boolean> {
    try {
      return (
        (await this.page.navigator.permissions.query({ name: 'clipboard-read' as PermissionName })).state === 'granted'
      );
    } catch {
      // A browser without this permission never lets a page read by itself.
      return false;
    }
  }
}
