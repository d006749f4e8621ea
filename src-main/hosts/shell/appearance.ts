import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { app, nativeTheme } from 'electron';
import { z } from 'zod';

/** The page's choice: `auto` follows the system. */
export const themeSchema = z.enum(['light', 'dark', 'auto']);
export type Theme = z.infer<typeof themeSchema>;

const savedSchema = z.object({ theme: themeSchema });
/** Background of a page before it is drawn; the same as `--ground-page` of the styles. */
const grounds = { light: '#f5f7f7', dark: '#13181a' } as const;

const file = (): string => join(app.getPath('userData'), 'appearance.json');

/** Applies the last chosen theme, so that windows, dialogs and the first frame of every page have it. Without a choice: the system's. */
export function takeTheme(): void {
  nativeTheme.themeSource = source(savedTheme());
}

/** Called when the user chooses a theme on a page. If saving fails, the next start shows a flash, nothing worse. */
export function keepTheme(theme: Theme): void {
  nativeTheme.themeSource = source(theme);
  if (savedTheme() === theme) return;
  try {
    writeFileSync(`${file()}.new`, JSON.stringify({ theme }));
    renameSync(`${file()}.new`, file());
  } catch {
    return;
  }
}

/** Background of a window until its page is drawn. */
export const groundColour = (): string => grounds[nativeTheme.shouldUseDarkColors ? 'dark' : 'light'];

function savedTheme(): Theme {
  try {
    return savedSchema.parse(JSON.parse(readFileSync(file(), 'utf8'))).theme;
  } catch {
    return 'auto';
  }
}

function source(theme: Theme): Electron.NativeTheme['themeSource'] {
  return theme === 'auto' ? 'system' : theme;
}
