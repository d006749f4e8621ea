import type { AgencyRow } from '@contract/taxpayer-delegation.ts';
import { Refusal } from '@contract/errors.ts';
import { agreementsOfClient } from '../../store/repositories/agreements.ts';
import {
  agenciesLike,
  agencyKnown,
  countAgencies,
  setAgenciesSynced,
  syncedAgenciesAt,
} from '../../store/repositories/delegation.ts';
import type { Database } from '../../store/schema/index.ts';
import type { Acts } from '../act/acts.ts';
import type { EnterpriseActor } from '../ground/actors.ts';
import { dayOf } from '../ground/calendar.ts';
import type { Clock } from '../ground/ports.ts';
import type { RuleSet } from '../rule-sets/rule-sets.ts';
import { currentAgreement } from '../agreement/current.ts';

/** 同步代理机构 (H1): an enterprise can recognise the agencies that the bureau knew at the enterprise's last sync. */
export class Agencies {
  constructor(private readonly deps: { db: Database; clock: Clock; acts: Acts; ruleSet: RuleSet }) {}

  /** Updates the list of agencies from the bureau. @returns how many there are now, and how many are new */
  async sync(actor: EnterpriseActor): Promise<{ syncedAt: number; agencies: number; added: number }> {
    const { acts, clock } = this.deps;
    return acts.run(null, async (act) => {
      const before = await this.synced(actor, act.db);
      // A clock that was set back removes no agency from the list.
      const syncedAt = Math.max(clock.now(), before.syncedAt ?? 0);
      const agencies = await countAgencies(act.db, { at: syncedAt, apartFrom: actor.enterpriseId });
      await setAgenciesSynced(act.db, actor.enterpriseId, syncedAt);
      await act.record({
        act: 'delegation.sync',
        text: `同步代理机构：共${agencies}家，新增${agencies - before.agencies}家`,
        rule: 'H1',
        by: actor,
        origin: actor.origin,
        detail: { agencies },
      });
      return { syncedAt, agencies, added: agencies - before.agencies };
    });
  }

  /** When this enterprise last synced, and how many agencies it has known since. */
  async synced(
    actor: EnterpriseActor,
    db: Database = this.deps.db,
  ): Promise<{ syncedAt: number | null; agencies: number }> {
    const syncedAt = (await syncedAgenciesAt(db, actor.enterpriseId)) ?? null;
    return {
      syncedAt,
      agencies: syncedAt === null ? 0 : await countAgencies(db, { at: syncedAt, apartFrom: actor.enterpriseId }),
    };
  }

  /** The synced agencies whose name or taxpayer id contains `query`, each with its present agreement here. */
  async search(actor: EnterpriseActor, query: string, limit: number): Promise<AgencyRow[]> {
    const { db, clock, ruleSet } = this.deps;
    const { syncedAt } = await this.synced(actor);
    if (syncedAt === null) return [];
    const rows = await agenciesLike(
      db,
      { at: syncedAt, apartFrom: actor.enterpriseId },
      query.replaceAll(/\s/g, ''),
      limit,
    );
    const agreements = await agreementsOfClient(db, actor.enterpriseId);
    const today = dayOf(clock.now());
    return rows.map((row) => {
      const current = currentAgreement(
        agreements.filter((one) => one.agency_id === row.id),
        today,
        ruleSet.days,
      );
      return {
        agencyId: row.id,
        name: row.name,
        taxpayerId: row.taxpayer_id,
        address: row.address,
        agreement: { state: current?.state ?? 'none', lastDay: current?.row.last_day ?? null },
      };
    });
  }

  /** @throws Refusal RULE_BROKEN (H1) before the first sync, NOT_FOUND if the agency is not on the list */
  async known(actor: EnterpriseActor, agencyId: string): Promise<{ id: string; name: string }> {
    const { syncedAt } = await this.synced(actor);
    if (syncedAt === null)
      throw new Refusal('RULE_BROKEN', '尚未同步代理机构，请先点“同步代理机构”。', { link: 'registry', rule: 'H1' });
    const agency = await agencyKnown(this.deps.db, { at: syncedAt, apartFrom: actor.enterpriseId }, agencyId);
    if (!agency)
      throw new Refusal('NOT_FOUND', '代理机构列表中没有这家机构，请重新同步后再选。', {
        link: 'registry',
        rule: 'H1',
      });
    return agency;
  }
}
