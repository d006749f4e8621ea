/* Runs in a worker as well (table-worker.ts): imports nothing of the program. */

/** One entry of a password manager, as its file has it: nothing of its secret is changed. */
export interface PasswordEntry {
  /** Groups or folders from the outermost, joined by ` / `. */
  group: string;
  title: string;
  login: string;
  secret: string;
  site: string;
  note: string;
  /** Last day on which it is good, by Shanghai's calendar; null: none is known. */
  validUntil: string | null;
  /** Further open fields, by name. */
  fields: [name: string, value: string][];
  /** What the entry holds that an account has no place for, in Chinese words, never its content. */
  left: string[];
  /** `other`: no login at all (a card, a note, an identity). */
  what: 'login' | 'other';
}

/** All entries of a file. */
export interface EntryList {
  from: 'keepass4' | 'keepass3' | 'keepassCsv' | 'bitwardenCsv' | 'bitwardenJson';
  entries: PasswordEntry[];
  /** Entries in the bin of the file, which are not read. */
  binned: number;
}

/** The file of a password manager, with what opens it. */
export interface EntrySource {
  /** What its first bytes say that it is; null: none. */
  kind: 'keepass' | 'keepassOld' | 'keepassCsv' | 'bitwardenCsv' | 'bitwardenJson' | null;
  bytes: Uint8Array<ArrayBuffer>;
  /** Null: a key file alone. */
  passphrase: string | null;
  keyFile: Uint8Array<ArrayBuffer> | null;
}

/** An entry as it is written, without what only reading knows. */
export type EntryToWrite = Omit<PasswordEntry, 'left' | 'what'>;

/** What a file is made of; `passphrase` opens it. */
export interface KeepassToWrite {
  name: string;
  passphrase: string;
  entries: EntryToWrite[];
}

/** Names of the fields by which a file that this program wrote tells what an account is. */
export const ownFields = {
  client: '客户名称',
  taxpayerId: '纳税人识别号',
  kind: '账号类型',
  ownKind: '自定义账号类型',
  person: '使用人',
  secondFactor: '二次验证',
  factorHolder: '验证人',
} as const;

/** Entries that one file may have. */
export const entriesAtMost = 20_000;

/** An Argon2 that a file asks for, run by the engine: the worker has no native code. */
export interface Argon2Asked {
  secret: Uint8Array;
  salt: Uint8Array;
  memoryKiB: number;
  passes: number;
  lanes: number;
  /** 0: Argon2d, 2: Argon2id, as RFC 9106 numbers them. */
  algorithm: number;
  /** 0x10 or 0x13. */
  version: number;
}
export type RunArgon2 = (asked: Argon2Asked) => Promise<Uint8Array>;
