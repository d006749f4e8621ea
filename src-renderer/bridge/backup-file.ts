import type { PiecedFile } from './pieced-file.ts';

/** A backup file that can be read piece by piece: one that was chosen in the page (a `File` is one), or one that the desktop was opened with. */
export interface BackupFile extends PiecedFile {
  readonly name: string;
}
