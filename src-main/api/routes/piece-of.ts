import type { UploadPiece } from '../../office/uploads/upload-room.ts';

/** A piece of a file from a call. */
export const pieceOf = async ({
  piece,
  ...rest
}: Omit<UploadPiece, 'bytes'> & { piece: File }): Promise<UploadPiece> => ({
  ...rest,
  bytes: new Uint8Array(await piece.arrayBuffer()),
});
