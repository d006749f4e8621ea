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
  /** Training world to open at once, or null: the last used profile, otherwise the first run. */
  world: string | null;
  host: DeskStatus['host'];
  version: string;
  /** Stores unexpected errors; default: standard error. */
  report?: ReportIncident;
  /** For tests; a running program uses the machine's. */
  clock?: Clock;
  hasher?: PasswordHasher;
  keychain?: Keychain;
}

/** The composition root: clock, keys, store and engine, built once per process; holds at most one open store. */
export interface Desk {
  readonly version: string;
  readonly dataDir: string;
  /** The events for windows, also available before a store is open. */
  readonly hub: EventHub;
  status(): Promise<DeskStatus>;
  /** The open engine. @throws Refusal DESK_NOT_OPEN if there is none */
  engine(): Engine;
  /** The parts that backups and recovery need beside the engine. @throws Refusal DESK_NOT_OPEN */
  opened(): Opened;
  /**
   * Opens a training world. If the own office is open with nobody signed in, it is closed first and does not change.
   * @throws Refusal CONFLICT if somebody is signed in at the office or another world is open; NOT_FOUND
   */
  openWorld(world: string): Promise<DeskStatus>;
  /** @returns the printed recovery key, shown only once */
  createOffice(office: NewOffice, passphrase: string | undefined): Promise<{ recoveryKey: string; status: DeskStatus }>;
  unlock(passphrase: string): Promise<DeskStatus>;
  unlockWithRecoveryKey(recoveryKey: string, newPassphrase: string | undefined): Promise<DeskStatus>;
  /** Takes the next piece of a backup that this window uploads. @returns the upload. @throws as BackupUploads.take; Refusal CONFLICT, DESK_BUSY as every change */
  takeBackupPiece(window: string, piece: UploadPiece): Promise<string>;
  /** Restores the backup that this window has uploaded. @throws as restoreBackup; Refusal NOT_FOUND, CONFLICT */
  restore(window: string, upload: string, recoveryKey: string, passphrase: string | undefined): Promise<DeskStatus>;
  /** A call found damage of the file: reads the whole file, and notifies every window of the result. */
  suspectDamage(): void;
  /** Closes an own office whose file is damaged; it then counts as one that did not open. @throws Refusal CONFLICT if no damage is found */
  closeDamaged(): Promise<DeskStatus>;
  /** Tries again to open the store; a failure shows in the status. */
  retry(): Promise<DeskStatus>;
  /** Leaves a training world and keeps its data: opens the own office if there is one, otherwise the first-run page. */
  leaveWorld(): Promise<DeskStatus>;
  /** Finishes work in progress and closes the store. */
  close(): Promise<void>;
}
