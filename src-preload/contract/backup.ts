import { z } from 'zod';
import { idSchema, instantSchema, procedure } from './procedure.ts';

export const backup = {
  /** Writes an encrypted backup as a piece of long work; the file is in the data folder and can be fetched. */
  create: procedure.admin.route({ path: '/backup', summary: '备份' }).output(z.object({ work: idSchema })),
  list: procedure.admin
    .route({ method: 'GET', path: '/backup', summary: '备份列表' })
    .output(z.array(z.object({ name: z.string(), bytes: z.number().int(), createdAt: instantSchema }))),
  fetch: procedure.admin
    .route({ path: '/backup/fetch', summary: '取出备份文件' })
    .input(z.object({ name: z.string().max(100) }))
    .output(z.object({ file: z.file() })),
};
