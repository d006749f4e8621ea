import type { DatabaseTransaction } from '../../store/schema/index.ts';

/** What the bureau needs from outside (ADR-0017); simulated and steerable in a training world. */

/** The desk's clock. A training world's clock can be moved; rules read nothing else. */
export interface Clock {
  /** Now, in milliseconds UTC. */
  now(): number;
  /** Milliseconds since the machine was started, asleep or not: nobody moves it. Left out: it goes as the clock does. */
  elapsed?(): number;
}

/** Sends SMS codes. In the office profile there is none, and code login is not offered. */
export interface SmsGateway {
  /** @param mobile 11 digits; @param text Chinese text with the code in it: never logged */
  send(mobile: string, text: string): Promise<void>;
}

/** H5: which clients a staff member may see, enter and serve. The office implements it; the default is all. */
export interface StaffScope {
  covers(handlerId: string, clientId: string): Promise<boolean>;
}

/** Everybody covers every client: the bureau's default where no office is present. */
export const everyClient: StaffScope = { covers: async () => true };

/**
 * Called at every change of a personal password, inside its transaction: a key that is sealed under the password's wrapping key (the office
 * vault) is sealed under the new one in the same step, so that a crash between the two loses nothing.
 */
export interface KeyRewrapper {
  /** @param from the old wrapping key, or null when there was no password or it is not known (a reset) */
  passwordChanged(
    db: DatabaseTransaction,
    change: { handlerId: string; from: Buffer | null; to: Buffer },
  ): Promise<void>;
}

/** Nothing is sealed under personal passwords: the bureau's default where no office is present. */
export const nothingToRewrap: KeyRewrapper = { passwordChanged: async () => {} };

/** An officer of an enterprise as the tax registry (金税三期) knows them. */
export interface RegistryOfficer {
  capacity: 'legalRepresentative' | 'financeOfficer';
  name: string;
  idType: string;
  idNumber: string;
}

/** `unknown`: the registry has nothing about this taxpayer. `down`: it cannot be reached now. */
export type RegistryAnswer = { kind: 'found'; officers: RegistryOfficer[] } | { kind: 'unknown' } | { kind: 'down' };

/** The outside register of enterprises (B3). It may answer late; whoever asks stops waiting by the signal. */
export interface TaxRegistry {
  officersOf(taxpayerId: string, signal: AbortSignal): Promise<RegistryAnswer>;
}

/** An identity card as a camera reads it. */
export interface CardRead {
  name: string;
  idType: string;
  idNumber: string;
}

/**
 * The phone app of real-name collection and whom it asks (I1): the camera, the population register, the operator, the face check. Simulated in
 * a training world; the office profile has none, and an admin attests identity cards there (A3). Every question names the phone.
 */
export interface RealNameApp {
  /** The card before the camera, or null when it cannot be read. @throws Refusal NOT_FOUND there is no such phone */
  readCard(phone: string): Promise<CardRead | null>;
  /** The name that the population register has for the number, or null when it has none. */
  nameInRegister(phone: string, card: CardRead): Promise<string | null>;
  /** Whether the operator knows the mobile as that of the card's owner. */
  ownsMobile(phone: string, card: CardRead, mobile: string): Promise<boolean>;
  /** Whether the face before the camera is that of the card. */
  faceMatches(phone: string, card: CardRead): Promise<boolean>;
}
