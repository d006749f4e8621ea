import { z } from 'zod';
import { addedCapacitySchema, capacitySchema } from './people.ts';
import { idSchema, instantSchema, procedure } from './procedure.ts';
import { ruleIdSchema } from './rule-id.ts';
import { identityDocumentSchema } from './validators/id-document.ts';
import { personNameSchema } from './validators/person-name.ts';
import { readable } from './validators/plain-text.ts';

const revision = z.number().int().positive();
const functionsSchema = z.array(z.string().min(1).max(80)).max(500);

/** Why something cannot be done (为什么不能办); the same refusal that a call would return. */
export const notAllowedSchema = z.object({
  message: z.string(),
  rule: ruleIdSchema,
  whoCanMend: z.string().nullable(),
});
export type NotAllowed = z.infer<typeof notAllowedSchema>;

/** A reset to 111111 after which no new password is set yet (D2, D3). */
export const pendingResetSchema = z.object({
  resetAt: instantSchema,
  /** Until when 111111 is valid for its one login. */
  expiresAt: instantSchema,
  usedAt: instantSchema.nullable(),
  byName: z.string(),
});

/** Somebody on the list of an enterprise's people. */
export const staffPersonSchema = z.object({
  handlerId: idSchema,
  name: z.string(),
  idType: z.string(),
  idNumberMasked: z.string(),
  mobileMasked: z.string().nullable(),
  capacity: capacitySchema,
  state: z.enum(['active', 'pending']),
  /** Why this person cannot log in (A3, B3, E4), or null. */
  cannot: z.string().nullable(),
  role: z.object({ id: idSchema, name: z.string() }).nullable(),
  /** The role's functions that are granted (E5); empty for officers, who hold every function. */
  granted: z.array(z.string()),
  /** Number of functions that the person holds after login. */
  functions: z.number().int(),
  hasPassword: z.boolean(),
  reset: pendingResetSchema.nullable(),
  /** Number of windows in which this person is signed in to this enterprise now. */
  windows: z.number().int(),
  addedAt: instantSchema,
  /** The person who asks. */
  self: z.boolean(),
  revision,
  /** Why staff maintenance may not change this person; null: it may. */
  not: z.object({
    change: notAllowedSchema.nullable(),
    remove: notAllowedSchema.nullable(),
    reset: notAllowedSchema.nullable(),
  }),
});
export type StaffPerson = z.infer<typeof staffPersonSchema>;

/** A role (权限身份) of an enterprise (E2). */
export const staffRoleSchema = z.object({
  id: idSchema,
  name: z.string(),
  description: z.string(),
  functions: z.array(z.string()),
  holders: z.array(z.object({ handlerId: idSchema, name: z.string() })),
  revision,
});
export type StaffRole = z.infer<typeof staffRoleSchema>;

export const staffOverviewSchema = z.object({ people: z.array(staffPersonSchema), roles: z.array(staffRoleSchema) });
export type StaffOverview = z.infer<typeof staffOverviewSchema>;

/** A cell of the matrix. `officer`, `granted`: can use it; `waiting`: holds it, real name not collected; otherwise: lacks it. */
export const cellSchema = z.enum(['officer', 'granted', 'waiting', 'reserved', 'noRole', 'roleLacks', 'notGranted']);
export type StaffCell = z.infer<typeof cellSchema>;

export const staffMatrixSchema = z.object({
  /** Every permission function, in the catalogue's order; the columns of `cells`. */
  functions: z.array(z.string()),
  people: z.array(
    z.object({
      handlerId: idSchema,
      name: z.string(),
      capacity: capacitySchema,
      cannot: z.string().nullable(),
      roleName: z.string().nullable(),
      cells: z.array(cellSchema),
    }),
  ),
});
export type StaffMatrix = z.infer<typeof staffMatrixSchema>;

/** One link of the chain that gives a person a right. */
export const whyStepSchema = z.object({
  link: z.enum(['identity', 'staff', 'scope']),
  title: z.string(),
  ok: z.boolean(),
  text: z.string(),
});
export const whySchema = z.object({
  held: z.boolean(),
  cell: cellSchema,
  /** One sentence with the answer. */
  text: z.string(),
  rule: ruleIdSchema,
  whoCanMend: z.string().nullable(),
  steps: z.array(whyStepSchema),
});
export type StaffWhy = z.infer<typeof whySchema>;

