import type { ColumnType, Generated, Kysely, Transaction } from 'kysely';

/** Conventions: instants are INTEGER milliseconds UTC, days TEXT `YYYY-MM-DD` (Asia/Shanghai), money INTEGER cents, flags 0 or 1. */
export type Flag = 0 | 1;

// ── bureau: identity ─────────────────────────────────────────────────────────
export interface PersonTable {
  id: string;
  id_type: string;
  id_number: string;
  name: string;
  created_at: number;
}

/** At most one record of a person is current (`replaced_at` null); older ones are history (I3). */
export interface RealNameRecordTable {
  id: string;
  person_id: string;
  name: string;
  mobile: string;
  origin: 'collected' | 'attested';
  recorded_at: number;
  replaced_at: number | null;
}

/** What a collection asked for beside identity and mobile; an attested record has none. */
export interface RealNameDetailTable {
  record_id: string;
  address: string;
  email: string | null;
}
/** A real-name collection under way in a window (I1): card first, then details, then the face. */
export interface RealNameCollectionTable {
  id: string;
  window: string;
  phone: string;
  started_at: number;
  expires_at: number;
  name: string | null;
  id_type: string | null;
  id_number: string | null;
  mobile: string | null;
  address: string | null;
  email: string | null;
}
/** A simulated phone of a training world: its owner's identity card, the number that rings in it, and the outcome that a trainer wants next. */
export interface PhoneTable {
  id: string;
  id_type: string;
  id_number: string;
  card_name: string;
  mobile: string;
  outcome: 'cardUnreadable' | 'nameMismatch' | 'mobileTaken' | 'faceMismatch' | null;
}

export interface EnterpriseTable {
  id: string;
  taxpayer_id: string;
  name: string;
  kind: 'general' | 'smallScale';
  address: string;
  social_insurance_only: Flag;
  is_agency: Flag;
  /** Stored verifier of keys/password.ts; null: no password known here, nobody can log in with one. */
  password_hash: string | null;
  /** B7: instant of the first sync of handlers, or null. */
  handlers_synced_at: number | null;
  created_at: number;
  /** 1: known by what the office typed, which its admin may correct; 0: in the bureau's record, which only the bureau's own acts change. */
  typed_by_office: Generated<Flag>;
}

export interface HandlerTable {
  id: string;
  enterprise_id: string;
  person_id: string;
  capacity: 'legalRepresentative' | 'financeOfficer' | 'handler' | 'invoiceCollector';
  state: 'active' | 'pending' | 'removed';
  /** Personal password in this enterprise; null: none set yet (B5). */
  password_hash: string | null;
  /** Name by which the registry knows the person in this enterprise; null: the person's own (B3). */
  registered_name: string | null;
  /** Identity type of a handler (E5); null for legal representative and finance officer, who hold everything. */
  role_id: string | null;
  created_at: number;
  removed_at: number | null;
  /** Grows when capacity, role or granted functions change (E6). */
  revision: Generated<number>;
}

/** A named set of permission functions inside one enterprise (E2). */
export interface RoleTable {
  id: string;
  enterprise_id: string;
  name: string;
  description: string;
  created_at: number;
  revision: Generated<number>;
}
export interface RoleFunctionTable {
  role_id: string;
  function_id: string;
}
/** Which of the role's functions a handler is granted (E5). */
export interface HandlerFunctionTable {
  handler_id: string;
  function_id: string;
}

/** A search for a person by an enterprise (E3); counted, never what was searched for. */
export interface StaffSearchTable {
  enterprise_id: string;
  at: number;
}

/** A reset to 111111 that no new password has answered yet (D2, D3); `used_at`: the one login that it is good for was made. */
export interface PasswordResetTable {
  handler_id: string;
  reset_by: string;
  reset_at: number;
  expires_at: number;
  used_at: number | null;
  previous_hash: string | null;
  /** Hash of a one-time code that takes the place of 111111 and the SMS code; null: those two. */
  ticket_hash: string | null;
}

