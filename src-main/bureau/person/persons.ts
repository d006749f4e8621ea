import { Refusal } from '@contract/errors.ts';
import { personById } from '../../store/repositories/persons.ts';
import { sessionById } from '../../store/repositories/sessions.ts';
import type { Database } from '../../store/schema/index.ts';
import type { PersonActor } from '../ground/actors.ts';
import type { Sessions } from '../sessions/sessions.ts';

/** Which natural person acts in a window (F2), or holds the ticket for a new password of their own (D5). */
export class Persons {
  constructor(private readonly deps: { db: Database; sessions: Sessions }) {}

  /** Also while an enterprise stands open that was entered from the person's session. @throws Refusal NOT_SIGNED_IN, FORBIDDEN in a window of another kind */
  async of(window: string): Promise<PersonActor> {
    const row = await this.deps.sessions.rowOf(window);
    if (!row) throw await this.deps.sessions.notSignedIn(window);
    const own = row.person_session_id === null ? row : await sessionById(this.deps.db, row.person_session_id);
    if (own?.kind !== 'person' || own.person_id === null)
      throw new Refusal('FORBIDDEN', '此功能须以自然人身份登录后办理。', { link: 'session', rule: 'F2' });
    return this.#actor(own, own.person_id);
  }

  /** @throws Refusal NOT_SIGNED_IN, FORBIDDEN without that ticket (D5) */
  async ticketOf(window: string): Promise<PersonActor> {
    const row = await this.deps.sessions.rowOf(window);
    if (!row) throw await this.deps.sessions.notSignedIn(window);
    if (row.ticket_for !== 'accountPassword' || row.person_id === null)
      throw new Refusal('FORBIDDEN', '此页面只在找回密码时打开。', { link: 'session', rule: 'D5' });
    return this.#actor(row, row.person_id);
  }

  async #actor(session: { id: string; window: string; origin: string }, personId: string): Promise<PersonActor> {
    const person = await personById(this.deps.db, personId);
    return {
      sessionId: session.id,
      personId,
      name: person?.verified_name ?? person?.name ?? '',
      window: session.window,
      origin: session.origin,
    };
  }
}
