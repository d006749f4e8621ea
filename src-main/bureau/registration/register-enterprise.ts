import { randomUUID } from 'node:crypto';
import { Refusal } from '@contract/errors.ts';
import { checkPassword } from '@contract/validators/password.ts';
import type { PasswordHasher } from '../../keys/password.ts';
import {
  addEnterprise,
  enterpriseByTaxpayerId,
  setEnterprisePassword,
  takeOnRecord,
} from '../../store/repositories/identity.ts';
import { personByMobile, type PersonRow } from '../../store/repositories/persons.ts';
import { endFlow, openFlow } from '../../store/repositories/sign-in-flows.ts';
import type { DatabaseTransaction } from '../../store/schema/index.ts';
import type { Acts } from '../act/acts.ts';
import { refusedAs } from '../act/refused-act.ts';
import { askRegistry } from '../enterprise/ask-registry.ts';
import { nameOf } from '../person/known-person.ts';
import { hashed, requireAllowed } from '../person/passwords.ts';
import type { Clock, RegistryAnswer, TaxRegistry } from '../ground/ports.ts';
import type { Caller } from '../ground/caller.ts';
import { flowExpired } from '../sign-in/known-handler.ts';
import { refused } from './register-person.ts';
import type { RegistrationCodes } from './registration-codes.ts';

export interface EnterpriseForm {
  taxpayerId: string;
  name: string;
  mobile: string;
}
export interface RegisterEnterpriseDependencies {
  acts: Acts;
  clock: Clock;
  hasher: PasswordHasher;
  codes: RegistrationCodes;
  registry: TaxRegistry;
  /** How long the registry is waited for, in milliseconds. */
  patience: number;
}

/** Registration of an enterprise by its legal representative (A5). */
export class RegisterEnterprise {
  constructor(private readonly deps: RegisterEnterpriseDependencies) {}

  /**
   * Whoever holds the mobile must be real-name verified, and the registry must name them as the taxpayer's legal representative. The first
   * login afterwards is an ordinary one, with a sync (B7).
   * @throws Refusal PASSWORD_POLICY, REGISTRY_UNAVAILABLE, CODE_WRONG, CODE_EXPIRED, FLOW_EXPIRED; all others only after the code is proved
   */
  async register(
    form: EnterpriseForm & { flow: string; code: string; password: string },
    caller: Caller,
  ): Promise<{ name: string; taxpayerId: string }> {
    const { acts, clock, hasher, codes } = this.deps;
    const taxpayerId = form.taxpayerId.toUpperCase();
    const flow = await codes.flow('registerEnterprise', form.flow, caller);
    // Against the holder's document number only after the code: what it refuses would tell that number bit by bit.
    requireAllowed(form.password, { idNumber: '', mobile: form.mobile });
    // A registry that cannot be reached costs no code; what it answers is told after the code only.
    const answer = await this.#ask(taxpayerId);
    await codes.prove('registerEnterprise', flow.id, form.mobile, form.code);
    const stored = await hashed(hasher, form.password);
    const done = await acts.run(null, async (act) => {
      if (!(await openFlow(act.db, 'registerEnterprise', flow.id, caller.window))) throw flowExpired();
      await endFlow(act.db, flow.id, clock.now());
      const person = await personByMobile(act.db, form.mobile);
      const known = await enterpriseByTaxpayerId(act.db, taxpayerId);
      const refusal = this.#refusal(form, person, answer, known);
      const record = { act: 'registration.enterprise', origin: caller.origin };
      // Refused, too, the code is used up with its request.
      if (refusal)
        return refusedAs(refusal, {
          ...record,
          text: `企业注册被拒绝：${refusal.message}（${taxpayerId}）`,
          rule: refusal.data.rule ?? 'A5',
          client: known ?? null,
        });
      const id = known?.id ?? randomUUID();
      await this.#put(act.db, { id, taxpayerId, name: form.name, stored, isNew: known === undefined });
      await act.record({
        ...record,
        text: `${person ? nameOf(person) : ''}为${form.name}注册企业账号`,
        rule: 'A5',
        client: { id, name: form.name },
      });
      return { name: form.name, taxpayerId };
    });
    if (done instanceof Refusal) throw done;
    return done;
  }