/** A natural person's own account (F1, A5), apart from every handler's password; none: only ever a handler, or not registered yet. */
export interface PersonAccountTable {
  person_id: string;
  password_hash: string;
  /** Proved by code at registration; counts while no real-name record says another. Null: somebody else has proved it since. */
  mobile: string | null;
  registered_at: number;
}

/** What the tax registry knows: facts of a training world, or typed by an office admin (ADR-0017). */
export interface RegistryOfficerTable {
  taxpayer_id: string;
  capacity: 'legalRepresentative' | 'financeOfficer';
  name: string;
  id_type: string;
  id_number: string;
}
export interface RegistrySteeringTable {
  taxpayer_id: string;
  outcome: 'slow' | 'down' | 'unknown' | 'disagrees' | 'successor';
}

// ── bureau: agreements ───────────────────────────────────────────────────────
/** A set of permission functions, shared by the agreements that have the same: `id` is the hash of the sorted list. */
export interface FunctionSetTable {
  id: string;
  functions: string;
}

export interface AgreementTable {
  id: string;
  client_id: string;
  agency_id: string;
  /** What was decided. `inForce`, `expired` and `lapsed` follow from it and the day (bureau/delegation/state.ts). */
  decided: 'proposed' | 'recognised' | 'suspended' | 'cancelled' | 'declined';
  first_day: string;
  last_day: string;
  function_set_id: string;
  password_hash: string | null;
  /** Grows when the agreement password is replaced (H6): remembered copies of an older version are stale. */
  password_version: number;
  recorded_by_agency: Flag;
  created_at: number;
  decided_at: number | null;
  end_reason: string | null;
  revision: number;
  /** Which side began it: a proposal is answered by the other one (H3). */
  asked_by: Generated<'client' | 'agency'>;
  /** When it was recognised, confirmed or accepted; null: it never stood. */
  recognised_at: number | null;
  /** Which side suspended, cancelled or declined it. */
  ended_by: 'client' | 'agency' | null;
  /** When its end was reported and by whom (L5); null: not yet, or there is none. */
  end_reported_at: number | null;
  end_reported_by: string | null;
}
/** Service staff of the agency that an agreement names (L1). */
export interface AgreementStaffTable {
  agreement_id: string;
  handler_id: string;
}
/** A change of an agreement's terms, to be reported (L5). */
export interface AgreementChangeTable {
  id: string;
  agreement_id: string;
  at: number;
  text: string;
  reported_at: number | null;
  reported_by: string | null;
}
/** When an enterprise synced the list of agencies (H1). */
export interface AgencySyncTable {
  enterprise_id: string;
  synced_at: number;
}

// ── bureau: sessions, codes, throttling ──────────────────────────────────────
export interface SessionTable {
  id: string;
  kind: 'agencyStaff' | 'client' | 'enterprise' | 'person' | 'socialInsurance' | 'ticket';
  window: string;
  origin: string;
  /** Null for `socialInsurance`, which acts for an enterprise without a person (B8), and where `person_id` is set. */
  handler_id: string | null;
  /** The agency for `agencyStaff`, the client for `client`, else the enterprise acted for; null where `person_id` is set. */
  enterprise_id: string | null;
  /** The natural person of a `person` session and of a ticket for `accountPassword` (D5); null for every other. */
  person_id: string | null;
  parent_id: string | null;
  /** The person's session from which an `enterprise` session was entered (F2): it ends with that. */
  person_session_id: string | null;
  agreement_id: string | null;
  /** What a `ticket` opens; null for every other kind. */
  ticket_for: 'enterprisePassword' | 'personalPassword' | 'accountPassword' | null;
  started_at: number;
  last_used_at: number;
  ends_at: number;
  locked_at: number | null;
  ended_at: number | null;
  end_reason: string | null;
}

