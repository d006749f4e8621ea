import type { SessionEnd } from '@contract/session.ts';
import type { Act } from './acts.ts';

/** What the bureau tells whoever listens in this process (the office, the hosts); never a secret in it. */
export type DomainEvent =
  | { kind: 'staffSessionStarted'; window: string; handlerId: string; sessionId: string }
  | { kind: 'staffSessionChanged'; window: string }
  /** A desk was locked, by its person or by its idle time (J3): whoever keeps an open key for it lets go of it. */
  | { kind: 'staffSessionLocked'; window: string; sessionId: string }
  | { kind: 'staffSessionEnded'; window: string; handlerId: string; sessionId: string; end: SessionEnd }
  /** A session of another kind (enterprise, social insurance, ticket) began or ended in a window. */
  | { kind: 'windowSessionStarted'; window: string; sessionId: string }
  /** What the window shows of its session is another now (a real name was collected). */
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
  /** The office stopped or resumed serving a client, or erased it: views that leave stopped clients out count anew. */
  | { kind: 'serviceChanged'; clientId: string }
  /** A real-name record was made (I1). `changed`: name or mobile are not those of the record before (I3). */
  | { kind: 'realNameRecorded'; personId: string; changed: boolean }
  /** Permission functions of the person who is signed in in a window changed (E6). */
  | { kind: 'ownRightsChanged'; window: string; sessionId: string }
  /** Handlers or roles of an enterprise changed; `windows` stand in its name now, or choose among its people at a login. */
  | { kind: 'staffChanged'; enterpriseId: string; windows: readonly string[] }
  /** A handler's binding to the enterprise is gone (E7): whoever keeps something for them lets go of it. */
  | { kind: 'handlerRemoved'; enterpriseId: string; handlerId: string };

type Listener = (event: DomainEvent) => void | Promise<void>;
type Recorder = (event: DomainEvent, act: Act) => Promise<void>;

/** In-process event bus: listeners run in order and are awaited, so that a change and what follows from it stand together. */
export class DomainEvents {
  readonly #listeners = new Set<Listener>();
  readonly #recorders = new Set<Recorder>();

  /** @returns a function that ends the listening */
  on(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async emit(event: DomainEvent): Promise<void> {
    for (const listener of [...this.#listeners]) await listener(event);
  }

  /** What a recorder writes stands or falls with the act, and costs no commit of its own: entering a client waits for the disk. */
  onRecord(recorder: Recorder): void {
    this.#recorders.add(recorder);
  }

  /** Inside the act; {@link emit} follows when it is committed. */
  async record(event: DomainEvent, act: Act): Promise<void> {
    for (const recorder of this.#recorders) await recorder(event, act);
  }
}
