import { Refusal } from '@contract/errors.ts';
import type { WindowSession } from '@contract/session.ts';
import type { WindowSessionRow } from '../../store/repositories/sessions.ts';
import type { Database } from '../../store/schema/index.ts';
import { refusedAs } from '../act/refused-act.ts';
import type { EnterpriseActor, HandlerActor, TicketActor } from '../ground/actors.ts';
import { iso } from '../ground/calendar.ts';
import { personById } from '../../store/repositories/persons.ts';
import { idleEnd } from '../sessions/limits.ts';
import type { Sessions } from '../sessions/sessions.ts';
import { holdsEverything } from '../rights/rights.ts';
import type { ServiceCatalogue } from '../catalogue/service-catalogue.ts';
import { functionsOfHandler } from '../rights/functions.ts';

/** The person of an enterprise session as a handler. @throws Refusal FORBIDDEN in a social-insurance session, which names nobody (B8) */
export function personOfWindow(actor: EnterpriseActor): HandlerActor {
  if (!actor.person)
    throw new Refusal('FORBIDDEN', '社保费征收登录没有办税人员身份，不能办理此项。', { link: 'identity', rule: 'B8' });
  return {
    sessionId: actor.sessionId,
    handlerId: actor.person.handlerId,
    name: actor.person.name,
    window: actor.window,
    origin: actor.origin,
    client: { id: actor.enterpriseId, name: actor.enterpriseName },
  };
}

function enterpriseOfRow(row: WindowSessionRow): { id: string; name: string; taxpayerId: string } | null {
  if (row.enterprise_id === null || row.enterprise_name === null || row.taxpayer_id === null) return null;
  return { id: row.enterprise_id, name: row.enterprise_name, taxpayerId: row.taxpayer_id };
}

/** Who acts in a window, for the session kinds of an enterprise (J3). Rights are read anew at every call (E6). */
export class WindowActors {
  constructor(private readonly deps: { db: Database; sessions: Sessions; catalogue: ServiceCatalogue }) {}

  /** @throws Refusal NOT_SIGNED_IN, FORBIDDEN in a window of another kind */
  async enterpriseOf(window: string): Promise<EnterpriseActor> {
    const row = await this.deps.sessions.rowOf(window);
    if (!row) throw await this.deps.sessions.notSignedIn(window);
    const enterprise = enterpriseOfRow(row);
    if ((row.kind !== 'enterprise' && row.kind !== 'socialInsurance') || !enterprise) {
      throw new Refusal(
        'FORBIDDEN',
        row.kind === 'person' ? '请先在个人首页进入要办理业务的企业。' : '此功能须以企业身份登录后办理。',
        { link: 'session', rule: row.kind === 'person' ? 'F2' : 'A4' },
      );
    }
    return {
      sessionId: row.id,
      enterpriseId: enterprise.id,
      enterpriseName: enterprise.name,
      taxpayerId: enterprise.taxpayerId,
      window: row.window,
      origin: row.origin,
      person:
        row.handler_id !== null && row.acting_person_id !== null && row.person_name !== null && row.capacity !== null
          ? { handlerId: row.handler_id, personId: row.acting_person_id, name: row.person_name, capacity: row.capacity }
          : null,
      functions: await this.#functions(row),
    };
  }

  /** @throws Refusal NOT_SIGNED_IN, FORBIDDEN without the ticket for this very page (D3) */
  async ticketOf(window: string, opens: TicketActor['opens']): Promise<TicketActor> {
    const row = await this.deps.sessions.rowOf(window);
    if (!row) throw await this.deps.sessions.notSignedIn(window);
    const enterprise = enterpriseOfRow(row);
    if (row.ticket_for !== opens || row.handler_id === null || !enterprise) {
      throw new Refusal('FORBIDDEN', '此页面只在找回或重置密码时打开。', {
        link: 'session',
        rule: opens === 'enterprisePassword' ? 'D1' : 'D3',
      });
    }
    return {
      sessionId: row.id,
      handlerId: row.handler_id,
      name: row.person_name ?? '',
      window: row.window,
      origin: row.origin,
      opens,
      client: enterprise,
    };
  }

