import { randomBytes } from 'node:crypto';
import { mkdir, open, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { InvalidInput, Refusal } from '@contract/errors.ts';
import { refuseWithoutRoom } from '../store/backup/backup.ts';
import { asStoreRefusal } from '../store/sqlite/refusals.ts';

/** `restore-<process>-<upload>.part`; before uploads came in pieces, `restore-<process>.part`. */
const partName = /^restore-(\d+)(?:-[0-9a-f]{32})?\.part$/;

/** The next piece of a backup. */
export interface BackupPiece {
  /** Of which upload; null begins one. */
  upload: string | null;
  /** Bytes that came before it, and bytes of the whole file. */
  at: number;
  total: number;
  bytes: Uint8Array;
}

interface Upload {
  id: string;
  window: string;
  file: string;
  total: number;
  received: number;
}

/**
 * A backup file on its way into the data folder, piece by piece and in order, so that no request holds it whole. There is one at a time, and it belongs to
 * the window that began it. What is there of one that was given up goes when another begins, when the desk closes, and at the next start.
 */
export class BackupUploads {
  #now: Upload | null = null;
  /** One piece after the other, from whatever window. */
  #line: Promise<unknown> = Promise.resolve();

  constructor(private readonly dataDir: string) {}

  /**
   * Takes the next piece.
   * @returns the upload it belongs to
   * @throws Refusal STORE_FULL (told at the first piece, before anything is written, and the file is gone), NOT_FOUND (given up, or another window's),
   * CONFLICT (not the next piece); InvalidInput when it is empty, or longer than the file was said to be
   */
  take(window: string, piece: BackupPiece): Promise<string> {
    return this.#inLine(async () => {
      if (piece.bytes.length === 0 || piece.at + piece.bytes.length > piece.total)
        throw new InvalidInput([{ field: 'piece', message: '备份文件的大小变了，请重新选择文件' }]);
      const upload = piece.upload === null ? await this.#begin(window, piece) : this.#known(window, piece.upload);
      if (piece.at !== upload.received || piece.total !== upload.total) throw outOfOrder();
      try {
        const handle = await open(upload.file, 'a', 0o600);
        try {
          await handle.writeFile(piece.bytes);
        } finally {
          await handle.close();
        }
      } catch (error) {
        await this.#giveUp();
        throw asStoreRefusal(error) ?? error;
      }
      upload.received += piece.bytes.length;
      return upload.id;
    });
  }

  /** Path of an upload that is whole. @throws Refusal NOT_FOUND, CONFLICT */
  whole(window: string, id: string): string {
    const upload = this.#known(window, id);
    if (upload.received !== upload.total) throw outOfOrder();
    return upload.file;
  }

  /** Removes what is there. */
  end(): Promise<void> {
    return this.#inLine(() => this.#giveUp());
  }

  /** Removes what processes left that are gone. To be called at the start. */
  async clearLeft(): Promise<void> {
    for (const name of await readdir(this.dataDir).catch(() => [])) {
      const process = partName.exec(name)?.[1];
      if (process !== undefined && !isAlive(Number(process))) await rm(join(this.dataDir, name), { force: true });
    }
  }

  async #begin(window: string, { at, total }: BackupPiece): Promise<Upload> {
    if (at !== 0) throw outOfOrder();
    await this.#giveUp();
    await this.clearLeft();
    await mkdir(this.dataDir, { recursive: true, mode: 0o700 });
    // The file itself, and the store that is unpacked from it.
    await refuseWithoutRoom(this.dataDir, 2 * total);
    const id = randomBytes(16).toString('hex');
    this.#now = { id, window, file: join(this.dataDir, `restore-${process.pid}-${id}.part`), total, received: 0 };
    return this.#now;
  }

  #known(window: string, id: string): Upload {
    if (this.#now?.id === id && this.#now.window === window) return this.#now;
    throw new Refusal('NOT_FOUND', '这个备份文件没有传完，已被放弃。请再点一次“开始恢复”。', { link: 'state' });
  }

  async #giveUp(): Promise<void> {
    const upload = this.#now;
    this.#now = null;
    if (upload) await rm(upload.file, { force: true });
  }

  #inLine<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#line.then(work);
    this.#line = done.catch(() => undefined);
    return done;
  }
}

function outOfOrder(): Refusal {
  return new Refusal('CONFLICT', '备份文件没有按顺序传完。请再点一次“开始恢复”。', { link: 'state' });
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
