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

/** Extra data of a collection, beside identity and mobile; an attested record has none. */
export interface RealNameDetailTable {
  record_id: string;
  address: string;
  email: string | null;
}

/** A real-name collection in progress in a window (I1): first the card, then details, then the face. */
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

/** A simulated phone of a training world: its owner's identity card, its number, and the result that a trainer wants next. */
export interface PhoneTable {
  id: string;
  id_type: string;
  id_number: string;
  card_name: string;
  mobile: string;
  outcome: 'cardUnreadable' | 'nameMismatch' | 'mobileTaken' | 'faceMismatch' | null;
}

/** A natural person's own account (F1, A5), separate from every handler's password; no row: only a handler, or not registered yet. */
export interface PersonAccountTable {
  person_id: string;
  password_hash: string;
  /** Proved by code at registration; used while no real-name record has another. Null: somebody else has proved it since. */
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
