import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, test, vi } from 'vitest';
import { checkForUpdates, hasUpdateFeed, type Updater } from '../../../src-main/hosts/shell/updates.ts';
import { dialogAnswers, resetElectron, electronCalls } from './electron-double.ts';

vi.mock('electron', async () => import('./electron-double.ts'));
beforeEach(resetElectron);

function updater(found: Awaited<ReturnType<Updater['checkForUpdates']>> | Error) {
  const done: string[] = [];
  const made: Updater = {
    autoDownload: true,
    autoInstallOnAppQuit: true,
    checkForUpdates: async () => {
      if (found instanceof Error) throw found;
      return found;
    },
    downloadUpdate: async () => {
      done.push('download');
    },
    quitAndInstall: () => {
      done.push('install');
    },
  };
  return { made, done };
}
const newer = { isUpdateAvailable: true, updateInfo: { version: '2.0.0' } };
const said = (): string[] => electronCalls.map((entry) => (entry.with as { message: string }).message);

test('without a feed there is nothing to ask', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'desk-feed-'));
  expect([hasUpdateFeed(undefined), hasUpdateFeed(folder)]).toEqual([false, false]);
  await writeFile(join(folder, 'app-update.yml'), 'provider: generic');
  expect(hasUpdateFeed(folder)).toBe(true);
  await rm(folder, { recursive: true });
});

test('nothing is downloaded or installed by itself', async () => {
  const { made, done } = updater(newer);
  dialogAnswers.push({ response: 1 });
  await checkForUpdates(made);
  expect({ done, autoDownload: made.autoDownload, autoInstallOnAppQuit: made.autoInstallOnAppQuit }).toEqual({
    done: [],
    autoDownload: false,
    autoInstallOnAppQuit: false,
  });
});

test('two times yes downloads and installs', async () => {
  const { made, done } = updater(newer);
  dialogAnswers.push({ response: 0 }, { response: 0 });
  await checkForUpdates(made);
  expect(done).toEqual(['download', 'install']);
});

test('yes to the download only leaves the installing for later', async () => {
  const { made, done } = updater(newer);
  dialogAnswers.push({ response: 0 }, { response: 1 });
  await checkForUpdates(made);
  expect(done).toEqual(['download']);
});

test.each([null, { ...newer, isUpdateAvailable: false }])('no newer version is said', async (found) => {
  await checkForUpdates(updater(found).made);
  expect(said()).toEqual(['已经是最新版本。']);
});

test('a feed that does not answer disturbs nobody', async () => {
  await checkForUpdates(updater(new Error('ENOTFOUND feed')).made);
  expect(said()).toEqual(['没有检查到更新']);
});
