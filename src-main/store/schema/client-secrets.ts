/** An account of a client; its secret is sealed under the vault key of `vault_generation`. */
export interface ClientSecretTable {
  id: string;
  client_id: string;
  kind: string;
  own_kind: string;
  person: string;
  site: string;
  login: string;
  second_factor: 'none' | 'sms' | 'app' | 'device';
  factor_holder: string;
  valid_until: string | null;
  note: string;
  revision: number;
  /** Version of the secret: increases when the secret is replaced. */
  version: number;
  /** Null: the seal was damaged when the vault key was changed. */
  sealed: Buffer | null;
  /** Keyed by the vault: equal for equal secrets; without the vault it reveals nothing else. */
  fingerprint: Buffer | null;
  vault_generation: number;
  since: number;
}

/** A secret that the account had before. */
export interface ClientSecretFormerTable {
  secret_id: string;
  version: number;
  client_id: string;
  sealed: Buffer;
  vault_generation: number;
  since: number;
  until: number;
  /** Name of the person who entered the next secret. */
  replaced_by: string;
}

/** Accounts of clients, 账号与密码. */
export interface ClientSecretsTables {
  client_secret: ClientSecretTable;
  client_secret_former: ClientSecretFormerTable;
}
