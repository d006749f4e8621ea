import { z } from 'zod';
import { procedure } from './procedure.ts';

/** Login modes whose taxpayer ids this desk remembers. A natural person's number is personal: the next user must never see it. */
export const rememberedModeSchema = z.enum(['agency', 'enterprise']);
export type RememberedMode = z.infer<typeof rememberedModeSchema>;

export const rememberedIdSchema = z.object({ taxpayerId: z.string(), name: z.string() });
export type RememberedId = z.infer<typeof rememberedIdSchema>;

/** Taxpayer ids of the last successful logins on this desk (A1), newest first. Never a password. */
export const rememberedIds = {
  list: procedure.open
    .meta({ access: { kind: 'open' }, whileLocked: true })
    .route({ method: 'GET', path: '/remembered-ids/{mode}', summary: '用过的识别号' })
    .input(z.object({ mode: rememberedModeSchema }))
    .output(z.array(rememberedIdSchema)),
  /** Removes one id; returns the remaining ones. */
  forget: procedure.open
    .route({ path: '/remembered-ids/{mode}/forget', summary: '删除用过的识别号' })
    .input(z.object({ mode: rememberedModeSchema, taxpayerId: z.string().min(1).max(20) }))
    .output(z.array(rememberedIdSchema)),
};
