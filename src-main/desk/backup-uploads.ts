import { mkdir, open, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { UploadRoom, type UploadPiece, type UploadPlace } from '../office/uploads/upload-room.ts';
import { refuseWithoutRoom } from '../store/backup/backup.ts';

/** `restore-<process>-<upload>.part`; versions without pieces used `restore-<process>.part`. */
const partName = /^restore-(\d+)(?:-[0-9a-f]{32})?\.part$/;
/** Milliseconds without a piece after which an upload is dropped; the user may have to fetch the recovery key from a safe. */
const waits = 60 * 60_000;

/** Pieces of a backup are stored as they arrive: a backup is encrypted. */
class PartFile implements UploadPlace {
  constructor(readonly file: string) {}

  async append(bytes: Uint8Array): Promise<void> {
    const handle = await open(this.file, 'a', 0o600);
    try {
      await handle.writeFile(bytes);
    } finally {
      await handle.close();
    }
  }

  drop(): Promise<void> {
    return rm(this.file, { force: true });
  }
}

/** A backup file on its way into the data folder: one at a time, of the window that began it. The next start removes the rest of a dead process. */
export class BackupUploads {
  readonly #room: UploadRoom<PartFile>;

  constructor(private readonly dataDir: string) {
    this.#room = new UploadRoom({
      begin: (id, total) => this.#begin(id, total),
      each: 'room',
      longest: Number.MAX_SAFE_INTEGER,
      together: Number.MAX_SAFE_INTEGER,
      waits,
      words: {
        gone: '这个备份文件没有传完，已被放弃。请再点一次“开始恢复”。',
        changed: '备份文件的大小变了，请重新选择文件',
        outOfOrder: '备份文件没有按顺序传完。请再点一次“开始恢复”。',
        tooLong: '备份文件过大',
        full: '正在接收另一个备份文件，请稍后再试。',
      },
    });
  }

  /** Takes the next piece. @returns the upload. @throws as UploadRoom.take; Refusal STORE_FULL at the first piece, before anything is written */
  take(window: string, piece: UploadPiece): Promise<string> {
    return this.#room.take(window, piece);
  }

  /** Path of a complete upload. @throws Refusal NOT_FOUND, CONFLICT */
  whole(window: string, id: string): string {
    return this.#room.whole(window, id).file;
  }

  /** Removes the present upload. */
  end(): Promise<void> {
    return this.#room.end();
  }

  /** Removes files of processes that ended. Called at the start. */
  async clearLeft(): Promise<void> {
    for (const name of await readdir(this.dataDir).catch(() => [])) {
      const process = partName.exec(name)?.[1];
      if (process !== undefined && !isAlive(Number(process))) await rm(join(this.dataDir, name), { force: true });
    }
  }

  async #begin(id: string, total: number): Promise<PartFile> {
    await this.clearLeft();
    await mkdir(this.dataDir, { recursive: true, mode: 0o700 });
    // The file itself, and the store that is unpacked from it.
    await refuseWithoutRoom(this.dataDir, 2 * total);
    return new PartFile(join(this.dataDir, `restore-${process.pid}-${id}.part`));
  }
}

/** Whether another process with this number runs. Files with this process's own number are from an earlier process that had it. */
function isAlive(pid: number): boolean {
  if (pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
