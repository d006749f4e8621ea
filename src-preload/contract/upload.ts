import { z } from 'zod';
import { pieceBytes } from './shell.ts';

/** An upload: a file that arrives in pieces. */
export const uploadSchema = z.string().regex(/^[0-9a-f]{32}$/, '上传编号有误');

/** The next piece of a file. */
export const uploadPieceSchema = z.object({
  /** Null begins an upload. */
  upload: uploadSchema.nullable(),
  /** Number of bytes before this piece, and size of the whole file in bytes. */
  at: z.number().int().min(0),
  total: z.number().int().min(1),
  piece: z.file().max(pieceBytes, '一段不能超过 4 MB'),
});

export const takenPieceSchema = z.object({ upload: uploadSchema });
