import { randomUUID } from 'node:crypto';
import { open, rename, rm, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { app, dialog } from 'electron';
import type { ShellAnswer } from '@contract/shell.ts';
import { safeFileName } from './file-name.ts';
import type { DeskWindow } from './windows.ts';

interface Save {
  id: string;
  handle: FileHandle;
  partial: string;
  target: string;
  size: number;
  written: number;
}

const refused = (message: string): ShellAnswer => ({ result: 'refused', message });

/**
 * Files being saved where the user chose, one per window, piece by piece: no process holds a whole file. Each is
 * written beside its place and renamed when it is complete, so that a full disk leaves the former file.
 */
export class Saving {
  readonly #saves = new Map<string, Save>();
  readonly #heard = new WeakSet<DeskWindow['browser']>();

  /** Asks the user for a place. @param size of the file in bytes. @returns `saving` with the id for its pieces; `done` at once for an empty file */
  async begin(window: DeskWindow, name: string, size: number): Promise<ShellAnswer> {
    const safe = safeFileName(name);
    if (safe === null) return refused('这种文件不能从这里保存。');
    const { canceled, filePath } = await dialog.showSaveDialog(window.browser, {
      title: '保存文件',
      buttonLabel: '保存',
      defaultPath: join(app.getPath('downloads'), safe),
      properties: ['createDirectory', 'showOverwriteConfirmation'],
    });
    if (canceled || filePath === '') return { result: 'cancelled' };
    await this.giveUp(window);
    if (!this.#heard.has(window.browser)) {
      this.#heard.add(window.browser);
      window.browser.on('closed', () => void this.giveUp(window));
    }
    const partial = `${filePath}.part`;
    try {
      const save = { id: randomUUID(), handle: await open(partial, 'w'), partial, target: filePath, size, written: 0 };
      this.#saves.set(window.key, save);
      return size === 0 ? await this.#finish(window, save) : { result: 'saving', save: save.id };
    } catch (error) {
      return this.#failed(window, error);
    }
  }

  /** Writes the next piece. @returns `saving`, or `done` after the last one */
  async piece(window: DeskWindow, id: string, bytes: Uint8Array): Promise<ShellAnswer> {
    const save = this.#saves.get(window.key);
    if (save?.id !== id || bytes.length === 0 || save.written + bytes.length > save.size) {
      await this.giveUp(window);
      return refused('文件没有保存。请再试一次。');
    }
    try {
      await save.handle.writeFile(bytes);
      save.written += bytes.length;
      return save.written === save.size ? await this.#finish(window, save) : { result: 'saving', save: id };
    } catch (error) {
      return this.#failed(window, error);
    }
  }

  /** Deletes what a window has begun. */
  async giveUp(window: DeskWindow): Promise<void> {
    const save = this.#saves.get(window.key);
    if (!save) return;
    this.#saves.delete(window.key);
    await save.handle.close().catch(() => undefined);
    await rm(save.partial, { force: true }).catch(() => undefined);
  }

  async #finish(window: DeskWindow, save: Save): Promise<ShellAnswer> {
    await save.handle.close();
    await rename(save.partial, save.target);
    this.#saves.delete(window.key);
    return { result: 'done' };
  }

  async #failed(window: DeskWindow, error: unknown): Promise<ShellAnswer> {
    await this.giveUp(window);
    const code = error instanceof Error && 'code' in error ? error.code : '';
    if (code === 'ENOSPC') return refused('磁盘空间不足，文件没有保存。请清理磁盘或换一个位置。');
    if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS')
      return refused('没有权限写入这个位置，文件没有保存。请换一个文件夹。');
    if (code === 'EBUSY') return refused('这个文件正被别的程序使用，没有保存。请关闭它或换一个文件名。');
    return refused('文件没有保存。请换一个位置再试。');
  }
}
