import { oc } from '@orpc/contract';
import { z } from 'zod';
import { errorCatalogue } from './errors.ts';
import { largestCents } from './money.ts';
import { strangeInPassword } from './validators/password.ts';

// zod's own messages are English; everything a user sees is Simplified Chinese.
z.config(z.locales.zhCN());

/**
 * Who may call a procedure; enforced by the router before the service sees the call.
 * `open`: anyone the host admitted. `staff`: a window with an agency staff session (G2), of whatever agency. `office`: such a session of the
 * agency whose office this program is. `admin`: such a session of an office admin. `client`: an open client session of this window, named by `input.clientSession` (G5), whose agreement holds
 * `functions` (a list means any one of them; empty means any client session). `enterprise`: a window with an enterprise session whose
 * person holds one of `functions` (empty: any such session); a social-insurance session is admitted as far as its functions reach (B8).
 * `ticket`: a window whose session opens this one page and nothing else (D1, D3, D5). `person`: a window of a natural person (F2), also while
 * an enterprise stands open that was entered from it.
 */
export type Access =
  | { kind: 'open' }
  | { kind: 'staff' }
  | { kind: 'office' }
  | { kind: 'admin' }
  | { kind: 'client'; functions: readonly string[] }
  | { kind: 'enterprise'; functions: readonly string[] }
  | { kind: 'ticket'; opens: TicketPurpose }
  | { kind: 'person' };

/** What a ticket session opens: a new enterprise password (D1), a handler's new personal password (D3) or a natural person's new password (D5). */
export const ticketPurposes = ['enterprisePassword', 'personalPassword', 'accountPassword'] as const;
export type TicketPurpose = (typeof ticketPurposes)[number];

export interface ProcedureMeta {
  access?: Access;
  /** A locked session (Ctrl L) may still call it. */
  whileLocked?: boolean;
  /** Longest input in bytes; {@link defaultMaxBytes} unless more is needed. */
  maxBytes?: number;
  /** Serves only while no desk is open; asked before its input is read. */
  whileUnopened?: boolean;
}

/** Longest input of a procedure that names no other, in bytes. */
export const defaultMaxBytes = 64 * 1024;

const base = oc.$meta<ProcedureMeta>({}).errors(errorCatalogue);

/** Contract builders, one for each kind of access. */
export const procedure = {
  open: base.meta({ access: { kind: 'open' }, whileLocked: true }),
  staff: base.meta({ access: { kind: 'staff' } }),
  office: base.meta({ access: { kind: 'office' } }),
  admin: base.meta({ access: { kind: 'admin' } }),
  /** @param functions permission functions of which the agreement must hold one; none: any client session */
  client: (...functions: string[]) => base.meta({ access: { kind: 'client', functions } }),
  /** @param functions permission functions of which the person must hold one; none: any enterprise session */
  enterprise: (...functions: string[]) => base.meta({ access: { kind: 'enterprise', functions } }),
  ticket: (opens: TicketPurpose) => base.meta({ access: { kind: 'ticket', opens } }),
  person: base.meta({ access: { kind: 'person' } }),
};

/** UTC instant, ISO 8601 with `Z`. */
export const instantSchema = z.iso.datetime();
/** Asia/Shanghai calendar day, `YYYY-MM-DD`. */
export const daySchema = z.iso.date();
export const idSchema = z.string().min(1).max(64);
/** Secrets typed by people: kept verbatim, bounded so that hashing cannot be made expensive. */
export const secretSchema = z.string().min(1, '请输入密码').max(128, '密码最多128个字符，请核对是否多粘贴了内容');
/**
 * Schema of a password of the bureau by which somebody proves who they are; output verbatim, never trimmed. What cannot be right (B6) is told and is no try (J2):
 * it is refused before anybody is looked up.
 * @param besides what else is typed in its place
 */
export const provingSchema = (besides?: RegExp) =>
  secretSchema.superRefine((password, context) => {
    const problem = besides?.test(password) ? null : strangeInPassword(password, { typed: true });
    if (problem !== null) context.addIssue({ code: 'custom', message: problem });
  });
export const provingPasswordSchema = provingSchema();
/** Whole cents (分) as an integer: money is never a float. */
export const centsSchema = z.number().int().min(-largestCents).max(largestCents);
