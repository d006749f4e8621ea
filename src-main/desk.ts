import type { DeskStatus } from '@contract/desk.ts';
import { Refusal } from '@contract/errors.ts';
import type { Engine } from './engine.ts';
import { EventHub } from './event-hub.ts';

export interface DeskOptions {
  /** Folder that holds everything the program writes. */
  dataDir: string;
  /** Training world to open at once, or null: the last profile used, else first run. */
  world: string | null;
  host: DeskStatus['host'];
  version: string;
}

/** The composition root: clock, keys, store, registry, phone and engine, built once a process. */
export interface Desk {
  status(): Promise<DeskStatus>;
  /** What windows listen to, also before a store is open. */
  readonly hub: EventHub;
  /** The open engine. @throws Refusal DESK_NOT_OPEN while there is none */
  engine(): Engine;
  /** Finishes work in hand, ends nothing that may go on later, closes the store. */
  close(): Promise<void>;
}

/**
 * Builds a desk; opening a store that fails does not throw but shows in `status().failure`, so that a screen can say it.
 */
export async function createDesk(options: DeskOptions): Promise<Desk> {
  return {
    hub: new EventHub(),
    status: async () => ({
      version: options.version, host: options.host, phase: 'setup', failure: null, profile: null, ruleSet: null,
      keys: { recorded: null, keychainAvailable: false, notice: null }, now: new Date().toISOString(), lastBackupAt: null,
    }),
    engine: () => {
      throw new Refusal('DESK_NOT_OPEN', '工作台尚未打开，请先完成首次设置或输入口令。', { link: 'desk' });
    },
    close: async () => {},
  };
}
