import { access, constants, open, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { dialog, type MessageBoxOptions } from 'electron';
import { Refusal } from '@contract/errors.ts';
import type { ShellAnswer } from '@contract/shell.ts';
import type { Desk } from '../../desk/desk.ts';
import { isBackupFile, type StartArguments } from './start-arguments.ts';
import type { DeskWindows } from './windows.ts';

/** Shows the user a message without a choice. */
async function say(windows: DeskWindows, message: string, detail: string): Promise<void> {
  const options: MessageBoxOptions = {
    type: 'info',
    title: '代理机构工作台',
    message,
    detail,
    buttons: ['知道了'],
    noLink: true,
  };
  const { front } = windows;
  await (front ? dialog.showMessageBox(front.browser, options) : dialog.showMessageBox(options));
}

function unreadable(path: string): ShellAnswer {
  return { result: 'refused', message: `备份文件“${basename(path)}”读不出来。请确认文件还在，并且有读取的权限。` };
}

/** What the program is opened with, at its start or while it runs: a world, a backup file. */
export class Openings {
  #backup: string | null = null;
  #taken: string | null = null;

  constructor(
    private readonly desk: Desk,
    private readonly windows: DeskWindows,
  ) {}

  /** A further start: shows the first start's window, and does there what the new start asked for, if possible. */
  async answer({ world, backup }: Pick<StartArguments, 'world' | 'backup'>): Promise<void> {
    await this.windows.show();
    if (world !== null) await this.#openWorld(world);
    if (backup !== null) await this.openBackup(backup);
  }

  /** Shows the page that restores a backup, with this file chosen; if data are open, says what to do. */
  async openBackup(path: string): Promise<void> {
    if (!isBackupFile(path)) return;
    await this.windows.show();
    const { phase } = await this.desk.status();
    if (phase === 'open' || phase === 'passphrase') {
      await say(
        this.windows,
        '现在不能恢复这个备份',
        '这里已有数据，恢复备份不会覆盖它。\n要查看这个备份，请退出程序，用 --data 指定一个空文件夹启动，再打开备份文件。',
      );
      return;
    }
    this.#backup = path;
    this.windows.command('restore');
  }

  /** The backup file for a page, returned once; the page then reads it piece by piece. */
  async takeBackup(): Promise<ShellAnswer> {
    const path = this.#backup;
    this.#backup = null;
    if (path === null) return { result: 'cancelled' };
    try {
      // Also detects a file that cannot be read, before the user fills in the form.
      await access(path, constants.R_OK);
      this.#taken = path;
      return { result: 'backup', name: basename(path), size: (await stat(path)).size };
    } catch {
      return unreadable(path);
    }
  }

  /** A piece of the backup that was taken last; shorter at its end. */
  async backupPiece(at: number, length: number): Promise<ShellAnswer> {
    const path = this.#taken;
    if (path === null) return { result: 'cancelled' };
    try {
      const handle = await open(path, 'r');
      try {
        const { buffer, bytesRead } = await handle.read(new Uint8Array(length), 0, length, at);
        return { result: 'piece', bytes: buffer.subarray(0, bytesRead) };
      } finally {
        await handle.close();
      }
    } catch {
      return unreadable(path);
    }
  }

  async #openWorld(world: string): Promise<void> {
    const { phase, profile } = await this.desk.status();
    if (profile?.kind === 'training' && profile.world === world) return;
    if (profile?.kind === 'office') {
      await say(
        this.windows,
        '现在打开的是本机构',
        `没有换到演示环境“${world}”。要同时练习，请用 --data 指定另一个文件夹再启动一次，例如 --data 练习 --world ${world}。`,
      );
      return;
    }
    if (profile?.kind === 'training') {
      await say(
        this.windows,
        `现在打开的是“${profile.name}”`,
        `没有换到演示环境“${world}”。请先在“设置 → 关于”中离开当前的演示环境，再重新打开；或用 --data 指定另一个文件夹再启动一次。`,
      );
      return;
    }
    if (phase === 'passphrase') {
      await say(
        this.windows,
        '本机构正等待输入口令',
        `没有换到演示环境“${world}”。要练习，请用 --data 指定另一个文件夹再启动一次。`,
      );
      return;
    }
    try {
      await this.desk.openWorld(world);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      await say(this.windows, '没有打开演示环境', error.message);
    }
  }
}