/** A login, recovery or registration under way in a window. A recovery of nobody known has no enterprise and no person, so that it answers like any other (J2). */
export interface SignInFlowTable {
  id: string;
  kind:
    'agencyStaff' | 'enterprise' | 'quick' | 'recovery' | 'personRecovery' | 'registerPerson' | 'registerEnterprise';
  window: string;
  enterprise_id: string | null;
  /** The handler, where the first step names one already (`quick`, `recovery`). */
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
  /** Milliseconds since the machine was started, when it was sent; null: not known. */
  sent_elapsed: Generated<number | null>;
}

/** The authenticator (动态口令) of an agency's staff member in the office profile; codes that run out at `spent_until` or earlier are good no more. */
export interface AuthenticatorTable {
  handler_id: string;
  id: string;
  sealed: Buffer;
  set_up_at: number;
  spent_until: number;
}
/** One that was shown and waits for its first right code. */
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
  /** Milliseconds since the machine was started, at the last failure; null: not known. */
  last_failure_elapsed: Generated<number | null>;
}

// ── bureau: trail ────────────────────────────────────────────────────────────
export interface AuditTable {
  seq: Generated<number>;
  at: number;
  act: string;
  text: string;
  result: 'done' | 'refused';
  rule: string | null;
  handler_id: string | null;
  staff_name: string | null;
  agency_id: string | null;
  client_id: string | null;
  client_name: string | null;
  session_id: string | null;
  origin: string;
  detail: string;
  prev_hash: string;
  hash: string;
}

/** A seal of the trail: signature over `upto`, `at` and the hash of record `upto`. */
export interface TrailSealTable {
  upto: number;
  at: number;
  hash: string;
  public_key: string;
  signature: string;
}

// ── bureau: business ─────────────────────────────────────────────────────────
export interface FilingTable {
  id: string;
  client_id: string;
  tax: 'vat';
  form: 'general' | 'smallScale';
  period: string;
  state: 'draft' | 'submitted';
  lines: string;
  payable: number;
  revision: number;
  saved_at: number;
  saved_by: string;
  saved_by_name: string;
  submitted_at: number | null;
  submitted_by: string | null;
  submitted_by_name: string | null;
  receipt_number: string | null;
  agreement_id: string;
}
export interface PaymentTable {
  id: string;
  client_id: string;
  tax: string;
  period: string;
  amount: number;
  paid_day: string;
  voucher: string;
  recorded_by: string;
  recorded_by_name: string;
  recorded_at: number;
  nature: 'tax' | 'lateFee';
  /** Why it was recorded after a second look; empty without one. */
  reason: string;
  reversed_at: number | null;
  reversed_by: string | null;
  reversed_by_name: string | null;
  reverse_reason: string | null;
}
/** The payments that a certificate is over. */
export interface CertificatePaymentTable {
  number: string;
  payment_id: string;
}
export interface CertificateTable {
  number: string;
  client_id: string;
  from_day: string;
  to_day: string;
  sum: number;
  issued_at: number;
  issued_by: string;
  issued_by_name: string;
}
/** Gapless numbers by series (`receipt:2026-11-23`). */
export interface NumberSeriesTable {
  series: string;
  last: number;
}

// ── bureau: social insurance ─────────────────────────────────────────────────
/** Somebody insured by an enterprise, from month to month; `last_month` null: still insured. Wages in cents. */
export interface InsuredPersonTable {
  id: string;
  enterprise_id: string;
  id_type: string;
  id_number: string;
  name: string;
  wage: number;
  first_month: string;
  last_month: string | null;
  revision: number;
  created_at: number;
}
/** `wages`: JSON of what was typed, by insured person; contributions are worked out from it until it is submitted. `reason`: of the correction under way. */
export interface InsuranceDeclarationTable {
  id: string;
  enterprise_id: string;
  month: string;
  state: 'draft' | 'submitted' | 'correcting' | 'paid';
  wages: string;
  reason: string;
  revision: number;
  saved_at: number;
  saved_by_name: string;
}
/** What was submitted, with every contribution as it was then; `replaced_at`: a correction took its place. */
export interface InsuranceReceiptTable {
  number: string;
  declaration_id: string;
  lines: string;
  people: number;
  unit: number;
  personal: number;
  reason: string;
  submitted_at: number;
  submitted_by_name: string;
  replaced_at: number | null;
}
export interface InsurancePaymentTable {
  declaration_id: string;
  receipt_number: string;
  amount: number;
  paid_day: string;
  voucher: string;
  slip_number: string;
  paid_at: number;
  paid_by_name: string;
}

