import { mkdir, open, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { UploadRoom, type UploadPiece, type UploadPlace } from '../office/uploads/upload-room.ts';
import { refuseWithoutRoom } from '../store/backup/backup.ts';

/** `restore-<process>-<upload>.part`; before uploads came in pieces, `restore-<process>.part`. */
const partName = /^restore-(\d+)(?:-[0-9a-f]{32})?\.part$/;
/** Milliseconds after which an upload is given up of which nothing was heard; a recovery key may have to be fetched from a safe. */
const waits = 60 * 60_000;

/** Pieces of a backup lie on the disk as they come: it is encrypted. */
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

/** A backup file on its way into the data folder: one at a time, of the window that began it. What a process that is gone left of one goes at the next start. */
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

  /** Takes the next piece. @returns the upload. @throws as UploadRoom.take; Refusal STORE_FULL, told at the first piece before anything is written */
  take(window: string, piece: UploadPiece): Promise<string> {
    return this.#room.take(window, piece);
  }

  /** Path of an upload that is whole. @throws Refusal NOT_FOUND, CONFLICT */
  whole(window: string, id: string): string {
    return this.#room.whole(window, id).file;
  }

  /** Removes what is there. */
  end(): Promise<void> {
    return this.#room.end();
  }

  /** Removes what processes left that are gone. To be called at the start. */
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

/** Whether a process of this number runs, but for this one: what a process of the same number left before is nobody's now. */
function isAlive(pid: number): boolean {
  if (pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
