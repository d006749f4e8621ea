import type { Clock, SmsGateway } from '../bureau/ground/ports.ts';

export interface PhoneMessage {
  mobile: string;
  text: string;
  /** Milliseconds UTC, by the world's clock. */
  at: number;
}

/** Maximum messages that the simulated phones of a world keep. */
export const messagesKept = 200;

/**
 * The simulated phones of a training world: every message that the bureau sends arrives here instead of at an operator.
 * Kept in memory only: a code is stored nowhere but as its hash (J1), and no code outlives a restart by more than its five minutes.
 */
export class SimulatedPhone implements SmsGateway {
  readonly #messages: PhoneMessage[] = [];

  /** @param arrived called after a message has arrived, to tell the screens */
  constructor(
    private readonly clock: Clock,
    private readonly arrived: (mobile: string) => void,
  ) {}

  async send(mobile: string, text: string): Promise<void> {
    this.#messages.push({ mobile, text, at: this.clock.now() });
    if (this.#messages.length > messagesKept) this.#messages.shift();
    this.arrived(mobile);
  }

  /** Messages, newest first. */
  messages(): PhoneMessage[] {
    return this.#messages.toReversed();
  }
}