  /** Lets the call on when the actor holds one of `functions` (none: any such session). @throws Refusal PERMISSION_MISSING; leaves a record */
  async require(actor: EnterpriseActor, functions: readonly string[]): Promise<void> {
    if (functions.length === 0 || functions.some((id) => actor.functions.has(id))) return;
    const titles = functions.map((id) => `「${this.deps.catalogue.titleOf(id)}」`).join('或');
    const rule = actor.person ? 'E5' : 'B8';
    throw refusedAs(
      new Refusal('PERMISSION_MISSING', missingFunctions(actor, titles), {
        link: 'scope',
        rule,
        whoCanMend: '法定代表人或财务负责人',
      }),
      {
        act: 'enterprise.permission',
        text: `办理被拒绝：没有${titles}权限`,
        rule,
        by: actor,
        origin: actor.origin,
        detail: { functions: functions.join(',') },
      },
    );
  }

  /** What the window shows of itself, or null when nobody is signed in. */
  async who(window: string): Promise<WindowSession | null> {
    const row = await this.deps.sessions.rowOf(window);
    if (!row) return null;
    const name = row.person_name ?? '';
    if (row.kind === 'agencyStaff') return { kind: 'agencyStaff', handlerId: row.handler_id ?? '', name };
    const enterprise = enterpriseOfRow(row);
    const term = {
      signedInAt: iso(row.started_at),
      idleEndsAt: iso(idleEnd(row.last_used_at, row.ends_at, this.deps.sessions.limits)),
      endsAt: iso(row.ends_at),
    };
    if (row.person_id !== null) return this.#natural(row, row.person_id, term);
    if (!enterprise) return null;
    if (row.kind === 'socialInsurance')
      return { kind: 'socialInsurance', enterprise, functions: [...this.deps.catalogue.socialInsurance], ...term };
    if (row.handler_id === null || row.capacity === null) return null;
    if (row.kind === 'ticket' && row.ticket_for !== null)
      return { kind: 'ticket', opens: row.ticket_for, enterprise, person: { name, capacity: row.capacity }, ...term };
    return {
      kind: 'enterprise',
      enterprise,
      person: { handlerId: row.handler_id, name, capacity: row.capacity },
      functions: [...(await this.#functions(row))],
      mustSetPassword: row.password_hash === null,
      entered: row.person_session_id !== null,
      ...term,
    };
  }

  /** A natural person on their own (F2), or with the ticket for a new password (D5). */
  async #natural(
    row: WindowSessionRow,
    personId: string,
    term: { signedInAt: string; idleEndsAt: string; endsAt: string },
  ): Promise<WindowSession> {
    const person = await personById(this.deps.db, personId);
    const name = person?.verified_name ?? person?.name ?? '';
    return row.ticket_for === null
      ? { kind: 'person', person: { id: personId, name }, realName: (person?.verified_name ?? null) !== null, ...term }
      : { kind: 'ticket', opens: row.ticket_for, enterprise: null, person: { name, capacity: null }, ...term };
  }

  async #functions(row: WindowSessionRow): Promise<ReadonlySet<string>> {
    const { db, catalogue } = this.deps;
    if (row.kind === 'socialInsurance') return catalogue.socialInsurance;
    return row.handler_id === null || row.capacity === null
      ? new Set()
      : functionsOfHandler(db, { handlerId: row.handler_id, capacity: row.capacity }, catalogue);
  }
}

/** Why this session may not do what needs functions of these titles, and who can mend it; one sentence for every screen and refusal. */
export function missingFunctions(actor: Pick<EnterpriseActor, 'person'>, titles: string): string {
  if (!actor.person) return `社保费征收登录只能办理社保业务，不能办理${titles}。`;
  return holdsEverything(actor.person.capacity)
    ? `企业没有开通${titles}，请联系主管税务机关。`
    : `您没有${titles}权限，请联系本企业的法定代表人或财务负责人在企业人员维护中授权。`;
}
