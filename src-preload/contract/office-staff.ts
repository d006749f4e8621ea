import { z } from 'zod';
import { addedCapacitySchema, officeRoleSchema, staffMemberSchema } from './people.ts';
import { idSchema, instantSchema, procedure } from './procedure.ts';
import { ruleIdSchema } from './rule-id.ts';
import { notAllowedSchema } from './enterprise-staff.ts';
import { idTypeSchema } from './validators/id-document.ts';
import { mobileSchema } from './validators/mobile.ts';
import { personNameSchema } from './validators/person-name.ts';
import { plainText, readable } from './validators/plain-text.ts';

/** Why something cannot be done with a member; the same refusal that a call would return. */
export const memberNotSchema = notAllowedSchema.extend({ rule: ruleIdSchema.nullable() });
export type MemberNot = z.infer<typeof memberNotSchema>;

/** A member of the office (ADR-0020): a handler of the agency, with a position in the office. */
export const officeMemberSchema = staffMemberSchema.extend({
  officeRole: officeRoleSchema,
  team: z.object({ teamId: idSchema, name: z.string() }).nullable(),
  /** `138****8000`, or null without a real-name record. */
  mobileMasked: z.string().nullable(),
  /** A3, E4: `missing` and `differs` (another name than the registered one) cannot log in; `pending`: added, and waits for the collection. */
  realName: z.enum(['collected', 'attested', 'pending', 'missing', 'differs']),
  /** `reset`: the person must choose a new one (D3); `code`: a one-time code or 111111 is valid until `resetUntil`; neither: not set yet (B5). */
  password: z.enum(['set', 'none', 'reset']),
  resetUntil: instantSchema.nullable(),
  /** When the present 动态口令 was set up (office profile); null: none. A reset or a new attestation voids it. */
  authenticatorSince: instantSchema.nullable(),
  /** ADR-0015: `waiting` has a key pair and no grant, `none` has not logged in with a password yet. */
  vault: z.enum(['granted', 'waiting', 'none']),
  /** Number of assigned clients (H5); admins see all clients anyway. */
  clients: z.number().int(),
  lastLoginAt: instantSchema.nullable(),
  /** Signed in now, in some window. */
  present: z.boolean(),
  /** The member who asks. */
  self: z.boolean(),
  /** Why the caller cannot reset this password (D2, D4), or null. */
  cannotReset: memberNotSchema.nullable(),
  /** Why the caller cannot remove this member (E7, last admin), or null. */
  cannotRemove: memberNotSchema.nullable(),
});
export type OfficeMember = z.infer<typeof officeMemberSchema>;

export const officeTeamSchema = z.object({ teamId: idSchema, name: z.string(), members: z.number().int() });
export type OfficeTeam = z.infer<typeof officeTeamSchema>;

export const officeStaffSchema = z.object({
  members: z.array(officeMemberSchema),
  teams: z.array(officeTeamSchema),
  /** Here an admin adds members by identity card (A3); otherwise staff maintenance does. */
  attests: z.boolean(),
  /** A member left while nobody had the vault open: the next member who opens it changes the key. */
  rotationDue: z.boolean(),
});
export type OfficeStaff = z.infer<typeof officeStaffSchema>;

/** How a member gets to choose a password: a one-time code, shown only once, or 111111 together with the SMS code (D3). */
export const passwordTicketSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('ticket'), ticket: z.string(), expiresAt: instantSchema }),
  z.object({ kind: z.literal('resetPassword'), expiresAt: instantSchema }),
]);
export type PasswordTicket = z.infer<typeof passwordTicketSchema>;

const teamName = readable(z.string().trim().min(1, '请输入小组名称').max(20, '小组名称最多20个字'));
const position = { officeRole: officeRoleSchema, teamId: idSchema.nullable() };

/** People of the office, for its admins. */
export const officeStaff = {
  list: procedure.admin.route({ method: 'GET', path: '/office-staff', summary: '人员列表' }).output(officeStaffSchema),
  addTeam: procedure.admin
    .route({ path: '/office-staff/teams', summary: '新建小组' })
    .input(z.object({ name: teamName }))
    .output(z.object({ teamId: idSchema })),
  renameTeam: procedure.admin
    .route({ path: '/office-staff/teams/{teamId}', summary: '小组改名' })
    .input(z.object({ teamId: idSchema, name: teamName }))
    .output(z.void()),
  /** Refused unless the team has no members. */
  deleteTeam: procedure.admin
    .route({ path: '/office-staff/teams/{teamId}/delete', summary: '删除小组' })
    .input(z.object({ teamId: idSchema }))
    .output(z.void()),
  /** H5: changes position and team; open client sessions outside the new scope end. */
  setPart: procedure.admin
    .route({ path: '/office-staff/{handlerId}/part', summary: '调整岗位和小组' })
    .input(z.object({ handlerId: idSchema, ...position }))
    .output(z.void()),
  /** A3, office profile: an admin has checked the identity card and binds the person to the agency. Returns the code for the first login (B5). */
  add: procedure.admin
    .route({ path: '/office-staff', summary: '登记人员' })
    .input(
      z.object({
        name: personNameSchema,
        capacity: addedCapacitySchema,
        idType: idTypeSchema,
        idNumber: z.string().trim().min(4, '请输入证件号码').max(40),
        mobile: mobileSchema,
        ...position,
        attested: z.literal(true, '请核对证件原件后勾选确认'),
      }),
    )
    .output(z.object({ handlerId: idSchema, ticket: passwordTicketSchema })),
  /** A3, I3, office profile: the card was seen again, because name or mobile changed or no record is there; the old record stays as history. */
  attest: procedure.admin
    .route({ path: '/office-staff/{handlerId}/attest', summary: '核验证件' })
    .input(
      z.object({
        handlerId: idSchema,
        name: personNameSchema,
        mobile: mobileSchema,
        attested: z.literal(true, '请核对证件原件后勾选确认'),
      }),
    )
    .output(z.void()),
  /** D2 to D4: the old password is void at once and open sessions end; the member needs a new vault grant. */
  resetPassword: procedure.admin
    .route({ path: '/office-staff/{handlerId}/reset-password', summary: '重置个人密码' })
    .input(z.object({ handlerId: idSchema }))
    .output(passwordTicketSchema),
  /** E7: sessions end at once, the vault key changes (ADR-0015), and `takeOver` gets the clients (null: nobody does). */
  remove: procedure.admin
    .route({ path: '/office-staff/{handlerId}/remove', summary: '移除人员' })
    .input(
      z.object({
        handlerId: idSchema,
        takeOver: z.array(idSchema).max(20),
        reason: plainText(z.string().trim().max(200)).default(''),
      }),
    )
    .output(
      z.object({
        clients: z.number().int(),
        vault: z.enum(['rotated', 'due', 'none']),
        /** Secrets that the member could see or had used: to be changed now. */ secrets: z.number().int(),
      }),
    ),
};
