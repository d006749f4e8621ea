import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import type { ShellRequest } from '@contract/shell.ts';
import type { Desk } from '../../../src-main/desk/desk.ts';
import { Openings } from '../../../src-main/hosts/shell/second-start.ts';
import type { DeskWindows } from '../../../src-main/hosts/shell/windows.ts';
import { shellPlatform } from '../../../src-renderer/bridge/platform.ts';

// The page's platform looks at its window when it is loaded.
vi.hoisted(() => vi.stubGlobal('window', { deskShell: {} }));
vi.mock('electron', async () => import('./electron-double.ts'));

/** A program that was opened with a backup, and the page's end of it. */
async function opened(content: string) {
  const folder = await mkdtemp(join(tmpdir(), 'desk-opened-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const path = join(folder, '一号.deskbackup');
  await writeFile(path, content);
  const desk = { status: async () => ({ phase: 'setup' }) } as unknown as Desk;
  const openings = new Openings(desk, { show: async () => {}, command: () => {} } as unknown as DeskWindows);
  await openings.openBackup(path);
  const page = shellPlatform({
    requestPort: () => {},
    onCommand: () => () => {},
    request: async (request: ShellRequest) =>
      request.kind === 'backupPiece'
        ? openings.backupPiece(request.at, request.length)
        : request.kind === 'openedBackup'
          ? openings.takeBackup()
          : { result: 'done' },
  });
  return { path, page };
}

test('the backup that the program was opened with reaches the page piece by piece, once', async () => {
  const { page } = await opened('abcdefghij');
  const file = await page.openedBackup();
  expect(file).toMatchObject({ name: '一号.deskbackup', size: 10 });
  expect(await (await file?.slice(0, 4))?.text()).toBe('abcd');
  expect(await (await file?.slice(8, 10))?.text()).toBe('ij');
  expect(await page.openedBackup()).toBeNull();
});

test('one that is gone meanwhile is told by its name', async () => {
  const { path, page } = await opened('abcdefghij');
  const file = await page.openedBackup();
  await rm(path);
  await expect(Promise.resolve(file?.slice(0, 4))).rejects.toThrow('备份文件“一号.deskbackup”读不出来');
});
