import { describe, expect, it } from 'vitest';
import { pieceBytes, type ShellAnswer, type ShellRequest } from '@contract/shell.ts';
import { allPiecesOf } from '../../../../src-renderer/bridge/pieced-file.ts';
import { saveInPieces } from '../../../../src-renderer/bridge/save-in-pieces.ts';

const size = pieceBytes * 2 + 5;
/** A file of which nobody holds more than a piece; says how much of it was read. */
function engineFile(breaksAt = Infinity) {
  const read: [number, number][] = [];
  const slice = async (from: number, to: number): Promise<Blob> => {
    if (from >= breaksAt) throw new Error('gone');
    read.push([from, to]);
    return new Blob([new Uint8Array(to - from)]);
  };
  return { read, file: { size, slice } };
}
/** The desktop, which answers as told and counts what it got. */
function desktop(begin: ShellAnswer) {
  const asked: (ShellRequest['kind'] | number)[] = [];
  let written = 0;
  const ask = async (request: ShellRequest): Promise<ShellAnswer> => {
    asked.push(request.kind === 'savePiece' ? request.bytes.length : request.kind);
    if (request.kind === 'saveFile') return begin;
    if (request.kind !== 'savePiece') return { result: 'done' };
    written += request.bytes.length;
    return written === size ? { result: 'done' } : { result: 'saving', save: 's' };
  };
  return { asked, ask };
}

describe('a large file is saved', () => {
  it('in pieces of 4 MB, one after the other, the last of which ends it', async () => {
    const { asked, ask } = desktop({ result: 'saving', save: 's' });
    const { file, read } = engineFile();
    expect(await saveInPieces(ask, file, 'a.deskbackup')).toEqual({ result: 'done' });
    expect(asked).toEqual(['saveFile', pieceBytes, pieceBytes, 5]);
    expect(read.every(([from, to]) => to - from <= pieceBytes)).toBe(true);
  });

  it('only where somebody wants it: nothing is read for a dialog that was cancelled', async () => {
    const { asked, ask } = desktop({ result: 'cancelled' });
    const { file, read } = engineFile();
    expect(await saveInPieces(ask, file, 'a.deskbackup')).toEqual({ result: 'cancelled' });
    expect([asked, read]).toEqual([['saveFile'], []]);
  });

  it('whole or not at all: what was begun is dropped when a piece cannot be had', async () => {
    const { asked, ask } = desktop({ result: 'saving', save: 's' });
    await expect(saveInPieces(ask, engineFile(pieceBytes).file, 'a.deskbackup')).rejects.toThrow('gone');
    expect(asked).toEqual(['saveFile', pieceBytes, 'dropSave']);
  });

  it('in a browser as the pieces that the browser keeps', async () => {
    const pieces = await allPiecesOf(engineFile().file);
    expect(pieces.map((piece) => piece.size)).toEqual([pieceBytes, pieceBytes, 5]);
  });
});
