import { z } from 'zod';
import { agreementStateSchema } from './clients.ts';
import { capacitySchema } from './people.ts';
import { daySchema, idSchema, instantSchema } from './procedure.ts';
import { ruleIdSchema } from './rule-id.ts';
import { recordedRuleSchema } from './trail.ts';
import { plainText } from './validators/plain-text.ts';

/** Every act on an agreement (H1 to H7, L3 to L5), by either side. */
export const agreementActSchema = z.enum([
  'recognise',
  'propose',
  'record',
  'confirm',
  'accept',
  'decline',
  'suspend',
  'resume',
  'cancel',
  'changeTerms',
  'replacePassword',
  'setStaff',
]);
export type AgreementAct = z.infer<typeof agreementActSchema>;

/** Whether the caller can do an act now; if not, the rule, the reason, and who can fix it. */
export const actDecisionSchema = z.object({
  act: agreementActSchema,
  allowed: z.boolean(),
  rule: ruleIdSchema.nullable(),
  reason: z.string().nullable(),
  whoCanMend: z.string().nullable(),
});
export type ActDecision = z.infer<typeof actDecisionSchema>;

/** Side of an agreement. */
export const sideSchema = z.enum(['client', 'agency']);
export type Side = z.infer<typeof sideSchema>;

const firmSchema = z.object({ id: idSchema, name: z.string(), taxpayerId: z.string() });

/** L5: something to report within 30 days. `report` names it together with the agreement: `end`, or the id of a change. */
export const agreementReportSchema = z.object({
  report: z.string(),
  kind: z.enum(['change', 'end']),
  text: z.string(),
  day: daySchema,
  dueDay: daySchema,
  /** Days left; negative: days overdue. */
  daysLeft: z.number().int(),
  reportedAt: instantSchema.nullable(),
  reportedBy: z.string().nullable(),
});
export type AgreementReport = z.infer<typeof agreementReportSchema>;

/** A named member of the agency's staff in an agreement (L1). */
export const serviceStaffSchema = z.object({ handlerId: idSchema, name: z.string() });

/** An agreement as either side sees it. */
export const agreementViewSchema = z.object({
  id: idSchema,
  /** Sent with every act, so that nobody decides about a version that they have not seen. */
  revision: z.number().int(),
  client: firmSchema,
  agency: firmSchema,
  state: agreementStateSchema.exclude(['none']),
  /** The side that began it; the other side answers a proposal. */
  askedBy: sideSchema,
  /** Recorded by the agency without the client's act (H7, L3). */
  recordedByAgency: z.boolean(),
  firstDay: daySchema,
  lastDay: daySchema,
  /** Days until the last day, while it is in force or suspended; else null. */
  daysLeft: z.number().int().nullable(),
  /** L4: last day to answer a proposal and the days until then; null for anything else. */
  answerBy: z.object({ day: daySchema, daysLeft: z.number().int() }).nullable(),
  /** A proposal that would follow this one and waits for an answer: its last day to answer, and the days until then. */
  renewal: z.object({ day: daySchema, daysLeft: z.number().int() }).nullable(),
  functions: z.array(z.string()),
  serviceStaff: z.array(serviceStaffSchema),
  proposedAt: instantSchema,
  decidedAt: instantSchema.nullable(),
  /** Why it was suspended, cancelled or declined, and by which side. */
  end: z.object({ by: sideSchema.nullable(), reason: z.string() }).nullable(),
  /** L6: an agreement password is set. */
  hasPassword: z.boolean(),
  /** L5: open reports first. */
  reports: z.array(agreementReportSchema),
  /** What the caller's side can do, in the order of the buttons. */
  acts: z.array(actDecisionSchema),
});
export type AgreementView = z.infer<typeof agreementViewSchema>;

/** One act on an agreement, from the trail (J4). */
export const agreementHistorySchema = z.object({
  at: instantSchema,
  text: z.string(),
  by: z.string().nullable(),
  refused: z.boolean(),
  rule: recordedRuleSchema,
});
export type AgreementHistory = z.infer<typeof agreementHistorySchema>;

/** Content of an agreement: period, service items as permission functions (L1), the agency's service staff. */
export const agreementTermsSchema = z.object({
  firstDay: daySchema,
  lastDay: daySchema,
  functions: z.array(z.string().max(64)).min(1, '请至少选择一项委托事项').max(300),
  serviceStaff: z.array(idSchema).max(50).default([]),
});
export type AgreementTermsInput = z.output<typeof agreementTermsSchema>;

/** A person of the agency who could be named in an agreement, or the reason why not (L2). */
export const staffCandidateSchema = z.object({
  handlerId: idSchema,
  name: z.string(),
  capacity: capacitySchema,
  barred: z.string().nullable(),
});
export type StaffCandidate = z.infer<typeof staffCandidateSchema>;

/** What an agreement of a pair may hold, and what the rule set requires. */
export const agreementOfferSchema = z.object({
  /** Permission functions that the client holds and may give (H4). */
  functions: z.array(z.string()),
  /** Named people of the agency (L1, L2). */
  staff: z.array(staffCandidateSchema),
  /** L6: an agreement password is required. */
  asksPassword: z.boolean(),
  /** L1: at least one person must be named. */
  asksStaff: z.boolean(),
  /** The agreement that blocks a new one (H3), or null. */
  existing: z.object({ firstDay: daySchema, lastDay: daySchema, state: agreementStateSchema }).nullable(),
});
export type AgreementOffer = z.infer<typeof agreementOfferSchema>;

export const actReasonSchema = plainText(z.string().trim().min(1, '请填写原因').max(200, '原因过长'));
/** Names an agreement at the revision that the user saw. */
export const agreementActInput = z.object({ agreementId: idSchema, revision: z.number().int() });
