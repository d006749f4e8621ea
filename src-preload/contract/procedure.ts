import { oc } from '@orpc/contract';
import { z } from 'zod';
import { errorCatalogue } from './errors.ts';
import { largestCents } from './money.ts';
import { strangeInPassword } from './validators/password.ts';

// zod's own messages are English; everything a user sees is Simplified Chinese.
z.config(z.locales.zhCN());

/**
 * Who may call a procedure; the router checks it before the call reaches the service. `open`: any admitted caller.
 * `staff`: a window with an agency staff session (G2), of any agency. `office`: such a session of the agency that owns
 * this office. `admin`: such a session of an office admin. `client`: an open client session of this window, named by
 * `input.clientSession` (G5), whose agreement holds `functions` (a list means any one of them; empty means any client
 * session). `enterprise`: a window with an enterprise session whose person holds one of `functions` (empty: any such
 * session); a social-insurance session is admitted for the functions it has (B8). `ticket`: a window whose session
 * opens only this page (D1, D3, D5). `person`: a window of a natural person (F2), also while an enterprise is open that
 * was entered from it.
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

/** The page that a ticket opens: a new enterprise password (D1), a handler's new personal password (D3), a natural person's (D5). */
export const ticketPurposes = ['enterprisePassword', 'personalPassword', 'accountPassword'] as const;
export type TicketPurpose = (typeof ticketPurposes)[number];

export interface ProcedureMeta {
  access?: Access;
  /** A locked session (Ctrl L) may still call it. */
  whileLocked?: boolean;
  /** Maximum input in bytes; default {@link defaultMaxBytes}. */
  maxBytes?: number;
  /** Works only while no desk is open; checked before its input is read. */
  whileUnopened?: boolean;
}

/** Maximum input in bytes of a procedure that sets no other. */
export const defaultMaxBytes = 64 * 1024;

const base = oc.$meta<ProcedureMeta>({}).errors(errorCatalogue);

/** Contract builders, one for each kind of access. */
export const procedure = {
  open: base.meta({ access: { kind: 'open' }, whileLocked: true }),
  staff: base.meta({ access: { kind: 'staff' } }),
  office: base.meta({ access: { kind: 'office' } }),
  admin: base.meta({ access: { kind: 'admin' } }),
  /** @param functions the agreement must hold one of these permission functions; empty: any client session */
  client: (...functions: string[]) => base.meta({ access: { kind: 'client', functions } }),
  /** @param functions the person must hold one of these permission functions; empty: any enterprise session */
  enterprise: (...functions: string[]) => base.meta({ access: { kind: 'enterprise', functions } }),
  ticket: (opens: TicketPurpose) => base.meta({ access: { kind: 'ticket', opens } }),
  person: base.meta({ access: { kind: 'person' } }),
};

/** UTC instant, ISO 8601 with `Z`. */
export const instantSchema = z.iso.datetime();
/** Asia/Shanghai calendar day, `YYYY-MM-DD`. */
export const daySchema = z.iso.date();
export const idSchema = z.string().min(1).max(64);
/** Secrets typed by people: kept unchanged; the length limit keeps hashing cheap. */
export const secretSchema = z.string().min(1, '请输入密码').max(128, '密码最多128个字符，请核对是否多粘贴了内容');
/**
 * Schema of a password that proves who somebody is; the output is unchanged, never trimmed. A password that cannot be
 * right (B6) is refused before anybody is looked up, and does not count as a try (J2).
 * @param besides what else can be typed in this field
 */
export const provingSchema = (besides?: RegExp) =>
  secretSchema.superRefine((password, context) => {
    const problem = besides?.test(password) ? null : strangeInPassword(password, { typed: true });
    if (problem !== null) context.addIssue({ code: 'custom', message: problem });
  });
export const provingPasswordSchema = provingSchema();
/** Whole cents (分) as an integer: money is never a float. */
export const centsSchema = z.number().int().min(-largestCents).max(largestCents);
