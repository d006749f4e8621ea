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

/** Rights of the secrets of clients' accounts. */
export interface SecretRightsTables {
  secret_right: SecretRightTable;
  secret_right_person: SecretRightPersonTable;
}
