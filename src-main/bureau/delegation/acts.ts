import { randomUUID } from 'node:crypto';
import type { AgreementAct } from '@contract/agreements.ts';
import { Refusal } from '@contract/errors.ts';
import type { RuleId } from '@contract/rule-id.ts';
import {
  addAgreement,
  agreementById,
  changeAgreement,
  type AgreementRow,
} from '../../store/repositories/agreements.ts';
import { setServiceStaff } from '../../store/repositories/delegation.ts';
import { enterpriseById } from '../../store/repositories/identity.ts';
import { openSessions } from '../../store/repositories/sessions.ts';
import type { Database, DatabaseTransaction } from '../../store/schema/index.ts';
import type { Act, Acts } from '../act/acts.ts';
import { attempting, type Describe } from '../act/refused-act.ts';
import type { EnterpriseActor, StaffActor } from '../ground/actors.ts';
import { dayOf } from '../ground/calendar.ts';
import { holdsEverything } from '../rights/rights.ts';
import type { Clock } from '../ground/ports.ts';
import type { Sessions } from '../sessions/sessions.ts';
import type { RuleDays } from '../rule-sets/limits.ts';
import type { RuleSet } from '../rule-sets/rule-sets.ts';
import { stateOf } from '../agreement/current.ts';
import { functionSetOf } from './function-set.ts';
import { actText, ask, transitions, whoActs, type Party, type Transition } from './transitions.ts';
import { requireFreeDays, requireHeld, type AgreementTerms, type Pair } from './terms.ts';

export interface AgreementActsDependencies {
  db: Database;
  clock: Clock;
  acts: Acts;
  sessions: Sessions;
  ruleSet: RuleSet;
}

/** Who acts on an agreement: a person of the client, or of the agency. */
export type AgreementActor = EnterpriseActor | StaffActor;
export const sideOf = (actor: AgreementActor) => ('enterpriseId' in actor ? ('client' as const) : ('agency' as const));
/** H3: for the client, only legal representative and finance officer act. */
export function partyOf(actor: AgreementActor): Exclude<Party, 'clock'> | null {
  if (!('enterpriseId' in actor)) return 'agency';
  return actor.person && holdsEverything(actor.person.capacity) ? 'officer' : null;
}

/** Names an agreement at the revision that the user saw. */
export interface Seen {
  agreementId: string;
  revision: number;
}
/** Extra writes of an act beside its decision, and its text for the trail. */
export interface Written {
  text: string;
  change?: Parameters<typeof changeAgreement>[2];
  detail?: Record<string, string | number>;
}

/**
 * Every act on an agreement runs here. It asks the table, then writes decision, trail record and the end of open client
 * sessions in one act of the store, so that no failure leaves a session open under an agreement that is not in force
 * (H2, H3).
 */
export class AgreementActs {
  constructor(private readonly deps: AgreementActsDependencies) {}

  get today(): string {
    return dayOf(this.deps.clock.now());
  }

  /** Today, with the rule set's limits for agreements. */
  get on(): { today: string; days: RuleDays } {
    return { today: this.today, days: this.deps.ruleSet.days };
  }

