import { randomUUID } from 'node:crypto';
import type { AgreementHistory, AgreementOffer, AgreementTermsInput, AgreementView } from '@contract/agreements.ts';
import { InvalidInput } from '@contract/errors.ts';
import {
  agreementsOfClient,
  agreementsOfPair,
  keepFunctionSet,
  type AgreementRow,
} from '../../store/repositories/agreements.ts';
import { addAgreementChange, setServiceStaff } from '../../store/repositories/delegation.ts';
import type { Database } from '../../store/schema/index.ts';
import type { Acts } from '../act/acts.ts';
import type { EnterpriseActor } from '../ground/actors.ts';
import type { Clock } from '../ground/ports.ts';
import type { RuleSet } from '../rule-sets/rule-sets.ts';
import { pairOf, type AgreementActs, type Seen } from './acts.ts';
import type { Agencies } from './agencies.ts';
import type { AgreementPasswords } from './agreement-password.ts';
import { changeText, staffIdsOf } from './change-text.ts';
import { stateOrder } from '../agreement/current.ts';
import { functionSetOf } from './function-set.ts';
import { requireServiceStaff } from './service-staff.ts';
import { requireFreeDays, requireHeld, termsProblems } from './terms.ts';
import type { AgreementViews } from './views.ts';

export interface ClientDelegationDependencies {
  db: Database;
  clock: Clock;
  acts: Acts;
  agreementActs: AgreementActs;
  agencies: Agencies;
  passwords: AgreementPasswords;
  views: AgreementViews;
  ruleSet: RuleSet;
}
type NewTerms = AgreementTermsInput & { agencyId: string; agreementPassword?: string | undefined };

/** 代理机构认定管理 (H1 to H4, H6, L1 to L5), the taxpayer's side. */
export class ClientDelegation {
  constructor(private readonly deps: ClientDelegationDependencies) {}

  /** Agreements of this enterprise: proposals to answer first, then by the order of their states. */
  async list(
    actor: EnterpriseActor,
  ): Promise<{ agreements: AgreementView[]; syncedAt: string | null; agencies: number }> {
    const views = await this.deps.views.of(await agreementsOfClient(this.deps.db, actor.enterpriseId), 'client');
    const rank = (view: AgreementView): number =>
      view.state === 'proposed' && view.askedBy === 'agency' ? -1 : stateOrder.indexOf(view.state);
    const { syncedAt, agencies } = await this.deps.agencies.synced(actor);
    return {
      agreements: views.toSorted((a, b) => rank(a) - rank(b)),
      syncedAt: syncedAt === null ? null : new Date(syncedAt).toISOString(),
      agencies,
    };
  }

