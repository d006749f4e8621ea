import { implement } from '@orpc/server';
import { contract } from '@contract/index.ts';
import type { Desk } from './desk.ts';

/** What a host tells the router about one call. The window is told by the host, never by the input. */
export interface CallContext {
  desk: Desk;
  /** Hash of the window's key, or the window number in Electron; bureau sessions belong to it (architecture decision 2). */
  window: string;
  /** Where the call came from, for the trail (J4): `electron`, `loopback`, `http`. */
  origin: 'electron' | 'loopback' | 'http' | 'test';
}

const os = implement(contract).$context<CallContext>();

/** Builds the one router that every host serves. */
export function createRouter() {
  return os.router({
    desk: { status: os.desk.status.handler(({ context }) => context.desk.status()) },
  });
}
export type DeskRouter = ReturnType<typeof createRouter>;
