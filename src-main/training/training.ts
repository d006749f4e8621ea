import type { Clock, SmsGateway } from '../bureau/ports.ts';

/** A training world's steerable surroundings: its clock and its simulated phone. */
export interface Training {
  world: string;
  clock: Clock & { move(byMs: number): void };
  sms: SmsGateway;
}