  async #ask(taxpayerId: string): Promise<Exclude<RegistryAnswer, { kind: 'down' }>> {
    const answer = await askRegistry(this.deps.registry, taxpayerId, this.deps.patience);
    if (answer.kind !== 'down' && answer.kind !== 'slow') return answer;
    throw new Refusal('REGISTRY_UNAVAILABLE', '暂时无法向金税三期核实企业信息，验证码仍然有效，请稍后再点“注册”。', {
      link: 'registry',
      rule: 'A5',
      whoCanMend: '主管税务机关',
    });
  }

  /** Nobody but the legal representative is told whether the enterprise is registered. */
  #refusal(
    form: EnterpriseForm & { password: string },
    person: PersonRow | undefined,
    answer: RegistryAnswer,
    known: { password_hash: string | null; name: string; typed_by_office: boolean } | undefined,
  ): Refusal | null {
    if (person?.verified_mobile !== form.mobile) {
      return refused(
        'REAL_NAME_REQUIRED',
        '该手机号码未完成实名采集，请法定代表人先用办税App“采集实名信息”，再用实名手机号码注册。',
        'identity',
      );
    }
    const representative =
      answer.kind === 'found'
        ? answer.officers.find((officer) => officer.capacity === 'legalRepresentative')
        : undefined;
    if (!representative)
      return refused(
        'RULE_BROKEN',
        '金税三期中没有该纳税人的法定代表人信息，不能注册。请先到主管税务机关办理登记或补录。',
        'registry',
        '主管税务机关',
      );
    if (representative.idType !== person.id_type || representative.idNumber !== person.id_number) {
      return refused(
        'RULE_BROKEN',
        '金税三期登记的法定代表人不是该手机号码的实名持有人，请由法定代表人本人注册；登记有变更的，请先到主管税务机关办理。',
        'registry',
        '该企业的法定代表人',
      );
    }
    if (representative.name !== person.verified_name)
      return refused(
        'RULE_BROKEN',
        '您的实名姓名与金税三期登记不一致，请用办税App“采集实名信息”更正，或到主管税务机关变更登记。',
        'identity',
      );
    const allowed = checkPassword(form.password, { idNumber: person.id_number });
    if (!allowed.ok) return new Refusal('PASSWORD_POLICY', allowed.problem, { link: 'password', rule: 'B6' });
    if (known && known.password_hash !== null)
      return refused('CONFLICT', '该企业已注册，请直接登录；忘记密码请用“忘记密码”找回。', 'state');
    // What an agency's office once typed of the enterprise binds nobody.
    if (known && !known.typed_by_office && known.name !== form.name)
      return refused('RULE_BROKEN', '企业名称与登记的不一致，请按营业执照上的全称填写。', 'input');
    return null;
  }

  async #put(
    db: DatabaseTransaction,
    of: { id: string; taxpayerId: string; name: string; stored: string; isNew: boolean },
  ): Promise<void> {
    // A new taxpayer is a small-scale one until it is registered as a general one at the tax office.
    if (!of.isNew) {
      await takeOnRecord(db, of.id, { name: of.name, kind: 'smallScale' });
      return setEnterprisePassword(db, of.id, of.stored);
    }
    await addEnterprise(db, {
      id: of.id,
      taxpayer_id: of.taxpayerId,
      name: of.name,
      kind: 'smallScale',
      address: '',
      social_insurance_only: false,
      is_agency: false,
      password_hash: of.stored,
      handlers_synced_at: null,
      created_at: this.deps.clock.now(),
    });
  }
}
