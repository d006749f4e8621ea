import type { Captcha, CaptchaKind } from '@contract/person-sign-in.ts';
import { Refusal } from '@contract/errors.ts';
import type { RuleId } from '@contract/rule-id.ts';
import type { PasswordHasher } from '../../keys/password.ts';
import { personById, putAccount, type PersonRow } from '../../store/repositories/persons.ts';
import type { Database } from '../../store/schema.ts';
import type { Captchas } from '../captcha/captchas.ts';
import type { DomainEvents } from '../domain-events.ts';
import { beginSession } from '../sessions/begin.ts';
import type { Sessions } from '../sessions/sessions.ts';
import type { Caller } from '../sign-in/caller.ts';
import { throttleKey, type Attempt, type Throttle } from '../throttle/throttle.ts';
import type { Trail } from '../trail/trail.ts';
import { maskIdentifier, nameOf, personOf, personThrottleKey } from './known-person.ts';

export interface PersonSignInParts { db: Database; events: DomainEvents; trail: Trail; sessions: Sessions; throttle: Throttle; hasher: PasswordHasher; captchas: Captchas }

/** Login of a natural person (F1): identifier, password and captcha, all three right or no entry. */
export class PersonSignIn {
  constructor(private readonly parts: PersonSignInParts) {}

  captcha(kind: CaptchaKind, caller: Caller): Captcha {
    return this.parts.captchas.make(caller.window, kind);
  }

  /**
   * A wrong captcha ends the try before account and password are looked at, hashed or counted: neither text nor time nor the tries left can
   * tell anything of them, and nobody is locked out by a program that cannot answer captchas. What follows a right one is the same work for
   * every account, known or not (J2). @throws Refusal CAPTCHA_WRONG, CREDENTIALS_WRONG, LOCKED_OUT
   */
  async signIn(input: { identifier: string; password: string; captcha: string; answer: string }, caller: Caller): Promise<void> {
    const { db, trail, throttle, captchas } = this.parts;
    const name = captchas.kindOf(caller.window) === 'sum' ? '文字验证码' : '图形验证码';
    if (!captchas.answer(caller.window, input.captcha, input.answer)) {
      await trail.record({ act: 'person.signIn', text: `自然人登录被拒绝：${name}不正确或已过期`, result: 'refused', rule: 'F1', origin: caller.origin });
      throw new Refusal('CAPTCHA_WRONG', `${name}不正确或已过期，请按新的验证码重新输入。`, { link: 'code', rule: 'F1' });
    }
    const person = await personOf(db, input.identifier);
    await throttle.trying([personThrottleKey(person, input.identifier)], (attempt) => this.#prove(attempt, person, input, caller),
      () => this.#refused('已锁定', 'J2', input.identifier, person, caller), { window: throttleKey('window', caller.window) });
  }

  async #prove(attempt: Attempt, person: PersonRow | undefined, input: { identifier: string; password: string }, caller: Caller): Promise<void> {
    const { trail, hasher } = this.parts;
    const proved = person?.password_hash
      ? await hasher.verifyPassword(person.password_hash, input.password)
      : { ok: await hasher.verifyNothing(input.password), wrapKey: null, outdated: false };
    if (!person?.password_hash || !proved.ok) {
      const { text, ...rest } = await attempt.wrong();
      await this.#refused('账号或密码不正确', 'F1', input.identifier, person, caller);
      throw new Refusal('CREDENTIALS_WRONG', `账号或密码不正确，${text}忘记密码或从未设置密码的，请点“忘记密码”。`, { link: 'password', rule: 'F1', ...rest });
    }
    // Nothing is kept under a person's password.
    proved.wrapKey?.fill(0);
    const stored = proved.outdated ? await this.#renewed(person, input.password) : person.password_hash;
    await beginSession(this.parts, { kind: 'person', personId: person.id, window: caller.window, origin: caller.origin }, async (transaction, sessionId) => {
      // The password changed while the old one was checked: it must not open a session that nobody ends.
      if ((await personById(transaction, person.id))?.password_hash !== stored) throw new Refusal('CONFLICT', '密码刚被修改，请用新密码重新登录。', { link: 'state', rule: 'F1' });
      await attempt.right(transaction);
      await trail.record({ act: 'person.signIn', text: `${nameOf(person)}以自然人身份登录`, result: 'done', rule: 'F1', origin: caller.origin, sessionId, client: { id: person.id, name: nameOf(person) } }, transaction);
    });
  }

  async #renewed(person: PersonRow, password: string): Promise<string> {
    const { stored, wrapKey } = await this.parts.hasher.hashPassword(password);
    wrapKey.fill(0);
    await putAccount(this.parts.db, { person_id: person.id, password_hash: stored, mobile: person.registered_mobile, registered_at: person.registered_at ?? 0 });
    return stored;
  }

  /** The same record for known and unknown, but for whom it is filed under. */
  async #refused(why: string, rule: RuleId, identifier: string, person: PersonRow | undefined, caller: Caller): Promise<void> {
    await this.parts.trail.record({
      act: 'person.signIn', text: `自然人登录被拒绝：${why}（${maskIdentifier(identifier)}）`, result: 'refused', rule, origin: caller.origin,
      client: person ? { id: person.id, name: nameOf(person) } : null,
    });
  }
}
