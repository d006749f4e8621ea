import { randomUUID } from 'node:crypto';
import { Refusal } from '@contract/errors.ts';
import type { ExplainedClient, ExplainedLink, ExplainedService, StaffView } from '@contract/explain.ts';
import type { Acts } from '../../bureau/act/acts.ts';
import type { StaffActor } from '../../bureau/ground/actors.ts';
import { clientLinks, personLinks, verdictOf } from '../../bureau/explain/links.ts';
import { assumptions, instantOf } from '../../bureau/explain/on-day.ts';
import { clientServices } from '../../bureau/explain/services.ts';
import type { Clock } from '../../bureau/ground/ports.ts';
import { assignmentsOf } from '../../store/repositories/assignments.ts';
import { clientStopsOf } from '../../store/repositories/client-stops.ts';
import { clientsById, type ClientDetailRow } from '../../store/repositories/clients.ts';
import { agreementsWithFunctions, handlerAt } from '../../store/repositories/explain-facts.ts';
import type { Database } from '../../store/schema/index.ts';
import { unknownClient } from './client-records.ts';
import { groupedBy } from '../../store/grouped-by.ts';
import type { Members } from '../members/members.ts';
import type { OfficeScope } from './scope.ts';
import type { ClientSearch } from '../search/client-search.ts';
import { parseQuery } from '../search/query.ts';
import type { RuleSet } from '../../bureau/rule-sets/rule-sets.ts';
import type { Profile } from '../../bureau/ground/profile.ts';

export interface SeeAsDependencies {
  db: Database;
  clock: Clock;
  acts: Acts;
  members: Members;
  scope: OfficeScope;
  search: ClientSearch;
  profile: Profile;
  ruleSet: RuleSet;
}

interface Look {
  sessionId: string;
  handlerId: string;
  day: string;
  at: number;
  chain: ExplainedLink[];
}
interface Explained {
  client: ExplainedClient;
  chain: ExplainedLink[];
  services: ExplainedService[];
}

/** Maximum looks kept at once; the oldest is dropped, and its page starts again. */
const looksKept = 200;

/**
 * "See as person X on day D" for an office admin. Opens nothing and asks no password: it decides over the same facts as the services do,
 * with the same functions. A look begins with a record in the trail, and without that nothing can be read.
 */
export class SeeAs {
  readonly #looks = new Map<string, Look>();

  constructor(private readonly deps: SeeAsDependencies) {}

  /** @throws Refusal NOT_FOUND for somebody who is not of this agency */
  async begin(admin: StaffActor, handlerId: string, day: string): Promise<StaffView> {
    const { db, clock, acts, members, profile } = this.deps;
    const at = instantOf(day, clock.now());
    const handler = await handlerAt(db, handlerId, at);
    if (handler?.enterprise_id !== admin.agencyId)
      throw new Refusal('NOT_FOUND', '没有这位待办人员，请重新选择。', { link: 'staff', rule: 'H5' });
    const { role, teamName } = await members.of(handlerId);
    const chain = personLinks(handler, at, { called: '待办人员', listedBy: '机构管理员', profile });
    await acts.run(null, (act) =>
      act.record({
        act: 'explain.staff',
        text: `以${handler.name}的身份查看${day}可办的客户和事项（只读）`,
        rule: 'H5',
        by: admin,
        origin: admin.origin,
        detail: { handler: handlerId, day },
      }),
    );
    const view = randomUUID();
    this.#looks.set(view, { sessionId: admin.sessionId, handlerId, day, at, chain });
    const oldest = this.#looks.keys().next();
    if (this.#looks.size > looksKept && !oldest.done) this.#looks.delete(oldest.value);
    return {
      view,
      day,
      person: { handlerId, name: handler.name, capacity: handler.capacity, officeRole: role, teamName },
      chain,
      assumptions: [...assumptions],
    };
  }

  /** Clients of the agency, whoever they are assigned to, each with what this person could do there. */
  async clients(
    admin: StaffActor,
    asked: { view: string; query: string; offset: number; limit: number },
  ): Promise<{ total: number; rows: ExplainedClient[] }> {
    const { search } = this.deps;
    const look = this.#look(admin, asked.view);
    const { total, ids } = await search.find(admin.agencyId, {
      query: parseQuery(asked.query),
      today: look.day,
      service: 'all',
      scope: null,
      use: await search.useOf(admin.handlerId),
      sort: 'name',
      descending: false,
      offset: asked.offset,
      limit: asked.limit,
    });
    return { total, rows: (await this.#explain(admin, look, ids)).map(({ client }) => client) };
  }

  /** @throws Refusal NOT_FOUND */
  async services(admin: StaffActor, asked: { view: string; clientId: string }): Promise<Explained> {
    const [explained] = await this.#explain(admin, this.#look(admin, asked.view), [asked.clientId]);
    if (!explained) throw unknownClient();
    return explained;
  }

  #look(admin: StaffActor, view: string): Look {
    const look = this.#looks.get(view);
    if (look?.sessionId === admin.sessionId) return look;
    throw new Refusal('NOT_FOUND', '这次查看已结束，请重新选择人员和日期。', { link: 'session' });
  }

  async #explain(admin: StaffActor, look: Look, clientIds: readonly string[]): Promise<Explained[]> {
    const { db, scope, ruleSet } = this.deps;
    if (clientIds.length === 0) return [];
    const clients = new Map((await clientsById(db, clientIds)).map((row) => [row.client_id, row]));
    const agreements = groupedBy(await agreementsWithFunctions(db, admin.agencyId, clientIds), (row) => row.client_id);
    const assigned = groupedBy(await assignmentsOf(db, clientIds), (row) => row.client_id);
    const stops = await clientStopsOf(db, clientIds);
    const seen = await scope.handlersSeenBy(look.handlerId);
    const covered = (id: string): boolean =>
      seen === null || (assigned.get(id) ?? []).some((row) => seen.includes(row.handler_id));
    return clientIds.flatMap((id) => {
      const client = clients.get(id);
      if (!client) return [];
      const { links, agreement } = clientLinks(
        { covered: covered(id), agreements: agreements.get(id) ?? [], stop: stops.get(id) },
        look.day,
        look.at,
        ruleSet.days,
      );
      const chain = [...look.chain, ...links];
      const services = clientServices(chain, agreement, client.kind, ruleSet.catalogue);
      return [{ client: shown(client, chain, services), chain, services }];
    });
  }
}

function shown(
  client: ClientDetailRow,
  chain: readonly ExplainedLink[],
  services: readonly ExplainedService[],
): ExplainedClient {
  return {
    clientId: client.client_id,
    name: client.name,
    taxpayerId: client.taxpayer_id,
    enter: verdictOf(chain),
    allowed: services.filter((service) => service.allowed).length,
    services: services.length,
  };
}
