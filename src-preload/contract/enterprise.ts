import { z } from 'zod';
import { capacitySchema } from './people.ts';
import { idSchema, procedure, provingPasswordSchema, secretSchema } from './procedure.ts';
import { ruleIdSchema } from './rule-id.ts';
import { sessionStateSchema } from './session.ts';
import { trailQuestion, trailRowSchema } from './trail.ts';

/** A service of the bureau for this session: allowed, or with the reason why not and who can mend it. */
export const enterpriseServiceSchema = z.object({
  serviceId: z.string(),
  allowed: z.boolean(),
  rule: ruleIdSchema.nullable(),
  reason: z.string().nullable(),
  whoCanMend: z.string().nullable(),
});
export type EnterpriseService = z.infer<typeof enterpriseServiceSchema>;

export const enterpriseHomeSchema = z.object({
  enterprise: z.object({
    id: idSchema,
    name: z.string(),
    taxpayerId: z.string(),
    kind: z.enum(['general', 'smallScale']),
    address: z.string(),
  }),
  /** Null in a social-insurance session, which has no person (B8). */
  person: z.object({ name: z.string(), capacity: capacitySchema }).nullable(),
  services: z.array(enterpriseServiceSchema),
});
export type EnterpriseHome = z.infer<typeof enterpriseHomeSchema>;

/** The bureau as an enterprise sees it (A4). */
export const enterprise = {
  /** The person, the enterprise, the capacity, and every service by the person's permission functions. */
  home: procedure
    .enterprise()
    .route({ method: 'GET', path: '/enterprise/home', summary: '企业首页' })
    .output(enterpriseHomeSchema),
  /** B5, B6: the person's first personal password in this enterprise, or a change with the old one. */
  setPersonalPassword: procedure
    .enterprise()
    .route({ path: '/enterprise/personal-password', summary: '设置个人密码' })
    .input(z.object({ oldPassword: provingPasswordSchema.optional(), newPassword: secretSchema }))
    .output(sessionStateSchema),
  /** D2, D4: resets a handler's lost personal password to 111111. */
  resetPersonalPassword: procedure
    .enterprise('staff.maintain')
    .route({ path: '/enterprise/reset-password', summary: '重置办税人密码' })
    .input(z.object({ handlerId: idSchema }))
    .output(z.object({ expiresAt: z.iso.datetime() })),
  /** J4: acts and refusals for this enterprise, newest first; a handler sees only their own acts (`everybody` false). */
  trail: procedure
    .enterprise()
    .route({ path: '/enterprise/trail', summary: '企业办理轨迹' })
    .input(z.object(trailQuestion))
    .output(z.object({ rows: z.array(trailRowSchema), more: z.boolean(), everybody: z.boolean() })),
};