// ── office ───────────────────────────────────────────────────────────────────
export interface TeamTable {
  id: string;
  name: string;
}
export interface MemberTable {
  handler_id: string;
  office_role: 'admin' | 'leader' | 'member';
  team_id: string | null;
  public_key: Buffer | null;
  sealed_private_key: Buffer | null;
  /** The vault key wrapped to `public_key`, of generation `vault_generation`; null: waiting for a grant. */
  wrapped_vault_key: Buffer | null;
  vault_generation: number | null;
}
/** What the office keeps about a client beside the bureau's enterprise row: its own file. */
export interface ClientTable {
  client_id: string;
  colour: number;
  pinyin: string;
  initials: string;
  contact: string;
  note: string;
  revision: number;
  created_at: number;
  address: Generated<string>;
}
export interface AssignmentTable {
  client_id: string;
  handler_id: string;
}
export interface ClientUseTable {
  handler_id: string;
  client_id: string;
  favourite: Flag;
  last_entered_at: number | null;
  entered: number;
}
/** Tabs of a staff member; `ended` says why a tab is locked, null while its session is open. */
export interface TabTable {
  handler_id: string;
  client_id: string;
  position: number;
  ended: string | null;
}
export interface RememberedPasswordTable {
  client_id: string;
  agreement_id: string;
  sealed: Buffer;
  vault_generation: number;
  password_version: number;
  remembered_at: number;
  remembered_by: string;
}
/** Single values: `profile`, `vault`, `lastBackupAt`, ... as JSON text. */
export interface SettingTable {
  key: string;
  value: ColumnType<string, string, string>;
}

export interface Schema {
  person: PersonTable;
  person_account: PersonAccountTable;
  real_name_record: RealNameRecordTable;
  enterprise: EnterpriseTable;
  handler: HandlerTable;
  real_name_detail: RealNameDetailTable;
  real_name_collection: RealNameCollectionTable;
  phone: PhoneTable;
  role: RoleTable;
  role_function: RoleFunctionTable;
  handler_function: HandlerFunctionTable;
  staff_search: StaffSearchTable;
  password_reset: PasswordResetTable;
  registry_officer: RegistryOfficerTable;
  registry_steering: RegistrySteeringTable;
  function_set: FunctionSetTable;
  agreement: AgreementTable;
  agreement_staff: AgreementStaffTable;
  agreement_change: AgreementChangeTable;
  agency_sync: AgencySyncTable;
  session: SessionTable;
  sign_in_flow: SignInFlowTable;
  sms_code: SmsCodeTable;
  authenticator: AuthenticatorTable;
  authenticator_set_up: AuthenticatorSetUpTable;
  throttle: ThrottleTable;
  audit: AuditTable;
  trail_seal: TrailSealTable;
  filing: FilingTable;
  payment: PaymentTable;
  certificate: CertificateTable;
  certificate_payment: CertificatePaymentTable;
  number_series: NumberSeriesTable;
  insured_person: InsuredPersonTable;
  insurance_declaration: InsuranceDeclarationTable;
  insurance_receipt: InsuranceReceiptTable;
  insurance_payment: InsurancePaymentTable;
  team: TeamTable;
  member: MemberTable;
  client: ClientTable;
  assignment: AssignmentTable;
  client_use: ClientUseTable;
  tab: TabTable;
  remembered_password: RememberedPasswordTable;
  setting: SettingTable;
}

/** The open store, as services pass it to repositories. */
export type Database = Kysely<Schema>;
/** The store inside a transaction. */
export type DatabaseTransaction = Transaction<Schema>;
export type { Insertable, Selectable } from 'kysely';
