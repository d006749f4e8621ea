import { handlerById } from '../../store/repositories/identity.ts';
import { bindingsOf } from '../../store/repositories/real-names.ts';
import type { DomainEvents } from '../act/domain-events.ts';
import type { Authenticators } from './authenticators.ts';

/**
 * An authenticator ends with the binding it was set up under, wherever that is removed (E7, B3), and with the real-name record whose mobile it
 * stands for (I3): the phone with the new number is another one, and whoever keeps the old one must not log in with it. In the same step.
 */
export function voidWithEvents(events: DomainEvents, authenticators: Authenticators): void {
  events.onRecord(async (event, act) => {
    if (event.kind === 'handlerRemoved') {
      const handler = await handlerById(act.db, event.handlerId);
      if (handler) await authenticators.void(act, handler, '人员已移除', 'bureau');
    }
    if (event.kind === 'realNameRecorded' && event.changed) {
      for (const { id } of await bindingsOf(act.db, event.personId)) {
        const handler = await handlerById(act.db, id);
        if (handler) await authenticators.void(act, handler, '实名信息已变更', 'bureau');
      }
    }
  });
}
