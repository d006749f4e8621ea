import { pieceBytes } from '@contract/shell.ts';
import type { PiecedFile } from '../../bridge/pieced-file.ts';

/** Takes the next piece of an upload, as the contract's `setup.uploadBackup` and `imports.upload` do. */
export type TakePiece = (piece: {
  upload: string | null;
  at: number;
  total: number;
  piece: File;
}) => Promise<{ upload: string }>;

/** The chosen file can no longer be read, or its length changed since it was chosen. */
export class UnreadableFile extends Error {}

/**
 * Sends a file to the engine piece by piece, so that nothing holds the whole file.
 * @param onProgress receives the sent part, 0 to 1
 * @returns the upload. Rejects with the engine's refusal or {@link UnreadableFile}
 */
export async function uploadPieces(
  file: PiecedFile,
  take: TakePiece,
  onProgress?: (part: number) => void,
): Promise<string> {
  let upload: string | null = null;
  for (let at = 0; upload === null || at < file.size; at += pieceBytes) {
    const piece = new File([await bytesOf(file, at, Math.min(file.size, at + pieceBytes))], 'piece');
    ({ upload } = await take({ upload, at, total: file.size, piece }));
    onProgress?.(Math.min(1, (at + piece.size) / file.size));
  }
  return upload;
}

async function bytesOf(file: PiecedFile, from: number, to: number): Promise<ArrayBuffer> {
  const bytes = await Promise.resolve(file.slice(from, to))
    .then((piece) => piece.arrayBuffer())
    .catch(() => null);
  if (bytes?.byteLength !== to - from) throw new UnreadableFile();
  return bytes;
}
