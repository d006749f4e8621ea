import { importLimits } from '@contract/imports.ts';
import { UploadRoom, type UploadPlace } from '../uploads/upload-room.ts';

/** Pieces of a sheet lie in memory and nowhere else: it holds passwords. */
export class SheetInMemory implements UploadPlace {
  #pieces: Uint8Array[] = [];

  append(bytes: Uint8Array): void {
    this.#pieces.push(bytes);
  }

  /** All of it, in an array of its own; nothing stays here. */
  take(): Uint8Array<ArrayBuffer> {
    const whole = new Uint8Array(this.#pieces.reduce((sum, piece) => sum + piece.length, 0));
    let at = 0;
    for (const piece of this.#pieces) {
      whole.set(piece, at);
      at += piece.length;
    }
    this.drop();
    return whole;
  }

  drop(): void {
    for (const piece of this.#pieces) piece.fill(0);
    this.#pieces = [];
  }
}

/** Sheets on their way into memory, one a session. */
export const importUploads = (waits = 5 * 60_000): UploadRoom<SheetInMemory> =>
  new UploadRoom({
    begin: () => new SheetInMemory(),
    each: 'owner',
    longest: importLimits.bytes,
    together: importLimits.together,
    waits,
    words: {
      gone: '表格没有传完，已被放弃。请重新读取。',
      changed: '表格的大小变了，请重新选择文件。',
      outOfOrder: '表格没有按顺序传完。请重新读取。',
      tooLong: '表格过大，请删去不用的内容，或分成几个文件后再导入',
      full: '别的窗口正在读取很大的表格，请稍后再试。',
    },
  });
