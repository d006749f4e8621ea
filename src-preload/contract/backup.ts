import { z } from 'zod';
import { idSchema, instantSchema, procedure } from './procedure.ts';

export const backup = {
  /** Writes an encrypted backup as long work; the file is in the data folder and can be downloaded. */
  create: procedure.admin.route({ path: '/backup', summary: '备份' }).output(z.object({ work: idSchema })),
  list: procedure.admin
    .route({ method: 'GET', path: '/backup', summary: '备份列表' })
    .output(z.array(z.object({ name: z.string(), bytes: z.number().int(), createdAt: instantSchema }))),
  /** A piece of a backup that `list` names, from an offset in bytes: at most 4 MB, less at the end of the file. */
  fetch: procedure.admin
    .route({ path: '/backup/fetch', summary: '取出备份文件的一段' })
    .input(z.object({ name: z.string().max(100), at: z.number().int().min(0) }))
    .output(z.object({ piece: z.file() })),
};
