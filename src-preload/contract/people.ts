import { z } from 'zod';
import { idSchema } from './procedure.ts';

/** Why a person may act for an enterprise (办税人员 capacity). */
export const capacitySchema = z.enum(['legalRepresentative', 'financeOfficer', 'handler', 'invoiceCollector']);
export type Capacity = z.infer<typeof capacitySchema>;

/** Capacities that staff maintenance assigns (E3 to E5). The tax registry names the two officers (B3), so nobody adds them by hand. */
export const addedCapacitySchema = capacitySchema.extract(['handler', 'invoiceCollector']);
export type AddedCapacity = z.infer<typeof addedCapacitySchema>;

/** Position of a staff member in the office: admins see all clients, leaders their team's, members their own (H5). */
export const officeRoleSchema = z.enum(['admin', 'leader', 'member']);
export type OfficeRole = z.infer<typeof officeRoleSchema>;

/** An agency staff member (待办人员) as other people see them. */
export const staffMemberSchema = z.object({
  handlerId: idSchema,
  name: z.string(),
  capacity: capacitySchema,
});
