import { randomUUID } from 'node:crypto';
import { maskMobile } from '@contract/validators/mobile.ts';
import { addPerson, personByIdNumber } from '../../store/repositories/handlers.ts';
import { bindingsOf, putRealName, realNameOf, setPersonName } from '../../store/repositories/real-names.ts';
import { openSessions } from '../../store/repositories/sessions.ts';
import type { Act } from '../act/acts.ts';
import type { CardRead, Clock } from '../ground/ports.ts';
import type { Sessions } from '../sessions/sessions.ts';

export interface RealNamesDependencies {
  clock: Clock;
  sessions: Sessions;
}
export interface RealNameDetails {
  mobile: string;
  address: string;
  email: string | null;
}
export interface Recorded {
  personId: string;
  changed: boolean;
  first: boolean;
}

/** Makes real-name records and says what follows from them (I1, I3). */
export class RealNames {
  constructor(private readonly deps: RealNamesDependencies) {}

  /**
   * Within the act of the collection that was passed. A person whom nobody registered before is known from here on (A5, E3).
   * **We**: with a new name or mobile every open session of the person ends, so that whoever came in by the old mobile is out, and nobody
   * acts on under a name that is no more; a collection that changed neither leaves them open.
   */
  async put(act: Act, card: CardRead, details: RealNameDetails, origin: string): Promise<Recorded> {
    const { clock, sessions } = this.deps;
    const { db } = act;
    const now = clock.now();
    const known = await personByIdNumber(db, card.idType, card.idNumber);
    const personId = known?.id ?? randomUUID();
    if (!known)
      await addPerson(db, {
        id: personId,
        id_type: card.idType,
        id_number: card.idNumber,
        name: card.name,
        created_at: now,
      });
    else if (known.name !== card.name) await setPersonName(db, personId, card.name);
    const before = await realNameOf(db, personId);
    const { mobile, address, email } = details;
    await putRealName(
      db,
      {
        id: randomUUID(),
        person_id: personId,
        name: card.name,
        mobile,
        origin: 'collected',
        recorded_at: now,
        replaced_at: null,
      },
      { address, email },
    );
    const changed = before !== undefined && (before.name !== card.name || before.mobile !== mobile);
    const what = [
      ...(before && before.name !== card.name ? [`姓名由${before.name}变更为${card.name}`] : []),
      ...(before && before.mobile !== mobile
        ? [`手机号码由${maskMobile(before.mobile)}变更为${maskMobile(mobile)}`]
        : []),
    ];
    await act.record({
      act: 'realName.record',
      text: `${card.name}${before ? `重新采集实名信息${what.length > 0 ? `：${what.join('，')}` : ''}` : '完成实名采集'}`,
      rule: before ? 'I3' : 'I1',
      client: { id: personId, name: card.name },
      origin,
      detail: { person: personId, mobile: maskMobile(mobile) },
    });
    if (changed) {
      for (const { id } of await bindingsOf(db, personId))
        await sessions.ends.endAllWithin(act, { handlerId: id }, 'realNameChanged');
      // The person's own, and a ticket that the old mobile opened (D5).
      await sessions.ends.endAllWithin(act, { personId }, 'realNameChanged');
    }
    for (const { window } of await openSessions(db, { personId }))
      await act.emit({ kind: 'windowSessionChanged', window });
    await act.emit({ kind: 'realNameRecorded', personId, changed });
    return { personId, changed, first: before === undefined };
  }
}
