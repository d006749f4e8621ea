import type { Generated } from 'kysely';

export interface SessionTable {
  id: string;
  kind: 'agencyStaff' | 'client' | 'enterprise' | 'person' | 'socialInsurance' | 'ticket';
  window: string;
  origin: string;
  /** Null for `socialInsurance`, which acts for an enterprise without a person (B8), and where `person_id` is set. */
  handler_id: string | null;
  /** The agency for `agencyStaff`, the client for `client`, otherwise the enterprise acted for; null if `person_id` is set. */
  enterprise_id: string | null;
  /** The natural person of a `person` session and of a ticket for `accountPassword` (D5); null for all others. */
  person_id: string | null;
  parent_id: string | null;
  /** The person's session from which an `enterprise` session was entered (F2): it ends with that session. */
  person_session_id: string | null;
  agreement_id: string | null;
  /** The page that a `ticket` opens; null for every other kind. */
  ticket_for: 'enterprisePassword' | 'personalPassword' | 'accountPassword' | null;
  started_at: number;
  last_used_at: number;
  ends_at: number;
  locked_at: number | null;
  ended_at: number | null;
  end_reason: string | null;
}

/** A login, recovery or registration in progress in a window. A recovery for an unknown person has no enterprise and no person, but gets the same answers (J2). */
export interface SignInFlowTable {
  id: string;
  kind:
    'agencyStaff' | 'enterprise' | 'quick' | 'recovery' | 'personRecovery' | 'registerPerson' | 'registerEnterprise';
  window: string;
  enterprise_id: string | null;
  /** The handler, if the first step already names one (`quick`, `recovery`). */
  handler_id: string | null;
  /** The natural person of a `personRecovery`. */
  person_id: string | null;
  mobile: string | null;
  started_at: number;
  expires_at: number;
  ended_at: number | null;
}

export interface SmsCodeTable {
  id: string;
  purpose: string;
  flow_id: string;
  mobile: string;
  salt: string;
  hash: string;
  sent_at: number;
  expires_at: number;
  tries: number;
  used_at: number | null;
  replaced_at: number | null;
  /** Milliseconds since the machine's start at its sending; null: not known. */
  sent_elapsed: Generated<number | null>;
}

/** The authenticator (动态口令) of an agency's staff member in the office profile; codes that expire at `spent_until` or earlier are no longer valid. */
export interface AuthenticatorTable {
  handler_id: string;
  id: string;
  sealed: Buffer;
  set_up_at: number;
  spent_until: number;
}

/** An authenticator that was shown and waits for its first right code. */
export interface AuthenticatorSetUpTable {
  handler_id: string;
  id: string;
  session_id: string;
  sealed: Buffer;
  started_at: number;
  expires_at: number;
}

/** Failures of one account or one window (J2); `key` is a hash, so that the table names nobody. */
export interface ThrottleTable {
  key: string;
  failures: number;
  last_failure_at: number;
  locked_until: number | null;
  locks: number;
  /** Milliseconds since the machine's start at the last failure; null: not known. */
  last_failure_elapsed: Generated<number | null>;
}

/** Sessions, logins in progress, codes, and counts of failures. */
export interface SessionsTables {
  session: SessionTable;
  sign_in_flow: SignInFlowTable;
  sms_code: SmsCodeTable;
  authenticator: AuthenticatorTable;
  authenticator_set_up: AuthenticatorSetUpTable;
  throttle: ThrottleTable;
}
