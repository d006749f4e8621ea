import { EventPublisher } from '@orpc/server';
import { eventAudiences, type DeskEvent } from '@contract/events.ts';
import type { DomainEvent, DomainEvents } from '../bureau/act/domain-events.ts';

interface Sent {
  /** Null: every window of the event's audience. */
  window: string | null;
  event: DeskEvent;
}

/** Sends the engine's events to the windows that listen (ADR-0024). A window gets only the events that concern it. */
export class EventHub {
  readonly #publisher = new EventPublisher<{ sent: Sent }>({ maxBufferedEvents: 1000 });

  notify(window: string | null, event: DeskEvent): void {
    this.#publisher.publish('sent', { window, event });
  }

  /**
   * The events of a window from now on, until it stops listening; `hello` comes first.
   * @param mayHear whether the window's session could read the fact behind an event; asked for each event that is not
   * for one window or for all
   */
  async *listen(
    window: string,
    signal: AbortSignal | undefined,
    mayHear: (event: DeskEvent) => Promise<boolean>,
  ): AsyncGenerator<DeskEvent, void> {
    const events = this.#publisher.subscribe('sent', signal ? { signal } : {});
    yield { kind: 'hello' };
    for await (const sent of events) {
      const audience = eventAudiences[sent.event.kind];
      if (sent.window !== null && sent.window !== window) continue;
      const own = sent.window !== null && (audience === 'ownWindow' || audience === 'office');
      if (!own && audience !== 'anyone' && (audience === 'ownWindow' || !(await mayHear(sent.event)))) continue;
      yield sent.event;
    }
  }

  /** Sends the bureau's domain events to windows. */
  relay(domainEvents: DomainEvents): void {
    domainEvents.on((event) => this.#relay(event));
  }

  #relay(event: DomainEvent): void {
    switch (event.kind) {
      case 'staffSessionStarted':
      case 'staffSessionChanged':
      case 'staffSessionLocked':
      case 'clientSessionStarted':
      case 'windowSessionStarted':
      case 'windowSessionChanged':
      case 'windowSessionEnded':
        return this.notify(event.window, { kind: 'sessionChanged' });
      case 'staffSessionEnded':
        return this.notify(event.window, { kind: 'staffSessionEnded', end: event.end });
      case 'clientSessionEnded':
        return this.notify(event.window, {
          kind: 'clientSessionEnded',
          clientSession: event.clientSessionId,
          clientId: event.clientId,
          clientName: event.clientName,
          end: event.end,
        });
      case 'rightsChanged':
        return this.notify(event.window, { kind: 'rightsChanged', clientSession: event.clientSessionId });
      case 'ownRightsChanged':
        return this.notify(event.window, { kind: 'ownRightsChanged' });
      case 'staffChanged':
        return event.windows.forEach((window) => this.notify(window, { kind: 'staffChanged' }));
      case 'agreementChanged':
        return this.notify(null, { kind: 'clientsChanged', clientId: event.clientId });
      case 'serviceChanged':
      case 'realNameRecorded':
      case 'handlerRemoved':
        // Only the record itself changed; sessions that end have events of their own.
        return undefined;
    }
  }
}
