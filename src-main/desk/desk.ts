import type { DeskStatus } from '@contract/desk.ts';
import type { Clock } from '../bureau/ground/ports.ts';
import type { ReportIncident } from '../incidents/incident.ts';
import type { Keychain } from '../keys/keychain.ts';
import type { PasswordHasher } from '../keys/password.ts';
import type { NewOffice } from '../office/create-office.ts';
import type { UploadPiece } from '../office/uploads/upload-room.ts';
import type { Engine } from './engine.ts';
import type { EventHub } from './event-hub.ts';
import type { Opened } from './opened.ts';

export interface DeskOptions {
  /** Folder that holds everything the program writes. */
  dataDir: string;
  /** Training world to open at once, or null: the last profile used, else first run. */
  world: string | null;
  host: DeskStatus['host'];
  version: string;
  /** Keeps what nobody expected; standard error without. */
  report?: ReportIncident;
  /** Tests steer these; a running program has the machine's. */
  clock?: Clock;
  hasher?: PasswordHasher;
  keychain?: Keychain;
}

/** The composition root: clock, keys, store and engine, built once a process; holds at most one open store. */
export interface Desk {
  readonly version: string;
  readonly dataDir: string;
  /** What windows listen to, also before a store is open. */
  readonly hub: EventHub;
  status(): Promise<DeskStatus>;
  /** The open engine. @throws Refusal DESK_NOT_OPEN while there is none */
  engine(): Engine;
  /** What backups and recovery need beside the engine. @throws Refusal DESK_NOT_OPEN */
  opened(): Opened;
  /**
   * Opens a training world; the own office, open but with nobody signed in, is closed for it and stands as it was.
   * @throws Refusal CONFLICT somebody is signed in at the office, or another world is open; NOT_FOUND no such world
   */
  openWorld(world: string): Promise<DeskStatus>;
  /** @returns the printed recovery key, shown once */
  createOffice(office: NewOffice, passphrase: string | undefined): Promise<{ recoveryKey: string; status: DeskStatus }>;
  unlock(passphrase: string): Promise<DeskStatus>;
  unlockWithRecoveryKey(recoveryKey: string, newPassphrase: string | undefined): Promise<DeskStatus>;
  /** Takes the next piece of a backup that this window uploads. @returns the upload. @throws as BackupUploads.take; Refusal CONFLICT, DESK_BUSY as every change */
  takeBackupPiece(window: string, piece: UploadPiece): Promise<string>;
  /** Restores the backup that this window has uploaded. @throws as restoreBackup; Refusal NOT_FOUND, CONFLICT */
  restore(window: string, upload: string, recoveryKey: string, passphrase: string | undefined): Promise<DeskStatus>;
  /** A call came upon damage of the file: it is read through, and what is found is told to every window. */
  suspectDamage(): void;
  /** Closes an own office whose file is damaged; it then counts as one that did not open. @throws Refusal CONFLICT when no damage is found */
  closeDamaged(): Promise<DeskStatus>;
  /** Tries again to open what could not be opened; a failure shows in the status. */
  retry(): Promise<DeskStatus>;
  /** Leaves a training world, whose data stay: for the own office where there is one, else for the first-run page. */
  leaveWorld(): Promise<DeskStatus>;
  /** Finishes work in hand and closes the store. */
  close(): Promise<void>;
}
