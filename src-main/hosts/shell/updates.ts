import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { dialog } from 'electron';

/** The used part of electron-updater; the package is loaded only if there is a feed. */
export interface Updater {
  autoDownload: boolean;
  autoInstallOnAppQuit: boolean;
  checkForUpdates(): Promise<{ isUpdateAvailable: boolean; updateInfo: { version: string } } | null>;
  downloadUpdate(): Promise<unknown>;
  quitAndInstall(): void;
}

/** Whether the build has a feed: only then electron-builder writes this file. Without it the program never checks for updates. */
export function hasUpdateFeed(resources: string | undefined): boolean {
  return resources !== undefined && existsSync(join(resources, 'app-update.yml'));
}

/** Loads the real updater. */
export async function loadUpdater(): Promise<Updater> {
  const { default: updater } = await import('electron-updater');
  return updater.autoUpdater;
}

/** Checks for a new version at the user's request; downloads and installs only after the user confirms each. */
export async function checkForUpdates(updater: Updater): Promise<void> {
  updater.autoDownload = false;
  updater.autoInstallOnAppQuit = false;
  const say = (message: string, detail = ''): Promise<unknown> =>
    dialog.showMessageBox({ type: 'info', title: '检查更新', message, detail, buttons: ['知道了'], noLink: true });
  const ask = async (message: string, detail: string, yes: string): Promise<boolean> =>
    (
      await dialog.showMessageBox({
        type: 'question',
        title: '检查更新',
        message,
        detail,
        buttons: [yes, '以后再说'],
        defaultId: 0,
        cancelId: 1,
        noLink: true,
      })
    ).response === 0;
  try {
    const found = await updater.checkForUpdates();
    if (!found?.isUpdateAvailable) {
      await say('已经是最新版本。');
      return;
    }
    if (!(await ask(`有新版本 ${found.updateInfo.version}`, '下载期间可以继续工作。', '下载'))) return;
    await updater.downloadUpdate();
    if (await ask('新版本已经下载好', '安装需要重新启动程序，打开的客户会话会结束。', '重新启动并安装'))
      updater.quitAndInstall();
  } catch {
    await say('没有检查到更新', '更新服务器没有回答。请检查网络后再试；不影响现在的工作。');
  }
}
