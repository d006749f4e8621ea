import { pieceBytes } from '@contract/shell.ts';

/** What can be read piece by piece: a file, some bytes, or what the engine gives out in pieces. */
export interface PiecedFile {
  /** Bytes. */
  readonly size: number;
  /** The bytes from one place to another. */
  slice(from: number, to: number): Blob | Promise<Blob>;
}

/** A file piece by piece, in order. Rejects as its slices do. */
export async function* piecesOf(file: PiecedFile): AsyncGenerator<Blob> {
  for (let at = 0; at < file.size; at += pieceBytes) yield await file.slice(at, Math.min(file.size, at + pieceBytes));
}

/** All pieces, as the browser keeps them. Rejects as {@link piecesOf}. */
export async function allPiecesOf(file: PiecedFile): Promise<Blob[]> {
  const pieces: Blob[] = [];
  for await (const piece of piecesOf(file)) pieces.push(piece);
  return pieces;
}