const personNamed = identityDocumentSchema.in
  .extend({ name: z.string().max(200, '内容过长，请只填写姓名') })
  .transform((input, context) => {
    const name = personNameSchema.safeParse(input.name);
    const document = identityDocumentSchema.safeParse(input);
    if (!name.success)
      for (const { message } of name.error.issues) context.addIssue({ code: 'custom', message, path: ['name'] });
    if (!document.success)
      for (const { message, path } of document.error.issues) context.addIssue({ code: 'custom', message, path });
    return name.success && document.success ? { name: name.data, ...document.data } : z.NEVER;
  });

/** The answer to a search (E3): it reveals nothing but what was typed. */
export const searchResultSchema = z.object({
  name: z.string(),
  idType: z.string(),
  idNumber: z.string(),
  found: z.boolean(),
  realName: z.boolean(),
  /** The person of this enterprise who has the number already. */
  bound: z.object({ name: z.string(), capacity: capacitySchema, state: z.enum(['active', 'pending']) }).nullable(),
});
export type SearchResult = z.infer<typeof searchResultSchema>;

export const roleNameSchema = readable(z.string().trim().min(2, '身份名称至少 2 个字').max(20, '身份名称最多 20 个字'));
const roleText = {
  name: roleNameSchema,
  description: z.string().trim().max(100, '身份说明最多 100 个字'),
  functions: functionsSchema,
};
const grant = { roleId: idSchema, functions: functionsSchema };
const maintain = procedure.enterprise('staff.maintain');

/** Staff and role maintenance (企业人员维护, E1 to E7): legal representative and finance officer only. */
export const enterpriseStaff = {
  /** People and roles of the enterprise, with the possible acts for each. */
  overview: maintain
    .route({ method: 'GET', path: '/enterprise-staff', summary: '企业人员与权限身份' })
    .output(staffOverviewSchema),
  /** E3: looks for a person; name, id type and number must all be right. */
  search: maintain
    .route({ path: '/enterprise-staff/search', summary: '查询人员' })
    .input(personNamed)
    .output(searchResultSchema),
  /** E3 to E5: adds a person with role and functions; pending until the real name is collected. */
  add: maintain
    .route({ path: '/enterprise-staff/add', summary: '添加办税人员' })
    .input(z.object({ person: personNamed, capacity: addedCapacitySchema, ...grant }))
    .output(z.object({ handlerId: idSchema, state: z.enum(['active', 'pending']) })),
  /** E6: changes role, functions and capacity of a handler; open sessions get the change at once. */
  changeRights: maintain
    .route({ path: '/enterprise-staff/rights', summary: '权限管理' })
    .input(z.object({ handlerId: idSchema, revision, capacity: addedCapacitySchema, ...grant }))
    .output(z.void()),
  /** E7: ends the binding and every open session of the person. */
  remove: maintain
    .route({ path: '/enterprise-staff/remove', summary: '移除办税人员' })
    .input(z.object({ handlerId: idSchema }))
    .output(z.void()),
  /** E2. */
  addRole: maintain
    .route({ path: '/enterprise-staff/roles/add', summary: '新增权限身份' })
    .input(z.object(roleText))
    .output(z.object({ roleId: idSchema })),
  /** E2, E7: holders lose removed functions at once. They get added functions only with `grantAdded` or by a separate grant. */
  changeRole: maintain
    .route({ path: '/enterprise-staff/roles/change', summary: '修改权限身份' })
    .input(z.object({ roleId: idSchema, revision, ...roleText, grantAdded: z.boolean().default(false) }))
    .output(z.void()),
  /** E2: refused while held, unless a replacement is given; holders keep what both roles have. */
  deleteRole: maintain
    .route({ path: '/enterprise-staff/roles/delete', summary: '删除权限身份' })
    .input(z.object({ roleId: idSchema, revision, replacementId: idSchema.optional() }))
    .output(z.void()),
  /** The matrix of people and permission functions. */
  matrix: maintain
    .route({ method: 'GET', path: '/enterprise-staff/matrix', summary: '权限一览' })
    .output(staffMatrixSchema),
  /** 为什么能（不能）办: every link of the chain for one person and one function. */
  why: maintain
    .route({ method: 'GET', path: '/enterprise-staff/why', summary: '权限说明' })
    .input(z.object({ handlerId: idSchema, functionId: z.string().min(1).max(80) }))
    .output(whySchema),
};
