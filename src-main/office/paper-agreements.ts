import type { z } from 'zod';
import type { paperAgreementSchema } from '@contract/clients.ts';
import { InvalidInput, Refusal } from '@contract/errors.ts';
import type { StaffActor } from '../bureau/actors.ts';
import type { Agreements } from '../bureau/delegation/agreements.ts';
import type { Trail } from '../bureau/trail/trail.ts';
import type { PasswordHasher } from '../keys/password.ts';
import type { Database, DatabaseTransaction } from '../store/schema.ts';
import { recordingRefusal } from './recorded-refusal.ts';

export type PaperAgreement = z.output<typeof paperAgreementSchema>;

/** Without a password where the rule set asks none (L6). */
export type PaperTerms = Omit<PaperAgreement, 'agreementPassword'> & { agreementPassword?: string | null | undefined };

export interface PaperAgreementsParts {
  db: Database; trail: Trail; agreements: Agreements; hasher: PasswordHasher;
  /** H7: only in the office profile; a training world's clients recognise for themselves. */
  allowed: boolean;
  /** L6: whether the rule set asks the agreement password. */
  asksPassword: boolean;
}

/** A paper agreement that is good to be recorded, its password hashed: what is left fits in a transaction. */
export interface PreparedAgreement {
  /** @returns id of the agreement. @throws Refusal RULE_BROKEN (H3) */
  record(db: DatabaseTransaction, staff: StaffActor, client: { id: string; name: string }): Promise<string>;
}

/** H7: signed paper agreements, recorded by the agency where the client cannot be asked. */
export class PaperAgreements {
  constructor(private readonly parts: PaperAgreementsParts) {}

  get allowed(): boolean {
    return this.parts.allowed;
  }

  /**
   * Checks the terms and hashes the agreement password that the client gave.
   * @param prefix put before the names of fields in problems
   * @throws Refusal RULE_BROKEN in a training world; InvalidInput by name of the field
   */
  async prepare({ agreementPassword, ...terms }: PaperTerms, prefix = ''): Promise<PreparedAgreement> {
    const { agreements, hasher, allowed, asksPassword } = this.parts;
    if (!allowed) throw notHere();
    const problems = agreements.problems(terms);
    const given = agreementPassword ?? null;
    if (asksPassword && given === null) problems.push({ field: 'agreementPassword', message: '请输入委托企业给出的协议密码' });
    if (problems.length > 0) throw new InvalidInput(problems.map(({ field, message }) => ({ field: prefix + field, message })));
    const hashed = given === null ? null : await hasher.hashPassword(given);
    hashed?.wrapKey.fill(0);
    return { record: (db, staff, client) => agreements.record(db, staff, client, { ...terms, passwordHash: hashed?.stored ?? null }) };
  }

  /** Records a new or renewed paper agreement of a client. @returns its id. @throws as {@link prepare}; Refusal RULE_BROKEN (H3) */
  async record(staff: StaffActor, client: { id: string; name: string }, paper: PaperAgreement): Promise<string> {
    const { db, trail } = this.parts;
    const agreementId = await recordingRefusal(trail, { act: 'agreement.record', text: '录入纸质委托协议', by: staff, client }, async () => {
      const prepared = await this.prepare(paper);
      return acts.run(null, (act) => prepared.record(act.db, staff, client));
    });
    await this.recorded(client.id, agreementId);
    return agreementId;
  }

  /** Says that an agreement was recorded, after the transaction that holds it. */
  async recorded(clientId: string, agreementId: string): Promise<void> {
    await this.parts.agreements.tell(clientId, agreementId);
  }
}

function notHere(): Refusal {
  return new Refusal('RULE_BROKEN', '演示环境中不能录入纸质协议，委托协议由委托企业在「代理机构认定管理」中认定。', {
    link: 'agreement', rule: 'H7', whoCanMend: '委托企业的法定代表人或财务负责人',
  });
}
