import { z } from 'zod';
import { idSchema, procedure } from './procedure.ts';

/** A piece of long work (import, backup): it continues after the user leaves its page. */
export const workSchema = z.object({
  work: idSchema,
  title: z.string(),
  done: z.number().int(),
  total: z.number().int().nullable(),
  /** Estimated milliseconds left, or null. */
  leftMs: z.number().int().nullable(),
  state: z.enum(['running', 'finished', 'cancelled', 'failed']),
  /** Chinese message of a failure or a short result. */
  message: z.string().nullable(),
});
export type Work = z.infer<typeof workSchema>;

export const work = {
  list: procedure.staff.route({ method: 'GET', path: '/work', summary: '进行中的工作' }).output(z.array(workSchema)),
  /** Only for the window and person who own the work. Access is open, because the store cannot be asked while the work writes: the engine itself knows the owner. */
  cancel: procedure.open
    .route({ path: '/work/cancel', summary: '取消' })
    .input(z.object({ work: idSchema }))
    .output(z.void()),
};
