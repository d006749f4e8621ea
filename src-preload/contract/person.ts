import { z } from 'zod';
import { refusalDataSchema } from './errors.ts';
import { capacitySchema } from './people.ts';
import { idSchema, instantSchema, procedure, provingPasswordSchema, secretSchema } from './procedure.ts';
import { sessionEndSchema, sessionStateSchema } from './session.ts';
import { trailQuestion, trailRowSchema } from './trail.ts';

/** An enterprise in which the person is a handler (F2). */
export const personEnterpriseSchema = z.object({
  handlerId: idSchema,
  enterpriseId: idSchema,
  name: z.string(),
  taxpayerId: z.string(),
  capacity: capacitySchema,
  since: instantSchema,
  /** Whether this window has entered this enterprise. */
  here: z.boolean(),
  /** Why it cannot be entered (B7, E4 …), with what to do; null: it can. */
  cannot: z.object({ message: z.string(), why: refusalDataSchema }).nullable(),
});
export type PersonEnterprise = z.infer<typeof personEnterpriseSchema>;

export const personHomeSchema = z.object({
  person: z.object({
    name: z.string(),
    /** Chinese name of the document type. */
    idTypeName: z.string(),
    idNumberMasked: z.string(),
    /** The present real-name record (I); null: not collected. */
    realName: z.object({ mobileMasked: z.string(), at: instantSchema, attested: z.boolean() }).nullable(),
    /** The mobile from the registration, if no real-name record has another. */
    registeredMobileMasked: z.string().nullable(),
    registeredAt: instantSchema,
  }),
  enterprises: z.array(personEnterpriseSchema),
  /** The enterprise session of this window that ended by itself, with the reason. */
  putOut: z.object({ enterprise: z.string(), end: sessionEndSchema }).nullable(),
});
export type PersonHome = z.infer<typeof personHomeSchema>;

/** The bureau as a natural person sees it (F2). */
export const person = {
  /** The person, and every enterprise in which they are a handler. */
  home: procedure.person.route({ method: 'GET', path: '/person/home', summary: '个人首页' }).output(personHomeSchema),
  /** F2: starts this window's enterprise session without another login; the enterprise entered before is left. */
  enter: procedure.person
    .route({ path: '/person/enter', summary: '进入企业' })
    .input(z.object({ handlerId: idSchema }))
    .output(sessionStateSchema),
  /** F2: leaves the enterprise and returns to the home page. */
  leave: procedure.person.route({ path: '/person/leave', summary: '返回个人首页' }).output(sessionStateSchema),
  /** J4: acts on the person's own account, and acts by this person or in their name in enterprises they may enter, newest first. `clientId`: one such enterprise, or the person's own id. */
  trail: procedure.person
    .route({ path: '/person/trail', summary: '个人操作记录' })
    .input(z.object({ clientId: idSchema.optional(), ...trailQuestion }))
    .output(z.object({ rows: z.array(trailRowSchema), more: z.boolean() })),
  /** B6: changes the person's own password with the old one; the person's other sessions end. */
  setPassword: procedure.person
    .route({ path: '/person/password', summary: '修改自然人密码' })
    .input(z.object({ oldPassword: provingPasswordSchema, newPassword: secretSchema }))
    .output(sessionStateSchema),
};
