import { EventEmitter } from 'node:events';
import type * as electron from 'electron';
import { recordCall } from './electron-calls.ts';

/** A session whose handlers a test can ask. */
export class Session extends EventEmitter {
  request: Parameters<electron.Session['setPermissionRequestHandler']>[0] = null;
  check: Parameters<electron.Session['setPermissionCheckHandler']>[0] = null;
  device: (() => boolean) | null = null;
  before: ((details: { url: string }, callback: (response: { cancel?: boolean }) => void) => void) | null = null;
  schemes = new Map<string, (request: Request) => Promise<Response>>();
  readonly webRequest = {
    onBeforeRequest: (listener: NonNullable<Session['before']>): void => {
      this.before = listener;
    },
  };
  readonly protocol = {
    handle: (scheme: string, handler: (request: Request) => Promise<Response>): void => {
      this.schemes.set(scheme, handler);
    },
  };
  setPermissionRequestHandler(handler: Session['request']): void {
    this.request = handler;
  }
  setPermissionCheckHandler(handler: Session['check']): void {
    this.check = handler;
  }
  setDevicePermissionHandler(handler: () => boolean): void {
    this.device = handler;
  }
  setDisplayMediaRequestHandler(handler: unknown): void {
    recordCall('setDisplayMediaRequestHandler', handler);
  }
  setSpellCheckerEnabled(enabled: boolean): void {
    recordCall('setSpellCheckerEnabled', enabled);
  }
}
