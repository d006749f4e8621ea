import { Refusal } from '@contract/errors.ts';
import type { PersonHome } from '@contract/person.ts';
import { idTypeNames, maskIdNumber } from '@contract/validators/id-document.ts';
import { maskMobile } from '@contract/validators/mobile.ts';
import type { SessionEnd } from '@contract/session.ts';
import { enterpriseById } from '../../store/repositories/identity.ts';
import { bindingsOfPerson, type EnterableHandler } from '../../store/repositories/person-enterprises.ts';
import { personById } from '../../store/repositories/persons.ts';
import { lastEntered, openSessions } from '../../store/repositories/sessions.ts';
import type { Database } from '../../store/schema/index.ts';
import type { Acts } from '../act/acts.ts';
import { refusedAs } from '../act/refused-act.ts';
import type { PersonActor } from '../ground/actors.ts';
import { iso } from '../ground/calendar.ts';
import type { Sessions } from '../sessions/sessions.ts';
import { whyCannotEnter } from './enterable.ts';
import { nameOf } from './known-person.ts';
import type { Profile } from '../ground/profile.ts';

/** A person's home page (F2): who they are, and the enterprises among which they move without another login. */
export class PersonOverview {
  constructor(private readonly deps: { db: Database; acts: Acts; sessions: Sessions; profile: Profile }) {}

  async of(actor: PersonActor): Promise<PersonHome> {
    const { db, profile } = this.deps;
    const person = await personById(db, actor.personId);
    if (!person) throw new Refusal('NOT_FOUND', '没有这个账号，请重新登录。', { link: 'identity', rule: 'F2' });
    const [handlers, [entered]] = await Promise.all([
      bindingsOfPerson(db, actor.personId),
      openSessions(db, { personSessionId: actor.sessionId }),
    ]);
    return {
      person: {
        name: nameOf(person),
        idTypeName: (idTypeNames as Record<string, string>)[person.id_type] ?? person.id_type,
        idNumberMasked: maskIdNumber(person.id_number),
        realName:
          person.verified_mobile !== null && person.verified_at !== null
            ? {
                mobileMasked: maskMobile(person.verified_mobile),
                at: iso(person.verified_at),
                attested: person.real_name_origin === 'attested',
              }
            : null,
        registeredMobileMasked: person.registered_mobile === null ? null : maskMobile(person.registered_mobile),
        registeredAt: iso(person.registered_at ?? person.created_at),
      },
      enterprises: handlers.map((handler) => ({
        handlerId: handler.id,
        enterpriseId: handler.enterprise_id,
        name: handler.enterprise_name,
        taxpayerId: handler.taxpayer_id,
        capacity: handler.capacity,
        since: iso(handler.created_at),
        here: handler.id === entered?.handler_id,
        cannot: whyCannotEnter(handler, profile),
      })),
      putOut: entered ? null : await this.#putOut(actor),
    };
  }

  /** F2. @throws Refusal NOT_FOUND for somebody else's binding; FORBIDDEN with the reason, which leaves a record */
  async enter(actor: PersonActor, handlerId: string): Promise<void> {
    const { acts, sessions, profile } = this.deps;
    await acts.run(null, async (act) => {
      // Read where the session is made: what has been taken away meanwhile is gone.
      const handler = (await bindingsOfPerson(act.db, actor.personId)).find((one) => one.id === handlerId);
      if (!handler)
        throw new Refusal('NOT_FOUND', '您已不是该企业的办税人员，请刷新后再试。', {
          link: 'staff',
          rule: 'F2',
          whoCanMend: '该企业的法定代表人或财务负责人',
        });
      const record = {
        act: 'person.enter',
        by: actor,
        handler: whoEnters(handler),
        client: { id: handler.enterprise_id, name: handler.enterprise_name },
        origin: actor.origin,
      };
      const cannot = whyCannotEnter(handler, profile);
      if (cannot)
        throw refusedAs(new Refusal('FORBIDDEN', cannot.message, cannot.why), {
          ...record,
          text: `进入企业被拒绝：${cannot.message}`,
          rule: cannot.why.rule ?? 'F2',
          sessionId: actor.sessionId,
        });
      const session = await sessions.starts.enterEnterprise(act, actor, handler);
      await act.record({ ...record, text: '从个人首页进入企业', rule: 'F2', sessionId: session.id });
      await act.emit({ kind: 'windowSessionStarted', window: actor.window, sessionId: session.id });
    });
  }

  /** Back to the home page; the person's session goes on. */
  async leave(actor: PersonActor): Promise<void> {
    await this.deps.sessions.ends.endAll({ personSessionId: actor.sessionId }, 'left');
  }

  /** Said on the home page until another enterprise is entered: who is thrown out must learn why. */
  async #putOut(actor: PersonActor): Promise<PersonHome['putOut']> {
    const last = await lastEntered(this.deps.db, actor.sessionId);
    if (!last || last.end_reason === 'left') return null;
    return {
      enterprise: (await enterpriseById(this.deps.db, last.enterprise_id ?? ''))?.name ?? '',
      end: last.end_reason as SessionEnd,
    };
  }
}

const whoEnters = (handler: EnterableHandler) => ({ id: handler.id, name: handler.name });
