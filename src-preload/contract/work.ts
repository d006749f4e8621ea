import { z } from 'zod';
import { idSchema, procedure } from './procedure.ts';

/** A piece of long work (import, backup): goes on when the page is left. */
export const workSchema = z.object({
  work: idSchema,
  title: z.string(),
  done: z.number().int(),
  total: z.number().int().nullable(),
  /** Milliseconds left by the pace so far, or null. */
  leftMs: z.number().int().nullable(),
  state: z.enum(['running', 'finished', 'cancelled', 'failed']),
  /** Chinese message of a failure or a short result. */
  message: z.string().nullable(),
});
export type Work = z.infer<typeof workSchema>;

export const work = {
  list: procedure.staff.route({ method: 'GET', path: '/work', summary: '进行中的工作' }).output(z.array(workSchema)),
  /** Only the window and person whose work it is. Open, because the store cannot be asked who calls while the work writes: the engine knows by itself whose it is. */
  cancel: procedure.open
    .route({ path: '/work/cancel', summary: '取消' })
    .input(z.object({ work: idSchema }))
    .output(z.void()),
};
