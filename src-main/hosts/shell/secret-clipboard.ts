import { createHash } from 'node:crypto';
import * as electron from 'electron';
import { secretStaysMs } from '@contract/shell.ts';

const printOf = (text: string): string => createHash('sha256').update(text).digest('hex');
const none = new Uint8Array(4);

/** Marks beside a text by which systems keep it out of clipboard histories and clouds: format on the system's clipboard, and its content. */
const marks: Partial<Record<NodeJS.Platform, Record<string, Uint8Array<ArrayBuffer>>>> = {
  // Windows: present at all for the first, a DWORD of 0 for the others.
  win32: {
    ExcludeClipboardContentFromMonitorProcessing: none,
    CanIncludeInClipboardHistory: none,
    CanUploadToCloudClipboard: none,
  },
  darwin: { 'org.nspasteboard.ConcealedType': new Uint8Array() },
  // Klipper and others after it.
  linux: { 'x-kde-passwordManagerHint': new TextEncoder().encode('secret') },
};

/** What is written for a secret: its text with the marks of the system, by the names that Electron's clipboard gives them. */
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
    // Text and marks in one write: a second one would empty the clipboard. Electron before 45 (the specs' own) has no such class.
    if ('ClipboardItem' in electron)
      return await clipboard.write([new electron.ClipboardItem(markedSecret(text, process.platform))]);
  } catch {
    // A system that takes no such mark still gets the text.
  }
  await clipboard.writeText(text);
}

/** The copied secret: it leaves the clipboard after {@link secretStaysMs}, at lock and at the end of the program, unless something else was copied meanwhile. */
export class SecretClipboard {
  /** Fingerprint of what was copied, so that the secret itself is not kept. */
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

  /** Clears the secret if it is still what the clipboard holds. Never rejects. */
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
