import { createHash } from 'node:crypto';
import * as electron from 'electron';
import { secretStaysMs } from '@contract/shell.ts';

const printOf = (text: string): string => createHash('sha256').update(text).digest('hex');
const none = new Uint8Array(4);

/** Marks that keep a text out of clipboard histories and clouds: format on the system's clipboard, and its content. */
const marks: Partial<Record<NodeJS.Platform, Record<string, Uint8Array<ArrayBuffer>>>> = {
  // Windows: for the first, any content works; the others need a DWORD of 0.
  win32: {
    ExcludeClipboardContentFromMonitorProcessing: none,
    CanIncludeInClipboardHistory: none,
    CanUploadToCloudClipboard: none,
  },
  darwin: { 'org.nspasteboard.ConcealedType': new Uint8Array() },
  // Klipper, and later clipboard managers.
  linux: { 'x-kde-passwordManagerHint': new TextEncoder().encode('secret') },
};

/** The clipboard content of a secret: its text with the system's marks, by the format names of Electron's clipboard. */
export function markedSecret(text: string, platform: NodeJS.Platform): Record<string, Blob> {
  return {
    'text/plain': new Blob([text], { type: 'text/plain' }),
    ...Object.fromEntries(
      Object.entries(marks[platform] ?? {}).map(([format, bytes]) => [
        `electron application/osclipboard;format="${format}"`,
        new Blob([bytes]),
      ]),
    ),
  };
}

async function write(text: string): Promise<void> {
  const { clipboard } = electron;
  try {
    // Text and marks in one write: a second write would empty the clipboard. Electron before 45 (as in the specs) has no such class.
    if ('ClipboardItem' in electron)
      return await clipboard.write([new electron.ClipboardItem(markedSecret(text, process.platform))]);
  } catch {
    // A system that rejects such a mark still gets the text.
  }
  await clipboard.writeText(text);
}

/** The copied secret: it is removed from the clipboard after {@link secretStaysMs}, at lock and at program end, unless something else was copied meanwhile. */
export class SecretClipboard {
  /** Fingerprint of the copied text, so that the secret itself is not kept. */
  #copied: string | null = null;
  #timer: NodeJS.Timeout | null = null;

  async copy(text: string): Promise<void> {
    if (this.#timer) clearTimeout(this.#timer);
    this.#copied = printOf(text);
    this.#timer = setTimeout(() => {
      void this.forget();
    }, secretStaysMs);
    this.#timer.unref();
    await write(text);
  }

  /** Clears the clipboard if it still holds the secret. Never rejects. */
  async forget(): Promise<void> {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
    const copied = this.#copied;
    this.#copied = null;
    if (copied === null) return;
    const held = await Promise.resolve(electron.clipboard.readText()).catch(() => '');
    if (printOf(held) === copied) electron.clipboard.clear();
  }
}
