import { z } from 'zod';
import { failingLinks } from './errors.ts';
import { capacitySchema, officeRoleSchema } from './people.ts';
import { daySchema, idSchema, procedure } from './procedure.ts';
import { ruleIdSchema } from './rule-id.ts';

/** One link of the chain of rights on a day: the text when it holds, or why it does not and who can fix it. */
export const explainedLinkSchema = z.object({
  link: z.enum(failingLinks),
  ok: z.boolean(),
  text: z.string(),
  rule: ruleIdSchema.nullable(),
  whoCanMend: z.string().nullable(),
});
export type ExplainedLink = z.infer<typeof explainedLinkSchema>;

/** Whether something could be done; if not, the first link that fails and the reason. */
export const verdictSchema = z.object({
  allowed: z.boolean(),
  link: z.enum(failingLinks).nullable(),
  rule: ruleIdSchema.nullable(),
  reason: z.string().nullable(),
  whoCanMend: z.string().nullable(),
});
export type Verdict = z.infer<typeof verdictSchema>;

export const explainedServiceSchema = verdictSchema.extend({ serviceId: z.string() });
export type ExplainedService = z.infer<typeof explainedServiceSchema>;

const person = z.object({ handlerId: idSchema, name: z.string(), capacity: capacitySchema });

/** One look at the office as another person: which person, which day, and whether they could log in at all. */
export const staffViewSchema = z.object({
  view: idSchema,
  day: daySchema,
  person: person.extend({ officeRole: officeRoleSchema, teamName: z.string().nullable() }),
  chain: z.array(explainedLinkSchema),
  /** Data without a history by day; their present state is used. */
  assumptions: z.array(z.string()),
});
export type StaffView = z.infer<typeof staffViewSchema>;

export const explainedClientSchema = z.object({
  clientId: idSchema,
  name: z.string(),
  taxpayerId: z.string(),
  /** Whether the client could be entered. */ enter: verdictSchema,
  /** Number of services that could be used there, and number of all services. */
  allowed: z.number().int(),
  services: z.number().int(),
});
export type ExplainedClient = z.infer<typeof explainedClientSchema>;

/**
 * 为什么不能办 for another person: what they could do on a day, read-only. A look opens nothing, asks no password and
 * starts no session; every look leaves a record.
 */
export const explain = {
  /** Begins a look at a staff member of the office on a day. */
  staff: procedure.admin
    .route({ path: '/explain/staff', summary: '以他人身份查看' })
    .input(z.object({ handlerId: idSchema, day: daySchema }))
    .output(staffViewSchema),
  clients: procedure.admin
    .route({ path: '/explain/staff/clients', summary: '以他人身份查看：客户' })
    .input(
      z.object({
        view: idSchema,
        query: z.string().max(100).default(''),
        offset: z.number().int().min(0).default(0),
        limit: z.number().int().min(1).max(200).default(50),
      }),
    )
    .output(z.object({ total: z.number().int(), rows: z.array(explainedClientSchema) })),
  services: procedure.admin
    .route({ path: '/explain/staff/services', summary: '以他人身份查看：事项' })
    .input(z.object({ view: idSchema, clientId: idSchema }))
    .output(
      z.object({
        client: explainedClientSchema,
        chain: z.array(explainedLinkSchema),
        services: z.array(explainedServiceSchema),
      }),
    ),
  /** Handlers of the caller's enterprise to look at. */
  handlers: procedure
    .enterprise('staff.maintain')
    .route({ method: 'GET', path: '/explain/handlers', summary: '可查看的办税人员' })
    .output(z.array(person)),
  /** What a handler of the caller's enterprise could do on a day. */
  handler: procedure
    .enterprise('staff.maintain')
    .route({ path: '/explain/handler', summary: '以办税人员身份查看' })
    .input(z.object({ handlerId: idSchema, day: daySchema }))
    .output(
      z.object({
        day: daySchema,
        person,
        chain: z.array(explainedLinkSchema),
        services: z.array(explainedServiceSchema),
        assumptions: z.array(z.string()),
      }),
    ),
};
