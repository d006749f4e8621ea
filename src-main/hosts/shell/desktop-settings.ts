import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { z } from 'zod';
import type { DesktopSettings, DesktopSettingsChange } from '@contract/shell.ts';

export const desktopSettingsSchema = z.object({
  hideSecretsFromCapture: z.boolean(),
  closeToTray: z.boolean().nullable(),
}) satisfies z.ZodType<DesktopSettings>;
const usual: DesktopSettings = { hideSecretsFromCapture: true, closeToTray: null };

const changed = (
  before: DesktopSettings,
  { hideSecretsFromCapture = before.hideSecretsFromCapture, closeToTray = before.closeToTray }: DesktopSettingsChange,
): DesktopSettings => ({ hideSecretsFromCapture, closeToTray });

/** Settings of the desktop on this machine, in a file beside the window state. */
export class DesktopSettingsFile {
  #now: DesktopSettings;
  readonly #listeners: ((settings: DesktopSettings) => void)[] = [];

  /** @param file a missing or damaged file means the default settings */
  constructor(private readonly file: string) {
    this.#now = usual;
    try {
      this.#now = changed(usual, desktopSettingsSchema.partial().parse(JSON.parse(readFileSync(file, 'utf8'))));
    } catch {
      // First start, or somebody truncated the file.
    }
  }

  get now(): DesktopSettings {
    return this.#now;
  }

  /** Changes and saves settings. @throws the file system's error; the settings then apply until the program ends */
  change(change: DesktopSettingsChange): void {
    this.#now = changed(this.#now, change);
    for (const listener of this.#listeners) listener(this.#now);
    writeFileSync(`${this.file}.new`, JSON.stringify(this.#now), { mode: 0o600 });
    renameSync(`${this.file}.new`, this.file);
  }

  onChange(listener: (settings: DesktopSettings) => void): void {
    this.#listeners.push(listener);
  }
}
