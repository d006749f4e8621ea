import type { z } from 'zod';
import type { paperAgreementSchema } from '@contract/clients.ts';
import type { DeskEvent } from '@contract/events.ts';
import { InvalidInput, Refusal } from '@contract/errors.ts';
import type { Act, Acts } from '../../bureau/act/acts.ts';
import { attempting, whenRuled } from '../../bureau/act/refused-act.ts';
import type { StaffActor } from '../../bureau/ground/actors.ts';
import type { Agreements } from '../../bureau/delegation/agreements.ts';
import { dayOf } from '../../bureau/ground/calendar.ts';
import type { Clock } from '../../bureau/ground/ports.ts';
import type { PasswordHasher } from '../../keys/password.ts';
import type { Vault } from '../vault/vault.ts';

export type PaperAgreement = z.output<typeof paperAgreementSchema>;

/** Without a password where the rule set asks none (L6). */
export type PaperTerms = Omit<PaperAgreement, 'agreementPassword'> & { agreementPassword?: string | null | undefined };

export interface PaperAgreementsDependencies {
  acts: Acts;
  agreements: Agreements;
  hasher: PasswordHasher;
  /** H7: only in the office profile; a training world's clients recognise for themselves. */
  allowed: boolean;
  /** L6: whether the rule set asks the agreement password. */
  asksPassword: boolean;
  clock: Clock;
  vault: Vault;
  notify(window: string | null, event: DeskEvent): void;
}

/** A checked paper agreement with its password hashed: the rest fits into an act. */
export interface PreparedAgreement {
  /** @returns id of the agreement. @throws Refusal RULE_BROKEN (H3) */
  record(act: Act, staff: StaffActor, client: { id: string; name: string }): Promise<string>;
}

/** H7: signed paper agreements, recorded by the agency where the client cannot be asked. */
export class PaperAgreements {
  constructor(private readonly deps: PaperAgreementsDependencies) {}

  get allowed(): boolean {
    return this.deps.allowed;
  }

  /**
   * Checks the terms and hashes the agreement password that the client gave.
   * @param prefix put before the names of fields in problems
   * @throws Refusal RULE_BROKEN in a training world; InvalidInput by name of the field
   */
  async prepare({ agreementPassword, ...terms }: PaperTerms, prefix = ''): Promise<PreparedAgreement> {
    const { agreements, hasher, allowed, asksPassword } = this.deps;
    if (!allowed) throw notHere();
    const problems = agreements.problems(terms);
    const given = agreementPassword ?? null;
    if (asksPassword && given === null)
      problems.push({ field: 'agreementPassword', message: '请输入委托企业给出的协议密码' });
    if (problems.length > 0)
      throw new InvalidInput(problems.map(({ field, message }) => ({ field: prefix + field, message })));
    const hashed = given === null ? null : await hasher.hashPassword(given);
    hashed?.wrapKey.fill(0);
    return {
      record: (act, staff, client) =>
        agreements.record(act, staff, client, { ...terms, passwordHash: hashed?.stored ?? null }),
    };
  }

  /** Records a new or renewed paper agreement of a client. @returns its id. @throws as {@link prepare}; Refusal RULE_BROKEN (H3) */
  async record(staff: StaffActor, client: { id: string; name: string }, paper: PaperAgreement): Promise<string> {
    const { acts, agreements } = this.deps;
    return attempting(
      whenRuled({ act: 'agreement.record', text: '录入纸质委托协议', by: staff, client, origin: staff.origin }),
      async () => {
        const prepared = await this.prepare(paper);
        const agreementId = await acts.run(null, async (act) => {
          const id = await prepared.record(act, staff, client);
          await agreements.emitChanged(act, client.id, id);
          return id;
        });
        if ((await this.remember(staff, client.id, agreementId, paper)) === 'remembered')
          this.deps.notify(null, { kind: 'clientsChanged', clientId: client.id });
        return agreementId;
      },
    );
  }

  /**
   * Remembers the password of an agreement that was just recorded: whoever typed it is not asked for it again (G3). Only where the vault of the session is
   * open, and the agreement has begun: until then another one may stand, whose password is the one to be remembered.
   * @returns whether the vault has it now, had no reason to, or is closed; the caller notifies the windows
   */
  async remember(
    staff: StaffActor,
    clientId: string,
    agreementId: string,
    paper: Pick<PaperTerms, 'firstDay' | 'agreementPassword'>,
  ): Promise<'remembered' | 'notDue' | 'closed'> {
    const { vault, clock } = this.deps;
    const password = paper.agreementPassword ?? null;
    if (password === null || paper.firstDay > dayOf(clock.now())) return 'notDue';
    if ((await vault.status(staff)).state !== 'open') return 'closed';
    try {
      await vault.remembered.remember(staff, { clientId, agreementId, passwordVersion: 1, password });
    } catch (error) {
      // The vault was closed just now: the agreement is recorded, and the password is asked for at the next entry.
      if (!(error instanceof Refusal)) throw error;
      return 'closed';
    }
    return 'remembered';
  }
}

function notHere(): Refusal {
  return new Refusal('RULE_BROKEN', '演示环境中不能录入纸质协议，委托协议由委托企业在「代理机构认定管理」中认定。', {
    link: 'agreement',
    rule: 'H7',
    whoCanMend: '委托企业的法定代表人或财务负责人',
  });
}
