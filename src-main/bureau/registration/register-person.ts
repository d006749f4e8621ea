import { randomUUID } from 'node:crypto';
import { Refusal, type RefusalCode, type RefusalData } from '@contract/errors.ts';
import { maskIdNumber } from '@contract/validators/id-document.ts';
import type { PasswordHasher } from '../../keys/password.ts';
import { addPerson, personByIdNumber } from '../../store/repositories/handlers.ts';
import { personById, personByMobile, putAccount, type PersonRow } from '../../store/repositories/persons.ts';
import { endFlow, openFlow } from '../../store/repositories/sign-in-flows.ts';
import type { DatabaseTransaction } from '../../store/schema/index.ts';
import type { Acts } from '../act/acts.ts';
import { refusedAs } from '../act/refused-act.ts';
import { nameOf } from '../person/known-person.ts';
import { hashed, requireAllowed } from '../person/passwords.ts';
import type { Clock } from '../ground/ports.ts';
import type { Caller } from '../ground/caller.ts';
import { flowExpired } from '../sign-in/known-handler.ts';
import type { RegistrationCodes } from './registration-codes.ts';

export interface PersonForm {
  idType: string;
  idNumber: string;
  name: string;
  mobile: string;
}
export interface RegisterPersonDependencies {
  acts: Acts;
  clock: Clock;
  hasher: PasswordHasher;
  codes: RegistrationCodes;
}

/** Registration of a natural person (A5). */
export class RegisterPerson {
  constructor(private readonly deps: RegisterPersonDependencies) {}

  /**
   * Makes the account of whoever holds the mobile. Somebody the bureau knows already (a handler, or with a real-name record) is the same
   * person by document number, and must be by name and verified mobile too.
   * @returns whether the real name is collected already
   * @throws Refusal PASSWORD_POLICY, CODE_WRONG, CODE_EXPIRED, FLOW_EXPIRED; CONFLICT and RULE_BROKEN only after the code is proved
   */
  async register(
    form: PersonForm & { flow: string; code: string; password: string },
    caller: Caller,
  ): Promise<{ personId: string; name: string; realName: boolean }> {
    const { acts, clock, hasher, codes } = this.deps;
    // First what needs no code, so that none is used up by a slip of the finger.
    requireAllowed(form.password, form);
    const flow = await codes.flow('registerPerson', form.flow, caller);
    await codes.prove('registerPerson', flow.id, form.mobile, form.code);
    const stored = await hashed(hasher, form.password);
    const done = await acts.run(null, async (act) => {
      if (!(await openFlow(act.db, 'registerPerson', flow.id, caller.window))) throw flowExpired();
      await endFlow(act.db, flow.id, clock.now());
      const known = await this.#known(act.db, form);
      const refusal = await this.#refusal(act.db, form, known);
      const record = { act: 'registration.person', rule: 'A5' as const, origin: caller.origin };
      // Refused, too, the code is used up with its request.
      if (refusal)
        return refusedAs(refusal, {
          ...record,
          text: `自然人注册被拒绝：${refusal.message}（${maskIdNumber(form.idNumber)}）`,
          client: known ? { id: known.id, name: form.name } : null,
        });
      const personId = known?.id ?? randomUUID();
      if (!known)
        await addPerson(act.db, {
          id: personId,
          id_type: form.idType,
          id_number: form.idNumber,
          name: form.name,
          created_at: clock.now(),
        });
      await putAccount(act.db, {
        person_id: personId,
        password_hash: stored,
        mobile: form.mobile,
        registered_at: clock.now(),
      });
      await act.record({ ...record, text: `${form.name}注册自然人账号`, client: { id: personId, name: form.name } });
      return { personId, name: form.name, realName: (known?.verified_name ?? null) !== null };
    });
    if (done instanceof Refusal) throw done;
    return done;
  }

  async #known(db: DatabaseTransaction, form: PersonForm): Promise<PersonRow | undefined> {
    const row = await personByIdNumber(db, form.idType, form.idNumber);
    return row && personById(db, row.id);
  }

  async #refusal(db: DatabaseTransaction, form: PersonForm, known: PersonRow | undefined): Promise<Refusal | null> {
    if (known && (known.password_hash ?? null) !== null) {
      return refused('CONFLICT', '该证件号码已注册，请直接登录；忘记密码请用“忘记密码”找回。', 'state');
    }
    if (known && nameOf(known) !== form.name)
      return refused(
        'RULE_BROKEN',
        '姓名与该证件号码的登记不一致，请按证件填写；登记有误的，请到办税服务厅更正。',
        'identity',
        '主管税务机关',
      );
    if (known?.verified_mobile && known.verified_mobile !== form.mobile) {
      return refused(
        'RULE_BROKEN',
        '该证件号码已实名采集，请用实名手机号码注册；号码已更换的，请先用办税App重新采集实名信息。',
        'identity',
        '本人',
      );
    }
    const holder = await personByMobile(db, form.mobile);
    if (holder && holder.id !== known?.id && holder.verified_mobile === form.mobile) {
      return refused(
        'RULE_BROKEN',
        '该手机号码已由他人实名采集，请换一个手机号码；确为本人号码的，请到办税服务厅办理。',
        'identity',
        '主管税务机关',
      );
    }
    return null;
  }
}

/** A refusal of A5, as it stands in the trail and on the page. */
export function refused(
  code: RefusalCode,
  message: string,
  link: RefusalData['link'],
  whoCanMend: string | null = '本人',
): Refusal {
  return new Refusal(code, message, { link, rule: 'A5', whoCanMend });
}
