import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach } from 'vitest';
import { createDesk } from '../../../src-main/desk/create-desk.ts';
import type { Desk } from '../../../src-main/desk/desk.ts';
import { Ending } from '../../../src-main/hosts/shell/ending.ts';
import { hardenApplication } from '../../../src-main/hosts/shell/hardening.ts';
import { runShell, type ShellOptions } from '../../../src-main/hosts/shell/shell.ts';
import { BrowserWindow, resetElectron, electronCalls } from './electron-double.ts';

export let rendererFolder = '';
export let folder: string;
export let desk: Desk;
/** What a second start of the program calls. */
export let startAgain: Parameters<ShellOptions['openings']>[0];
export function startsAgainBy(answer: typeof startAgain): void {
  startAgain = answer;
}
export const logged: string[] = [];
export const whats = (): string[] => electronCalls.map(({ what }) => what);
export const last = (what: string): unknown => electronCalls.findLast((entry) => entry.what === what)?.with;
export const front = (): BrowserWindow => BrowserWindow.open[0]!;

beforeEach(async () => {
  resetElectron();
  logged.length = 0;
  folder = await mkdtemp(join(tmpdir(), 'desk-shell-'));
  rendererFolder = folder;
  await writeFile(join(folder, 'index.html'), '<!doctype html><title>代理机构工作台</title>');
  desk = await createDesk({ dataDir: folder, world: null, host: 'electron', version: '9.9.9' });
  hardenApplication();
  const log = (text: string): void => {
    logged.push(text);
  };
  const ending = new Ending(log, 50);
  ending.closes(() => desk.close());
  await runShell(desk, {
    version: '9.9.9',
    preload: join(folder, 'preload.cjs'),
    icons: folder,
    log,
    ending,
    openings: (answer) => {
      startsAgainBy(answer);
    },
  });
});
afterEach(async () => {
  await rm(folder, { recursive: true });
});

/** An event of Electron that can be prevented. */
export const preventable = (more: object = {}) => {
  const event = {
    prevented: false,
    preventDefault: () => {
      event.prevented = true;
    },
    ...more,
  };
  return event;
};
