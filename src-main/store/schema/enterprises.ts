import type { Generated } from 'kysely';

export interface EnterpriseTable {
  id: string;
  taxpayer_id: string;
  name: string;
  kind: 'general' | 'smallScale';
  address: string;
  social_insurance_only: boolean;
  is_agency: boolean;
  /** Stored verifier of keys/password.ts; null: no password here, so nobody can log in with one. */
  password_hash: string | null;
  /** B7: instant of the first sync of handlers, or null. */
  handlers_synced_at: number | null;
  created_at: number;
  /** 1: known only from the office, whose admin may correct it; 0: on the bureau's record, which only the bureau's own acts change. */
  typed_by_office: Generated<boolean>;
}

export interface HandlerTable {
  id: string;
  enterprise_id: string;
  person_id: string;
  capacity: 'legalRepresentative' | 'financeOfficer' | 'handler' | 'invoiceCollector';
  state: 'active' | 'pending' | 'removed';
  /** Personal password in this enterprise; null: none set yet (B5). */
  password_hash: string | null;
  /** The person's name in this enterprise, from the registry; null: the person's own (B3). */
  registered_name: string | null;
  /** Identity type of a handler (E5); null for legal representative and finance officer, who hold everything. */
  role_id: string | null;
  created_at: number;
  removed_at: number | null;
  /** Increases when capacity, role or granted functions change (E6). */
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

/** The functions of the role that a handler is granted (E5). */
export interface HandlerFunctionTable {
  handler_id: string;
  function_id: string;
}

/** A search for a person by an enterprise (E3); only counted, the search text is never stored. */
export interface StaffSearchTable {
  enterprise_id: string;
  at: number;
}

/** A reset to 111111 after which no new password is set yet (D2, D3); `used_at`: its one login was made. */
export interface PasswordResetTable {
  handler_id: string;
  reset_by: string;
  reset_at: number;
  expires_at: number;
  used_at: number | null;
  previous_hash: string | null;
  /** Hash of a one-time code that replaces 111111 and the SMS code; null: those two are used. */
  ticket_hash: string | null;
}

/** The tax registry's data: facts of a training world, or typed by an office admin (ADR-0017). */
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

/** Enterprises, their handlers and roles, and the tax registry's data about them. */
export interface EnterprisesTables {
  enterprise: EnterpriseTable;
  handler: HandlerTable;
  role: RoleTable;
  role_function: RoleFunctionTable;
  handler_function: HandlerFunctionTable;
  staff_search: StaffSearchTable;
  password_reset: PasswordResetTable;
  registry_officer: RegistryOfficerTable;
  registry_steering: RegistrySteeringTable;
}
