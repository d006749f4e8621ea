import { z } from 'zod';
import { idSchema } from './procedure.ts';

/** Why a person may act for an enterprise (办税人员 capacity). */
export const capacitySchema = z.enum(['legalRepresentative', 'financeOfficer', 'handler', 'invoiceCollector']);
export type Capacity = z.infer<typeof capacitySchema>;

/** Capacities that staff maintenance gives (E3 to E5). Legal representative and finance officer are who the tax registry says (B3): never added by hand. */
export const addedCapacitySchema = capacitySchema.extract(['handler', 'invoiceCollector']);
export type AddedCapacity = z.infer<typeof addedCapacitySchema>;

/** Position a staff member has in the office: admins see all, leaders their team, members their own clients (H5). */
export const officeRoleSchema = z.enum(['admin', 'leader', 'member']);
export type OfficeRole = z.infer<typeof officeRoleSchema>;

/** An agency staff member (待办人员) as shown to others. */
export const staffMemberSchema = z.object({
  handlerId: idSchema,
  name: z.string(),
  capacity: capacitySchema,
});
