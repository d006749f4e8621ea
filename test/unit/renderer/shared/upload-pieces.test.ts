import { describe, expect, it } from 'vitest';
import { pieceBytes } from '../../../../src-preload/contract/shell.ts';
import { UnreadableFile, uploadPieces, type TakePiece } from '../../../../src-renderer/shared/calls/upload-pieces.ts';

function engine() {
  const sent: { upload: string | null; at: number; total: number; size: number }[] = [];
  const take: TakePiece = async ({ upload, at, total, piece }) => {
    sent.push({ upload, at, total, size: piece.size });
    return { upload: 'u' };
  };
  return { sent, take };
}

describe('a file on its way to the engine', () => {
  it('goes in pieces of 4 MB, in order, the first without an upload', async () => {
    const { sent, take } = engine();
    const progress: number[] = [];
    const file = new File([new Uint8Array(pieceBytes * 2 + 5)], 'a.deskbackup');
    expect(await uploadPieces(file, take, (part) => progress.push(part))).toBe('u');
    const total = file.size;
    expect(sent).toEqual([
      { upload: null, at: 0, total, size: pieceBytes },
      { upload: 'u', at: pieceBytes, total, size: pieceBytes },
      { upload: 'u', at: pieceBytes * 2, total, size: 5 },
    ]);
    expect(progress.at(-1)).toBe(1);
    expect(progress).toEqual(progress.toSorted((a, b) => a - b));
  });

  it.each([
    ['that is gone', async () => Promise.reject(new Error('gone'))],
    ['that became shorter', async () => new Blob(['ab'])],
  ])('a file %s is told as such, and nothing of it is sent', async (_what, slice) => {
    const { sent, take } = engine();
    await expect(uploadPieces({ size: 10, slice }, take, () => {})).rejects.toBeInstanceOf(UnreadableFile);
    expect(sent).toEqual([]);
  });
});
