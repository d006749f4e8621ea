import { randomUUID } from 'node:crypto';
import { Refusal, type FieldProblem } from '@contract/errors.ts';
import { addAgreement, agreementsOfPair, decideAgreement, type AgreementRow } from '../../store/repositories/agreements.ts';
import type { Database, DatabaseTransaction } from '../../store/schema.ts';
import type { StaffActor } from '../actors.ts';
import { dayOf } from '../calendar.ts';
import type { DomainEvents } from '../domain-events.ts';
import type { Clock } from '../ports.ts';
import type { Sessions } from '../sessions/sessions.ts';
import type { Trail } from '../trail/trail.ts';
import { currentAgreement, stateOf } from './current.ts';
import { functionSetOf } from './function-set.ts';

export interface AgreementsParts {
  db: Database; clock: Clock; events: DomainEvents; trail: Trail; sessions: Sessions;
  /** Permission functions that an agreement may hold (H4). */
  grantable: ReadonlySet<string>;
}

/** What a paper agreement says, apart from its password. */
export interface AgreementTerms { firstDay: string; lastDay: string; functions: readonly string[] }

interface ClientOfPair { id: string; name: string }

/** Agreements of pairs of client and agency (H1 to H3, H7), from the agency's side. */
export class Agreements {
  constructor(private readonly parts: AgreementsParts) {}

  /** Permission functions that an agreement may hold (H4). */
  get grantable(): ReadonlySet<string> {
    return this.parts.grantable;
  }

  /** What is wrong with the terms of an agreement that begins to be known today, by name of the field (H4, L1). */
  problems({ firstDay, lastDay, functions }: AgreementTerms): FieldProblem[] {
    const today = this.#today();
    const found: FieldProblem[] = [];
    if (lastDay < firstDay) found.push({ field: 'lastDay', message: `到期日${lastDay}早于起始日${firstDay}，请核对协议上的日期` });
    else if (lastDay < today) found.push({ field: 'lastDay', message: `协议已于${lastDay}到期，请填写续签后的日期` });
    if (functions.length === 0) found.push({ field: 'functions', message: '请至少选择一项委托事项' });
    if (functions.some((id) => !this.parts.grantable.has(id))) found.push({ field: 'functions', message: '有不能委托给代理机构的事项，请重新选择委托事项' });
    return found;
  }

  /** H3: one agreement of a pair is in force at a time. The one whose days these terms would share, or null. */
  async inTheWay(db: Database, pair: { agencyId: string; clientId: string }, terms: Pick<AgreementTerms, 'firstDay' | 'lastDay'>): Promise<AgreementRow | null> {
    const today = this.#today();
    const rows = await agreementsOfPair(db, pair.agencyId, pair.clientId);
    return rows.find((row) => ['inForce', 'recognised', 'suspended'].includes(stateOf(row, today)) && row.first_day <= terms.lastDay && terms.firstDay <= row.last_day) ?? null;
  }

  /**
   * H7: records a signed paper agreement inside a transaction; afterwards the caller tells of it with {@link tell}.
   * @param terms `passwordHash`: verifier of the agreement password that the client gave, hashed before the transaction; null where none is asked (L6)
   * @throws Refusal RULE_BROKEN (H3) when its days are those of another one
   */
  async record(db: DatabaseTransaction, staff: StaffActor, client: ClientOfPair, terms: AgreementTerms & { passwordHash: string | null }): Promise<string> {
    const other = await this.inTheWay(db, { agencyId: staff.agencyId, clientId: client.id }, terms);
    if (other) throw new Refusal('RULE_BROKEN', overlapText(other), { link: 'agreement', rule: 'H3' });
    const now = this.parts.clock.now();
    const functionSet = functionSetOf(terms.functions);
    const id = randomUUID();
    await addAgreement(db, {
      id, client_id: client.id, agency_id: staff.agencyId, decided: 'recognised', first_day: terms.firstDay, last_day: terms.lastDay,
      function_set_id: functionSet.id, password_hash: terms.passwordHash, password_version: 1, recorded_by_agency: 1,
      created_at: now, decided_at: now, end_reason: null, revision: 1,
    }, functionSet);
    await this.parts.trail.record({
      act: 'agreement.record', text: `录入纸质委托协议：${terms.firstDay}至${terms.lastDay}（代理机构录入）`, result: 'done', rule: 'H7', by: staff, client, origin: staff.origin,
      detail: { agreement: id, functions: new Set(terms.functions).size },
    }, db);
    return id;
  }

  /**
   * H2, H3: the agency ends the agreement that counts now; open client sessions under it end at once.
   * @throws Refusal RULE_BROKEN when there is none to end; CONFLICT when somebody else just decided about it
   */
  async cancel(staff: StaffActor, client: ClientOfPair, reason: string): Promise<void> {
    const { db, clock, trail, sessions } = this.parts;
    const agreementId = await db.transaction().execute(async (transaction) => {
      const current = currentAgreement(await agreementsOfPair(transaction, staff.agencyId, client.id), this.#today());
      if (!current || !['inForce', 'recognised', 'suspended', 'proposed'].includes(current.state)) {
        throw new Refusal('RULE_BROKEN', '没有可以终止的委托协议，请刷新后再看。', { link: 'agreement', rule: 'H3' });
      }
      const changed = await decideAgreement(transaction, current.row, { decided: 'cancelled', decided_at: clock.now(), end_reason: reason });
      if (!changed) throw new Refusal('CONFLICT', '该协议刚被修改，请刷新后再试。', { link: 'state', rule: 'H3' });
      await trail.record({
        act: 'agreement.cancel', text: `终止委托协议：${reason}`, result: 'done', rule: 'H2', by: staff, client, origin: staff.origin, detail: { agreement: current.row.id },
      }, transaction);
      return current.row.id;
    });
    await sessions.endAll({ agreementId, kind: 'client' }, 'agreementCancelled');
    await this.tell(client.id, agreementId);
  }

  /** Says that an agreement changed, after the transaction that changed it. */
  async tell(clientId: string, agreementId: string): Promise<void> {
    await this.parts.events.emit({ kind: 'agreementChanged', clientId, agreementId });
  }

  #today(): string {
    return dayOf(this.parts.clock.now());
  }
}

/** Why a new agreement cannot stand beside another one (H3). */
export function overlapText(other: { first_day: string; last_day: string }): string {
  return `与现有协议（${other.first_day}至${other.last_day}）的日期重叠，请先终止现有协议，或把起始日改到${other.last_day}之后。`;
}
