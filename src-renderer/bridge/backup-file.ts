/** A backup file that can be read piece by piece: one that was chosen in the page (a `File` is one), or one that the desktop was opened with. */
export interface BackupFile {
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  /** The bytes from one place to another. Rejects with a Chinese message when they cannot be read. */
  slice(from: number, to: number): Blob | Promise<Blob>;
}
