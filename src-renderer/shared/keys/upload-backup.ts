import { backupPieceBytes } from '@contract/shell.ts';
import type { BackupFile } from '../../bridge/backup-file.ts';

/** What an upload asks of the engine: the contract's `setup.uploadBackup`. */
export type TakePiece = (piece: {
  upload: string | null;
  at: number;
  total: number;
  piece: File;
}) => Promise<{ upload: string }>;

/** The chosen file cannot be read any more, or has another length than when it was chosen. */
export class UnreadableFile extends Error {}

/**
 * Sends a backup to the engine piece by piece, so that nobody holds it whole.
 * @param tell how much has arrived, 0 to 1
 * @returns the upload. Rejects as the engine refuses, or with {@link UnreadableFile}
 */
export async function uploadBackup(file: BackupFile, take: TakePiece, tell: (part: number) => void): Promise<string> {
  let upload: string | null = null;
  for (let at = 0; upload === null || at < file.size; at += backupPieceBytes) {
    const piece = new File([await bytesOf(file, at, Math.min(file.size, at + backupPieceBytes))], 'piece');
    ({ upload } = await take({ upload, at, total: file.size, piece }));
    tell(Math.min(1, (at + piece.size) / file.size));
  }
  return upload;
}

async function bytesOf(file: BackupFile, from: number, to: number): Promise<ArrayBuffer> {
  const bytes = await Promise.resolve(file.slice(from, to))
    .then((piece) => piece.arrayBuffer())
    .catch(() => null);
  if (bytes?.byteLength !== to - from) throw new UnreadableFile();
  return bytes;
}