  /**
   * Makes an agreement inside an act; {@link emitChanged} follows it.
   * @throws Refusal FORBIDDEN, RULE_BROKEN (H3, H4)
   */
  async make(
    act: Act,
    actor: AgreementActor,
    kind: 'recognise' | 'propose' | 'record',
    pair: Pair,
    terms: AgreementTerms & { serviceStaff?: readonly string[]; passwordHash: string | null },
    written: Written & { rule?: RuleId },
  ): Promise<string> {
    const { clock } = this.deps;
    const { db } = act;
    const party = partyOf(actor);
    const line = transitions.find((one) => one.act === kind && one.by === party && one.from.includes('none'));
    if (!line)
      throw new Refusal('FORBIDDEN', `只有${whoActs.officer}可以${actText[kind]}。`, {
        link: 'identity',
        rule: 'H3',
        whoCanMend: whoActs.officer,
      });
    await requireHeld(db, pair.clientId, terms.functions, this.deps.ruleSet.catalogue);
    await requireFreeDays(db, pair, terms, this.on);
    const now = clock.now();
    const functionSet = functionSetOf(terms.functions);
    const id = randomUUID();
    const recognised = line.to === 'recognised';
    await addAgreement(
      db,
      {
        id,
        client_id: pair.clientId,
        agency_id: pair.agencyId,
        decided: recognised ? 'recognised' : 'proposed',
        first_day: terms.firstDay,
        last_day: terms.lastDay,
        function_set_id: functionSet.id,
        password_hash: terms.passwordHash,
        password_version: 1,
        recorded_by_agency: kind === 'record',
        asked_by: sideOf(actor),
        created_at: now,
        decided_at: recognised ? now : null,
        recognised_at: recognised ? now : null,
        end_reason: null,
        revision: 1,
      },
      functionSet,
    );
    await setServiceStaff(db, id, [...new Set(terms.serviceStaff ?? [])]);
    await act.record({
      act: `agreement.${kind}`,
      text: written.text,
      rule: written.rule ?? line.rule,
      by: actor,
      ...(await this.#about(db, pair)),
      origin: actor.origin,
      detail: { agreement: id, ...written.detail },
    });
    return id;
  }

  /**
   * Runs an act on an existing agreement. @param work checks further conditions and writes, inside the act
   * @throws Refusal NOT_FOUND for somebody else's agreement, FORBIDDEN or RULE_BROKEN by the table, CONFLICT if it was
   * changed since the user saw it
   */
  async change(
    actor: AgreementActor,
    kind: AgreementAct,
    seen: Seen,
    work: (db: DatabaseTransaction, row: AgreementRow) => Promise<Written>,
  ): Promise<void> {
    const { acts, clock, sessions } = this.deps;
    await acts.run(null, async (act) => {
      const found = await this.own(act.db, actor, seen.agreementId);
      const line = this.#allowed(actor, kind, found);
      if (found.revision !== seen.revision)
        throw new Refusal('CONFLICT', '该协议刚被修改，请刷新后再试。', { link: 'state', rule: 'H3' });
      const { text, change, detail } = await work(act.db, found);
      const now = clock.now();
      const decided = line.to as AgreementRow['decided'] | null;
      await changeAgreement(act.db, found, {
        ...change,
        ...(decided === null ? {} : { decided, decided_at: now }),
        ...(decided === 'recognised' && found.recognised_at === null ? { recognised_at: now } : {}),
        ...(decided === 'suspended' || decided === 'cancelled' || decided === 'declined'
          ? { ended_by: sideOf(actor) }
          : {}),
      });
      if (line.ends) await sessions.ends.endAllWithin(act, { agreementId: found.id, kind: 'client' }, line.ends);
      else if (kind === 'changeTerms') {
        for (const open of await openSessions(act.db, { agreementId: found.id, kind: 'client' })) {
          await act.emit({ kind: 'rightsChanged', window: open.window, clientSessionId: open.id });
        }
      }
      await act.record({
        act: `agreement.${kind}`,
        text,
        rule: line.rule,
        by: actor,
        ...(await this.#about(act.db, pairOf(found))),
        origin: actor.origin,
        detail: { agreement: found.id, ...detail },
      });
      await this.emitChanged(act, found.client_id, found.id);
    });
  }

  /** An agreement of the actor's side. @throws Refusal NOT_FOUND, the same for a missing agreement and somebody else's */
  async own(db: Database, actor: AgreementActor, agreementId: string): Promise<AgreementRow> {
    const row = await agreementById(db, agreementId);
    const mine =
      row && ('enterpriseId' in actor ? row.client_id === actor.enterpriseId : row.agency_id === actor.agencyId);
    if (!row || !mine)
      throw new Refusal('NOT_FOUND', '没有这份委托协议，请刷新后再看。', { link: 'agreement', rule: 'H3' });
    return row;
  }

  /** Runs an act together with the checks before it; a refusal by a rule belongs to this act, and both sides see its record. */
  attempting<Result>(
    actor: AgreementActor,
    kind: AgreementAct,
    about: Pair | Seen,
    work: () => Promise<Result>,
  ): Promise<Result> {
    const { db } = this.deps;
    const refused: Describe = async (refusal) => {
      if (refusal.code === 'CONFLICT') return null;
      const row = 'agreementId' in about ? await this.own(db, actor, about.agreementId).catch(() => null) : null;
      const pair = 'agreementId' in about ? row && pairOf(row) : about;
      return {
        act: `agreement.${kind}`,
        text: `${actText[kind]}委托协议被拒绝：${refusal.message}`,
        by: actor,
        origin: actor.origin,
        ...(pair ? await this.#about(db, pair) : {}),
        detail: row ? { agreement: row.id } : {},
      };
    };
    return attempting(refused, work);
  }

  /** Emits that an agreement changed. */
  async emitChanged(act: Act, clientId: string, agreementId: string): Promise<void> {
    await act.emit({ kind: 'agreementChanged', clientId, agreementId });
  }

  #allowed(actor: AgreementActor, kind: AgreementAct, row: AgreementRow): Transition {
    const asked = ask(kind, partyOf(actor), {
      state: stateOf(row, this.today, this.deps.ruleSet.days),
      askedBy: row.asked_by,
    });
    if (asked.transition) return asked.transition;
    const { rule, reason, whoCanMend } = asked.refusal;
    throw partyOf(actor) === null
      ? new Refusal('FORBIDDEN', reason, { link: 'identity', rule, whoCanMend })
      : new Refusal('RULE_BROKEN', reason, { link: 'agreement', rule, whoCanMend });
  }

  /** Both sides see the record in their trail. */
  async #about(db: Database, pair: Pair): Promise<{ client: { id: string; name: string }; agencyId: string }> {
    return {
      client: { id: pair.clientId, name: (await enterpriseById(db, pair.clientId))?.name ?? '' },
      agencyId: pair.agencyId,
    };
  }
}

export const pairOf = (row: Pick<AgreementRow, 'agency_id' | 'client_id'>): Pair => ({
  agencyId: row.agency_id,
  clientId: row.client_id,
});
