import { z } from 'zod';
import { ruleIdSchema } from './rule-id.ts';

/** The links of the chain that gives somebody a right; a refusal names the link that failed (ADR-0018). */
export const failingLinks = [
  'input',
  'identity',
  'password',
  'code',
  'throttle',
  'session',
  'staff',
  'assignment',
  'agreement',
  'scope',
  'date',
  'vault',
  'registry',
  'state',
  'desk',
] as const;
export type FailingLink = (typeof failingLinks)[number];

/** Data of every refusal, beside its code and Chinese message. Never a secret. */
export const refusalDataSchema = z.object({
  /** Rule (docs/rules) that refused (`G3`), or null for a refusal of the office or the desk. */
  rule: ruleIdSchema.nullable(),
  link: z.enum(failingLinks),
  /** Who can fix it, in Chinese; null if the user can simply try again. */
  whoCanMend: z.string().nullable(),
  /** Tries left before a lock. */
  triesLeft: z.number().int().nonnegative().optional(),
  /** Instant (UTC, ISO 8601) after which a new try makes sense. */
  retryAt: z.string().optional(),
  /** Why a session ended, if that caused the refusal. */
  sessionEnd: z.string().optional(),
});
export type RefusalData = z.infer<typeof refusalDataSchema>;

export const fieldProblemSchema = z.object({ field: z.string(), message: z.string() });
export type FieldProblem = z.infer<typeof fieldProblemSchema>;

const refusal = (status: number) => ({ status, data: refusalDataSchema });

/** Every stable error code of the product, with the HTTP status it has on the loopback host. */
export const errorCatalogue = {
  INVALID_INPUT: { status: 400, data: z.object({ fields: z.array(fieldProblemSchema) }) },
  /** The desk has no open store yet (first run, passphrase required, or opening failed). */
  DESK_NOT_OPEN: refusal(503),
  DESK_BUSY: refusal(409),
  STORE_WRONG_KEY: refusal(500),
  STORE_FROM_FUTURE: refusal(500),
  STORE_DAMAGED: refusal(500),
  STORE_FULL: refusal(507),
  KEYCHAIN_UNAVAILABLE: refusal(503),
  PASSPHRASE_WRONG: refusal(401),
  /** This window has no session, or it ended; `sessionEnd` says why. */
  NOT_SIGNED_IN: refusal(401),
  SESSION_LOCKED: refusal(423),
  SESSION_ENDED: refusal(401),
  FORBIDDEN: refusal(403),
  CREDENTIALS_WRONG: refusal(401),
  LOCKED_OUT: refusal(429),
  CODE_WRONG: refusal(401),
  CODE_EXPIRED: refusal(410),
  /** F1: wrong, used or expired; the rest of the login was not checked. */
  CAPTCHA_WRONG: refusal(401),
  CODE_TOO_SOON: refusal(429),
  FLOW_EXPIRED: refusal(410),
  REAL_NAME_REQUIRED: refusal(403),
  /** I2: the four ways in which a real-name collection fails. */
  CARD_UNREADABLE: refusal(422),
  NAME_MISMATCH: refusal(409),
  MOBILE_TAKEN: refusal(409),
  FACE_MISMATCH: refusal(422),
  METHOD_UNAVAILABLE: refusal(409),
  /** B7: quick login before the first ordinary login with a sync. */
  SYNC_REQUIRED: refusal(409),
  /** The tax registry is slow, down, or knows nobody (B2, B9). */
  REGISTRY_UNAVAILABLE: refusal(503),
  PASSWORD_POLICY: refusal(422),
  CLIENT_NOT_ENTERABLE: refusal(403),
  /** A client that something happened to is stopped (停止服务), never erased. */
  CLIENT_HAS_HISTORY: refusal(409),
  AGREEMENT_PASSWORD_WRONG: refusal(401),
  /** The remembered agreement password no longer opens the agreement. */
  AGREEMENT_PASSWORD_CHANGED: refusal(409),
  PERMISSION_MISSING: refusal(403),
  VAULT_LOCKED: refusal(423),
  VAULT_EMPTY: refusal(404),
  RECOVERY_KEY_WRONG: refusal(401),
  BACKUP_UNREADABLE: refusal(422),
  NOT_FOUND: refusal(404),
  CONFLICT: refusal(409),
  RULE_BROKEN: refusal(422),
  /** Possible after a second look, with a reason. */
  SECOND_LOOK: refusal(409),
  INTERNAL: refusal(500),
} as const;
export type ErrorCode = keyof typeof errorCatalogue;
export type RefusalCode = Exclude<ErrorCode, 'INVALID_INPUT'>;

export { InvalidInput, Refusal } from './refusal.ts';
