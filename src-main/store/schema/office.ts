import type { ColumnType } from 'kysely';

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
  /** The vault key wrapped to `public_key`, of generation `vault_generation`; null: waits for a grant. */
  wrapped_vault_key: Buffer | null;
  vault_generation: number | null;
}

/** The office's own file of a client, beside the bureau's enterprise row. */
export interface ClientTable {
  client_id: string;
  colour: number;
  pinyin: string;
  initials: string;
  contact: string;
  note: string;
  revision: number;
  created_at: number;
  address: string;
}

/** A client that the office serves no more from `day` on (停止服务); a client without a row is served. */
export interface ClientStopTable {
  client_id: string;
  /** Asia/Shanghai calendar day; one to come is planned. */
  day: string;
  reason: string;
  handler_id: string;
  by_name: string;
  at: number;
}

export interface AssignmentTable {
  client_id: string;
  handler_id: string;
}

export interface ClientUseTable {
  handler_id: string;
  client_id: string;
  favourite: boolean;
  last_entered_at: number | null;
  entered: number;
}

/** Tabs of a staff member; `ended` says why a tab is locked; null while its session is open. */
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

/** The office's own tables: members, clients, tabs, remembered passwords, settings. */
export interface OfficeTables {
  team: TeamTable;
  member: MemberTable;
  client: ClientTable;
  client_stop: ClientStopTable;
  assignment: AssignmentTable;
  client_use: ClientUseTable;
  tab: TabTable;
  remembered_password: RememberedPasswordTable;
  setting: SettingTable;
}
