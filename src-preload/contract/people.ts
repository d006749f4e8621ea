import { z } from 'zod';
import { idSchema } from './procedure.ts';

/** Why a person may act for an enterprise (办税人员 capacity). */
export const capacitySchema = z.enum(['legalRepresentative', 'financeOfficer', 'handler', 'invoiceCollector']);
export type Capacity = z.infer<typeof capacitySchema>;

/** Part a staff member has in the office: admins see all, leaders their team, members their own clients (H5). */
export const officeRoleSchema = z.enum(['admin', 'leader', 'member']);
export type OfficeRole = z.infer<typeof officeRoleSchema>;

/** An agency staff member (待办人员) as shown to others. */
export const staffMemberSchema = z.object({
  handlerId: idSchema,
  name: z.string(),
  capacity: capacitySchema,
});
export type StaffMember = z.infer<typeof staffMemberSchema>;
