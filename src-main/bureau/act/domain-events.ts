import type { SessionEnd } from '@contract/session.ts';
import type { Act } from './acts.ts';

/** Events of the bureau for listeners in this process (the office, the hosts); never a secret in them. */
export type DomainEvent =
  | { kind: 'staffSessionStarted'; window: string; handlerId: string; sessionId: string }
  | { kind: 'staffSessionChanged'; window: string }
  /** A desk was locked, by its person or by idle time (J3): listeners that hold an open key for it drop it. */
  | { kind: 'staffSessionLocked'; window: string; sessionId: string }
  | { kind: 'staffSessionEnded'; window: string; handlerId: string; sessionId: string; end: SessionEnd }
  /** A session of another kind (enterprise, social insurance, ticket) began or ended in a window. */
  | { kind: 'windowSessionStarted'; window: string; sessionId: string }
  /** The window's session shows other data now (a real name was collected). */
  | { kind: 'windowSessionChanged'; window: string }
  | { kind: 'windowSessionEnded'; window: string; sessionId: string; end: SessionEnd }
  | { kind: 'clientSessionStarted'; window: string; handlerId: string; clientId: string; clientSessionId: string }
  | {
      kind: 'clientSessionEnded';
      window: string;
      handlerId: string;
      clientId: string;
      clientName: string;
      clientSessionId: string;
      end: SessionEnd;
    }
  | { kind: 'rightsChanged'; window: string; clientSessionId: string }
  | { kind: 'agreementChanged'; clientId: string; agreementId: string }
  /** The office stopped or resumed serving a client, or erased it: views without stopped clients count again. */
  | { kind: 'serviceChanged'; clientId: string }
  /** A real-name record was made (I1). `changed`: name or mobile differ from the previous record (I3). */
  | { kind: 'realNameRecorded'; personId: string; changed: boolean }
  /** Permission functions changed for the person signed in in a window (E6). */
  | { kind: 'ownRightsChanged'; window: string; sessionId: string }
  /** Handlers or roles of an enterprise changed; `windows` are signed in to it now, or choose among its people at a login. */
  | { kind: 'staffChanged'; enterpriseId: string; windows: readonly string[] }
  /** A handler's binding to the enterprise was removed (E7): listeners that keep something for them drop it. */
  | { kind: 'handlerRemoved'; enterpriseId: string; handlerId: string };

type Listener = (event: DomainEvent) => void | Promise<void>;
type Recorder = (event: DomainEvent, act: Act) => Promise<void>;

/** In-process event bus. Listeners run in order and are awaited, so that a change and its consequences are complete together. */
export class DomainEvents {
  readonly #listeners = new Set<Listener>();
  readonly #recorders = new Set<Recorder>();

  /** @returns a function that removes the listener */
  on(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async emit(event: DomainEvent): Promise<void> {
    for (const listener of [...this.#listeners]) await listener(event);
  }

  /** A recorder's writes are part of the act and need no commit of their own: entering a client waits for the disk. */
  onRecord(recorder: Recorder): void {
    this.#recorders.add(recorder);
  }

  /** Runs the recorders, inside the act; {@link emit} follows after the commit. */
  async record(event: DomainEvent, act: Act): Promise<void> {
    for (const recorder of this.#recorders) await recorder(event, act);
  }
}
