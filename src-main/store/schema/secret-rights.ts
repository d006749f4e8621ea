import type { RightLevel } from '@contract/secret-care.ts';

/** Who may use and who may show the secrets of a kind of account; `own_kind` is empty but for the office's own kinds. */
export interface SecretRightTable {
  kind: string;
  own_kind: string;
  /** Who may copy a secret without seeing it. Whoever may show one may use it, too. */
  use_by: RightLevel;
  show_by: RightLevel;
  /** Showing one asks for a reason, which the trail keeps. */
  show_reason: boolean;
  revision: number;
}

/** A person who holds a right beside those who hold it by their position. */
export interface SecretRightPersonTable {
  kind: string;
  own_kind: string;
  handler_id: string;
  may: 'use' | 'show';
}

/** Somebody who left the office, and whose secrets must be changed. */
export interface LeaverTable {
  id: string;
  handler_id: string;
  name: string;
  at: number;
  by_name: string;
}

/** A secret that somebody who left could see or had used; names are as on the day they left. */
export interface LeaverSecretTable {
  leaver_id: string;
  account_id: string;
  client_id: string;
  client_name: string;
  account_name: string;
  /** Version of the secret that they knew: a greater one of the account means that it was replaced. */
  version: number;
  /** When they last showed, copied or exported this version; null: they could have. */
  used_at: number | null;
  used_how: 'show' | 'copy' | 'export' | null;
  /** It need not be changed, for this reason. */
  waived_at: number | null;
  waived_by: string | null;
  waived_reason: string | null;
}

/** Rights of the secrets of clients' accounts, and what is to be changed when somebody who had them leaves. */
export interface SecretRightsTables {
  secret_right: SecretRightTable;
  secret_right_person: SecretRightPersonTable;
  leaver: LeaverTable;
  leaver_secret: LeaverSecretTable;
}
