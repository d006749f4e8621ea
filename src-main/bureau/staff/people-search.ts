import { Refusal } from '@contract/errors.ts';
import type { IdType } from '@contract/validators/id-document.ts';
import { maskIdNumber } from '@contract/validators/id-document.ts';
import { personWithRealName } from '../../store/repositories/handlers.ts';
import { handlersOf, type HandlerRow } from '../../store/repositories/identity.ts';
import { addSearch, searchesSince } from '../../store/repositories/staff-searches.ts';
import type { Database } from '../../store/schema/index.ts';
import type { Acts } from '../act/acts.ts';
import { refusedAs } from '../act/refused-act.ts';
import type { EnterpriseActor, StaffActor } from '../ground/actors.ts';
import { timeText } from '../ground/calendar.ts';
import type { Clock } from '../ground/ports.ts';
import type { RuleLimits } from '../rule-sets/limits.ts';

/** E3: the document and name of somebody who is looked for. */
export interface SoughtPerson {
  name: string;
  idType: IdType;
  idNumber: string;
}

/** What a search answers: whether somebody of this name and number is known, whether their real name is collected, and who they are here already. */
export interface SearchAnswer {
  found: boolean;
  realName: boolean;
  bound: HandlerRow | null;
}

const hour = 60 * 60_000;

/** The search of step 2 (E3): name, id type and id number must all be right, and nothing but found or not is answered. */
export class PeopleSearch {
  constructor(
    private readonly deps: {
      db: Database;
      clock: Clock;
      acts: Acts;
      limits: Pick<RuleLimits, 'searchesAnHour'>;
    },
  ) {}

  /** @throws Refusal LOCKED_OUT after so many searches an hour; leaves a record either way, the number masked */
  async find(sought: SoughtPerson, by: EnterpriseActor | StaffActor): Promise<SearchAnswer> {
    const {
      db,
      clock,
      acts,
      limits: { searchesAnHour },
    } = this.deps;
    const enterpriseId = 'enterpriseId' in by ? by.enterpriseId : by.agencyId;
    const now = clock.now();
    await acts.run(null, async (act) => {
      const [oldest, ...rest] = await searchesSince(act.db, enterpriseId, now - hour);
      if (oldest === undefined || rest.length + 1 < searchesAnHour) {
        await addSearch(act.db, enterpriseId, now);
        return;
      }
      throw refusedAs(
        new Refusal(
          'LOCKED_OUT',
          `一小时内已查询${searchesAnHour}次，请在${timeText(oldest + hour, now)}以后再查询。`,
          {
            link: 'throttle',
            rule: 'E3',
            retryAt: new Date(oldest + hour).toISOString(),
          },
        ),
        { act: 'staff.search', text: `查询人员被拒绝：一小时内已查询${searchesAnHour}次`, by, origin: by.origin },
      );
    });
    const known = await personWithRealName(db, sought.idType, sought.idNumber);
    const found = known !== undefined && (known.verified_name ?? known.name) === sought.name;
    const realName = found && known.verified_name !== null;
    const bound =
      (await handlersOf(db, enterpriseId)).find(
        (handler) => handler.id_type === sought.idType && handler.id_number === sought.idNumber,
      ) ?? null;
    await acts.run(null, (act) =>
      act.record({
        act: 'staff.search',
        text: `查询人员${sought.name}（${maskIdNumber(sought.idNumber)}）：${realName ? '已实名采集' : found ? '已注册，未实名采集' : '未找到'}`,
        rule: 'E3',
        by,
        origin: by.origin,
      }),
    );
    return { found, realName, bound };
  }
}
