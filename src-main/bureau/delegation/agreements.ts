import { Refusal, type FieldProblem } from '@contract/errors.ts';
import { agreementsOfPair } from '../../store/repositories/agreements.ts';
import type { Database } from '../../store/schema/index.ts';
import type { Act } from '../act/acts.ts';
import type { StaffActor } from '../ground/actors.ts';
import type { AgreementActs } from './acts.ts';
import type { RuleSet } from '../rule-sets/rule-sets.ts';
import { currentAgreement } from '../agreement/current.ts';
import { dayProblems, type AgreementTerms } from './terms.ts';

interface ClientOfPair {
  id: string;
  name: string;
}

/** For the office and its own clients: records paper agreements (H7) and ends agreements (H2, H3). */
export class Agreements {
  constructor(private readonly deps: { db: Database; agreementActs: AgreementActs; ruleSet: RuleSet }) {}

  /** Permission functions that an agreement may hold (H4). */
  get grantable(): ReadonlySet<string> {
    return this.deps.ruleSet.catalogue.grantable;
  }

  /** Problems of the terms of an agreement that is recorded today, by name of the field (H4, L1). */
  problems(terms: AgreementTerms): FieldProblem[] {
    const found = dayProblems(terms, this.deps.agreementActs.today);
    if (terms.functions.length === 0) found.push({ field: 'functions', message: '请至少选择一项委托事项' });
    if (terms.functions.some((id) => !this.grantable.has(id)))
      found.push({ field: 'functions', message: '有不能委托给代理机构的事项，请重新选择委托事项' });
    return found;
  }

  /**
   * H7: records a signed paper agreement inside an act; the caller emits the change with {@link emitChanged}.
   * @param terms `passwordHash`: verifier of the client's agreement password, hashed before the act; null if none is
   * asked (L6)
   * @throws Refusal RULE_BROKEN (H3) if its days overlap another one, (H4) if it holds what the client lacks
   */
  async record(
    act: Act,
    staff: StaffActor,
    client: ClientOfPair,
    terms: AgreementTerms & { passwordHash: string | null },
  ): Promise<string> {
    return this.deps.agreementActs.make(
      act,
      staff,
      'record',
      { agencyId: staff.agencyId, clientId: client.id },
      terms,
      {
        text: `录入纸质委托协议：${terms.firstDay}至${terms.lastDay}（代理机构录入）`,
        detail: { functions: new Set(terms.functions).size },
      },
    );
  }

  /**
   * H2, H3: the agency ends the current agreement; open client sessions under it end at once.
   * @throws Refusal RULE_BROKEN if there is none to end; CONFLICT if somebody else just changed it
   */
  async cancel(staff: StaffActor, client: ClientOfPair, reason: string): Promise<void> {
    const { db, agreementActs, ruleSet } = this.deps;
    const current = currentAgreement(
      await agreementsOfPair(db, staff.agencyId, client.id),
      agreementActs.today,
      ruleSet.days,
    );
    if (!current)
      throw new Refusal('RULE_BROKEN', '没有可以终止的委托协议，请刷新后再看。', { link: 'agreement', rule: 'H3' });
    const seen = { agreementId: current.row.id, revision: current.row.revision };
    await agreementActs.attempting(staff, 'cancel', seen, () =>
      agreementActs.change(staff, 'cancel', seen, async () => ({
        text: `终止委托协议：${reason}`,
        change: { end_reason: reason },
      })),
    );
  }

  /** Emits that an agreement changed. */
  async emitChanged(act: Act, clientId: string, agreementId: string): Promise<void> {
    await this.deps.agreementActs.emitChanged(act, clientId, agreementId);
  }
}
