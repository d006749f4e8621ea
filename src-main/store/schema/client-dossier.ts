/** What is known of a client once: one row a client, none for an empty dossier. Empty text counts as absent. */
export interface ClientDossierTable {
  client_id: string;
  region: string;
  tax_office: string;
  founded: string | null;
  licence_from: string | null;
  licence_until: string | null;
  /** The licence has no last day (长期). */
  licence_always: boolean;
  /** Cents. */
  capital: number | null;
  capital_due: string | null;
  credit_level: string;
  /** Staff members of the office; they may have left it. */
  lead_id: string | null;
  assistant_id: string | null;
  field_id: string | null;
  seal_number: string;
  paper_number: string;
  /** Cents per `billing`. */
  fee: number | null;
  billing: string;
  fee_note: string;
  /** The office answers for what is due from this day on; null: see `serviceBegins`. */
  service_from: string | null;
}

/** A name or number that the client had before. */
export interface ClientFormerTable {
  client_id: string;
  id: string;
  position: number;
  what: 'name' | 'taxpayerId';
  value: string;
  /** Last day; null: not known. */
  until: string | null;
}

/** The kind of taxpayer from a day on, until the next row's day. */
export interface ClientKindTable {
  client_id: string;
  id: string;
  since: string;
  kind: 'general' | 'smallScale';
}

/** 税种核定: a tax that the client files, how often, and for which days. */
export interface ClientTaxTable {
  client_id: string;
  id: string;
  position: number;
  tax: string;
  own_tax: string;
  every: string;
  since: string;
  /** Last day; null: it goes on. */
  until: string | null;
}

/** A person of the client. Number and mobiles are given out one by one, on request. */
export interface ClientPersonTable {
  client_id: string;
  id: string;
  position: number;
  name: string;
  person_roles: string[];
  id_type: string | null;
  id_number: string;
  mobiles: string[];
  note: string;
}

export interface ClientTagTable {
  client_id: string;
  tag: string;
}

export interface ClientBankAccountTable {
  client_id: string;
  id: string;
  position: number;
  purpose: string;
  bank: string;
  number: string;
  /** Taxes are debited from it (三方协议). */
  tax_debit: boolean;
}

/** A field that the office itself has defined for the dossiers of its clients. */
export interface OwnFieldTable {
  id: string;
  position: number;
  group_name: string;
  name: string;
  type: 'text' | 'number' | 'money' | 'day' | 'choice' | 'yesNo';
  choices: string[];
  retired: boolean;
}

export interface ClientOwnValueTable {
  client_id: string;
  field_id: string;
  value: string;
}

/** Dossiers of clients, 客户档案. */
export interface ClientDossierTables {
  client_dossier: ClientDossierTable;
  client_former: ClientFormerTable;
  client_kind: ClientKindTable;
  client_tax: ClientTaxTable;
  client_person: ClientPersonTable;
  client_tag: ClientTagTable;
  client_bank_account: ClientBankAccountTable;
  own_field: OwnFieldTable;
  client_own_value: ClientOwnValueTable;
}
