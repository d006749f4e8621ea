import { randomUUID } from 'node:crypto';
import { Refusal, type RefusalCode, type RefusalData } from '@contract/errors.ts';
import { maskIdNumber } from '@contract/validators/id-document.ts';
import type { PasswordHasher } from '../../keys/password.ts';
import { addPerson, personByIdNumber } from '../../store/repositories/handlers.ts';
import { personById, personByMobile, putAccount, type PersonRow } from '../../store/repositories/persons.ts';
import { endFlow, openFlow } from '../../store/repositories/sign-in-flows.ts';
import type { Database, DatabaseTransaction } from '../../store/schema.ts';
import { nameOf } from '../person/known-person.ts';
import { hashed, requireAllowed } from '../person/passwords.ts';
import type { Clock } from '../ports.ts';
import type { Caller } from '../sign-in/caller.ts';
import { flowExpired } from '../sign-in/known-handler.ts';
import type { Trail } from '../trail/trail.ts';
import type { RegistrationCodes } from './registration-codes.ts';

export interface PersonForm { idType: string; idNumber: string; name: string; mobile: string }
export interface RegisterPersonParts { db: Database; clock: Clock; trail: Trail; hasher: PasswordHasher; codes: RegistrationCodes }

/** Registration of a natural person (A5). */
export class RegisterPerson {
  constructor(private readonly parts: RegisterPersonParts) {}

  /**
   * Makes the account of whoever holds the mobile. Somebody the bureau knows already (a handler, or with a real-name record) is the same
   * person by document number, and must be by name and verified mobile too.
   * @returns whether the real name is collected already
   * @throws Refusal PASSWORD_POLICY, CODE_WRONG, CODE_EXPIRED, FLOW_EXPIRED; CONFLICT and RULE_BROKEN only after the code is proved
   */
  async register(form: PersonForm & { flow: string; code: string; password: string }, caller: Caller): Promise<{ personId: string; name: string; realName: boolean }> {
    const { db, clock, trail, hasher, codes } = this.parts;
    // First what needs no code, so that none is used up by a slip of the finger.
    requireAllowed(form.password, form);
    const flow = await codes.flow('registerPerson', form.flow, caller);
    await codes.prove('registerPerson', flow.id, form.mobile, form.code);
    const stored = await hashed(hasher, form.password);
    const done = await db.transaction().execute(async (transaction) => {
      if (!(await openFlow(transaction, 'registerPerson', flow.id, caller.window))) throw flowExpired();
      await endFlow(transaction, flow.id, clock.now());
      const known = await this.#known(transaction, form);
      const refusal = await this.#refusal(transaction, form, known);
      const personId = known?.id ?? randomUUID();
      if (!refusal) {
        if (!known) await addPerson(transaction, { id: personId, id_type: form.idType, id_number: form.idNumber, name: form.name, created_at: clock.now() });
        await putAccount(transaction, { person_id: personId, password_hash: stored, mobile: form.mobile, registered_at: clock.now() });
      }
      await trail.record({
        act: 'registration.person', text: refusal ? `自然人注册被拒绝：${refusal.message}（${maskIdNumber(form.idNumber)}）` : `${form.name}注册自然人账号`, result: refusal ? 'refused' : 'done',
        rule: 'A5', origin: caller.origin, client: refusal && !known ? null : { id: personId, name: form.name },
      }, transaction);
      return refusal ?? { personId, name: form.name, realName: (known?.verified_name ?? null) !== null };
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
    if (known && nameOf(known) !== form.name) return refused('RULE_BROKEN', '姓名与该证件号码的登记不一致，请按证件填写；登记有误的，请到办税服务厅更正。', 'identity', '主管税务机关');
    if (known?.verified_mobile && known.verified_mobile !== form.mobile) {
      return refused('RULE_BROKEN', '该证件号码已实名采集，请用实名手机号码注册；号码已更换的，请先用办税App重新采集实名信息。', 'identity', '本人');
    }
    const holder = await personByMobile(db, form.mobile);
    if (holder && holder.id !== known?.id && holder.verified_mobile === form.mobile) {
      return refused('RULE_BROKEN', '该手机号码已由他人实名采集，请换一个手机号码；确为本人号码的，请到办税服务厅办理。', 'identity', '主管税务机关');
    }
    return null;
  }
}

/** A refusal of A5, as it stands in the trail and on the page. */
export function refused(code: RefusalCode, message: string, link: RefusalData['link'], whoCanMend: string | null = '本人'): Refusal {
  return new Refusal(code, message, { link, rule: 'A5', whoCanMend });
}
