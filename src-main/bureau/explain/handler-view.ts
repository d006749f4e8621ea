import { Refusal } from '@contract/errors.ts';
import type { ExplainedLink, ExplainedService } from '@contract/explain.ts';
import type { Capacity } from '@contract/people.ts';
import { handlerAt } from '../../store/repositories/explain-facts.ts';
import { enterpriseById, handlersOf } from '../../store/repositories/identity.ts';
import type { Database } from '../../store/schema/index.ts';
import type { Acts } from '../act/acts.ts';
import type { ServiceCatalogue } from '../catalogue/service-catalogue.ts';
import type { EnterpriseActor } from '../ground/actors.ts';
import { dayOf } from '../ground/calendar.ts';
import { functionsOfHandler } from '../rights/functions.ts';
import type { Clock } from '../ground/ports.ts';
import { personLinks } from './links.ts';
import { assumptions, instantOf } from './on-day.ts';
import { handlerServices } from './services.ts';
import type { Profile } from '../ground/profile.ts';

export interface SeenHandler {
  day: string;
  person: { handlerId: string; name: string; capacity: Capacity };
  chain: ExplainedLink[];
  services: ExplainedService[];
  assumptions: string[];
}

/** An enterprise's officer looks through a handler's eyes on a day; read-only, and each look leaves a record. */
export class HandlerView {
  constructor(
    private readonly deps: { db: Database; clock: Clock; acts: Acts; profile: Profile; catalogue: ServiceCatalogue },
  ) {}

  async handlers(actor: EnterpriseActor): Promise<SeenHandler['person'][]> {
    return (await handlersOf(this.deps.db, actor.enterpriseId)).map(({ id, name, capacity }) => ({
      handlerId: id,
      name,
      capacity,
    }));
  }

  /** @throws Refusal NOT_FOUND for anybody else's handler */
  async of(actor: EnterpriseActor, handlerId: string, day: string): Promise<SeenHandler> {
    const { db, clock, acts, profile, catalogue } = this.deps;
    const at = instantOf(day, clock.now());
    const handler = await handlerAt(db, handlerId, at);
    const enterprise = await enterpriseById(db, actor.enterpriseId);
    if (!enterprise || handler?.enterprise_id !== actor.enterpriseId)
      throw new Refusal('NOT_FOUND', '没有这位办税人员，请刷新列表后再试。', { link: 'staff', rule: 'E1' });
    const functions = await functionsOfHandler(db, { handlerId, capacity: handler.capacity }, catalogue);
    const synced = enterprise.handlers_synced_at;
    const chain: ExplainedLink[] = [
      synced !== null && synced <= at
        ? { link: 'state', ok: true, text: `办税人已于${dayOf(synced)}首次同步`, rule: null, whoCanMend: null }
        : {
            link: 'state',
            ok: false,
            text: '还没有同步过办税人，只能用普通登录并先同步',
            rule: 'B7',
            whoCanMend: null,
          },
      ...personLinks(handler, at, { called: '办税人员', listedBy: '本企业的法定代表人或财务负责人', profile }),
    ];
    await acts.run(null, (act) =>
      act.record({
        act: 'explain.handler',
        text: `以${handler.name}的身份查看${day}可办的事项（只读）`,
        rule: 'E5',
        by: actor,
        origin: actor.origin,
        detail: { handler: handlerId, day },
      }),
    );
    const person = { handlerId, personId: '', name: handler.name, capacity: handler.capacity };
    return {
      day,
      person: { handlerId, name: handler.name, capacity: handler.capacity },
      chain,
      services: handlerServices(chain, { person, functions }, catalogue),
      assumptions: [...assumptions],
    };
  }
}
