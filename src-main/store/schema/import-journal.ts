/** A written import, until it and its rows are too old to be undone. */
export interface ImportRunTable {
  id: string;
  at: number;
  handler_id: string;
  by_name: string;
  session_id: string;
  /** Name of the file; empty: pasted text. */
  file: string;
  added: number;
  updated: number;
  accounts: number;
  /** Trail records that its own act wrote, and the last record of its consequences. */
  first_seq: number;
  last_seq: number;
  end_seq: number | null;
  undone_at: number | null;
  undone_by: string | null;
  undo_first_seq: number | null;
  undo_last_seq: number | null;
  /** JSON: what the undo removed, restored and kept. */
  undo_result: string | null;
}

/** What an import did to one client: JSON, never a secret. */
export interface ImportRowTable {
  import_id: string;
  client_id: string;
  change: string;
  /** JSON of the previously remembered agreement password, in its former seal; null: none. */
  remembered: string | null;
}

export interface ImportJournalTables {
  import_run: ImportRunTable;
  import_row: ImportRowTable;
}
