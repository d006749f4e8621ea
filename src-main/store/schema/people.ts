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

/** A natural person's own account (F1, A5), apart from every handler's password; none: only ever a handler, or not registered yet. */
export interface PersonAccountTable {
  person_id: string;
  password_hash: string;
  /** Proved by code at registration; counts while no real-name record says another. Null: somebody else has proved it since. */
  mobile: string | null;
  registered_at: number;
}

/** Natural persons: identity, real-name records, their accounts and simulated phones. */
export interface PeopleTables {
  person: PersonTable;
  real_name_record: RealNameRecordTable;
  real_name_detail: RealNameDetailTable;
  real_name_collection: RealNameCollectionTable;
  phone: PhoneTable;
  person_account: PersonAccountTable;
}