  async get(
    actor: EnterpriseActor,
    agreementId: string,
  ): Promise<{ agreement: AgreementView; history: AgreementHistory[] }> {
    const row = await this.deps.agreementActs.own(this.deps.db, actor, agreementId);
    return { agreement: await this.#view(row), history: await this.deps.views.history(row) };
  }

  /** Finds an agency on the synced list (H1), or one that has an agreement with this enterprise. */
  async offer(actor: EnterpriseActor, agencyId: string): Promise<AgreementOffer> {
    const pair = { agencyId, clientId: actor.enterpriseId };
    if ((await agreementsOfPair(this.deps.db, agencyId, actor.enterpriseId)).length === 0)
      await this.deps.agencies.known(actor, agencyId);
    return this.deps.views.offer(pair);
  }

  /** H1: recognises an agency. @throws Refusal (H1, H3, H4, H6, L2); InvalidInput by name of the field */
  recognise(actor: EnterpriseActor, terms: NewTerms): Promise<AgreementView> {
    return this.#make(actor, 'recognise', terms);
  }

  /** H3: the agreement is recognised once the agency accepts. @throws as {@link recognise} */
  propose(actor: EnterpriseActor, terms: NewTerms): Promise<AgreementView> {
    return this.#make(actor, 'propose', terms);
  }

  /** L4: confirms an agency's proposal, with the agreement password (L6). The conditions at the time of the proposal must still hold (H3, H4, L2). */
  async confirm(actor: EnterpriseActor, seen: Seen, agreementPassword: string | undefined): Promise<AgreementView> {
    const { agreementActs, passwords, ruleSet } = this.deps;
    return this.#act(actor, 'confirm', seen, async () => {
      const passwordHash = await passwords.choose(actor, agreementPassword);
      await agreementActs.change(actor, 'confirm', seen, async (db, row) => {
        const pair = pairOf(row);
        await requireHeld(db, pair.clientId, row.functions, ruleSet.catalogue);
        await requireFreeDays(db, pair, { firstDay: row.first_day, lastDay: row.last_day }, agreementActs.on, row.id);
        await requireServiceStaff(db, pair, await staffIdsOf(db, row.id), ruleSet);
        return { text: `确认委托申请：${row.first_day}至${row.last_day}`, change: { password_hash: passwordHash } };
      });
    });
  }

  decline(actor: EnterpriseActor, seen: Seen, reason: string): Promise<AgreementView> {
    return this.#reasoned(actor, 'decline', seen, reason, `谢绝委托申请：${reason}`);
  }

  /** H2, H3: open client sessions end at once. */
  suspend(actor: EnterpriseActor, seen: Seen, reason: string): Promise<AgreementView> {
    return this.#reasoned(actor, 'suspend', seen, reason, `暂停委托：${reason}`);
  }

  resume(actor: EnterpriseActor, seen: Seen): Promise<AgreementView> {
    return this.#act(actor, 'resume', seen, () =>
      this.deps.agreementActs.change(actor, 'resume', seen, async () => ({
        text: '恢复委托',
        change: { end_reason: null, ended_by: null },
      })),
    );
  }

  /** H2: ends it for good; open client sessions end at once. */
  cancel(actor: EnterpriseActor, seen: Seen, reason: string): Promise<AgreementView> {
    return this.#reasoned(actor, 'cancel', seen, reason, `取消代理机构：${reason}`);
  }

  /** H4, L1, L5: changes days, functions or service staff. An agreement that has begun keeps its first day; open client sessions get the new rights at once. */
  async changeTerms(
    actor: EnterpriseActor,
    { agreementId, revision, ...terms }: Seen & AgreementTermsInput,
  ): Promise<AgreementView> {
    const { clock, agreementActs, ruleSet } = this.deps;
    const seen = { agreementId, revision };
    return this.#act(actor, 'changeTerms', seen, () =>
      agreementActs.change(actor, 'changeTerms', seen, async (db, row) => {
        const problems = termsProblems(terms, agreementActs.today, row.first_day);
        if (problems.length > 0) throw new InvalidInput(problems);
        const pair = pairOf(row);
        await requireHeld(db, pair.clientId, terms.functions, ruleSet.catalogue);
        await requireFreeDays(db, pair, terms, agreementActs.on, row.id);
        await requireServiceStaff(db, pair, terms.serviceStaff, ruleSet);
        const text = await changeText(db, row, terms, ruleSet.catalogue);
        if (text === null) throw new InvalidInput([{ field: 'functions', message: '委托内容没有变化' }]);
        const functionSet = functionSetOf(terms.functions);
        await keepFunctionSet(db, functionSet);
        await setServiceStaff(db, row.id, [...new Set(terms.serviceStaff)]);
        await addAgreementChange(db, {
          id: randomUUID(),
          agreement_id: row.id,
          at: clock.now(),
          text,
          reported_at: null,
          reported_by: null,
        });
        return {
          text: `变更委托内容：${text}`,
          change: { first_day: terms.firstDay, last_day: terms.lastDay, function_set_id: functionSet.id },
        };
      }),
    );
  }

  /** H6: open client sessions end, and all remembered copies of the password become stale. */
  async replacePassword(actor: EnterpriseActor, seen: Seen, agreementPassword: string): Promise<AgreementView> {
    const { db, agreementActs, passwords } = this.deps;
    return this.#act(actor, 'replacePassword', seen, async () => {
      const { password_hash: old } = await agreementActs.own(db, actor, seen.agreementId);
      const passwordHash = await passwords.choose(actor, agreementPassword, old);
      await agreementActs.change(actor, 'replacePassword', seen, async (_, row) => ({
        text: '更换协议密码',
        change: { password_hash: passwordHash, password_version: row.password_version + 1 },
      }));
    });
  }

  async #make(
    actor: EnterpriseActor,
    kind: 'recognise' | 'propose',
    { agencyId, agreementPassword, ...terms }: NewTerms,
  ): Promise<AgreementView> {
    const { db, acts, agreementActs, agencies, passwords, ruleSet } = this.deps;
    const pair = { agencyId, clientId: actor.enterpriseId };
    const id = await agreementActs.attempting(actor, kind, pair, async () => {
      const agency = await agencies.known(actor, agencyId);
      const problems = termsProblems(terms, agreementActs.today);
      if (problems.length > 0) throw new InvalidInput(problems);
      await requireServiceStaff(db, pair, terms.serviceStaff, ruleSet);
      const passwordHash = await passwords.choose(actor, agreementPassword);
      const what = kind === 'recognise' ? '认定代理机构' : '提请代理机构接受委托';
      return acts.run(null, async (act) => {
        await requireServiceStaff(act.db, pair, terms.serviceStaff, ruleSet);
        const made = await agreementActs.make(
          act,
          actor,
          kind,
          pair,
          { ...terms, passwordHash },
          {
            text: `${what}：${agency.name}，${terms.firstDay}至${terms.lastDay}`,
            detail: { functions: new Set(terms.functions).size },
          },
        );
        await agreementActs.emitChanged(act, actor.enterpriseId, made);
        return made;
      });
    });
    return this.#view(await agreementActs.own(db, actor, id));
  }

  #reasoned(
    actor: EnterpriseActor,
    kind: 'decline' | 'suspend' | 'cancel',
    seen: Seen,
    reason: string,
    text: string,
  ): Promise<AgreementView> {
    return this.#act(actor, kind, seen, () =>
      this.deps.agreementActs.change(actor, kind, seen, async () => ({ text, change: { end_reason: reason } })),
    );
  }

  async #act(
    actor: EnterpriseActor,
    kind: Parameters<AgreementActs['change']>[1],
    seen: Seen,
    work: () => Promise<void>,
  ): Promise<AgreementView> {
    const { db, agreementActs } = this.deps;
    await agreementActs.attempting(actor, kind, seen, work);
    return this.#view(await agreementActs.own(db, actor, seen.agreementId));
  }

  #view(row: AgreementRow): Promise<AgreementView> {
    return this.deps.views.one(row, 'client');
  }
}
