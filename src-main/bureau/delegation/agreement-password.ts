import { InvalidInput, Refusal } from '@contract/errors.ts';
import { checkPassword } from '@contract/validators/password.ts';
import type { PasswordHasher } from '../../keys/password.ts';
import { handlerById } from '../../store/repositories/identity.ts';
import type { Database } from '../../store/schema/index.ts';
import type { EnterpriseActor } from '../ground/actors.ts';
import type { RuleSet } from '../rule-sets/rule-sets.ts';

/** Agreement passwords that a client's officer chooses (H6, L6); only a verifier is stored. */
export class AgreementPasswords {
  constructor(private readonly deps: { db: Database; hasher: PasswordHasher; ruleSet: RuleSet }) {}

  /**
   * Checks and hashes a new agreement password; called outside any transaction.
   * @param old verifier of the present password, or null
   * @returns its verifier; null if the rule set asks none
   * @throws InvalidInput if it is missing or not asked for; Refusal PASSWORD_POLICY (B6)
   */
  async choose(
    actor: EnterpriseActor,
    password: string | undefined,
    old: string | null = null,
  ): Promise<string | null> {
    const { db, hasher, ruleSet } = this.deps;
    if (!ruleSet.asksAgreementPassword) {
      if (password === undefined) return null;
      throw new InvalidInput([{ field: 'agreementPassword', message: '现行规则不设协议密码，请不要填写' }]);
    }
    if (password === undefined) throw new InvalidInput([{ field: 'agreementPassword', message: '请设置协议密码' }]);
    const person = actor.person ? await handlerById(db, actor.person.handlerId) : undefined;
    const checked = checkPassword(password, { idNumber: person?.id_number ?? null, mobile: person?.mobile ?? null });
    if (!checked.ok) throw policy(checked.problem);
    if (old !== null && (await hasher.verifyPassword(old, password)).ok)
      throw policy('新协议密码不能与原协议密码相同。');
    const { stored, wrapKey } = await hasher.hashPassword(password);
    wrapKey.fill(0);
    return stored;
  }
}

const policy = (message: string): Refusal => new Refusal('PASSWORD_POLICY', message, { link: 'password', rule: 'H6' });
