import type { Captcha, CaptchaKind } from '@contract/person-sign-in.ts';
import { Refusal } from '@contract/errors.ts';
import type { PasswordHasher } from '../../keys/password.ts';
import { personById, putAccount, type PersonRow } from '../../store/repositories/persons.ts';
import type { Database } from '../../store/schema/index.ts';
import type { Acts } from '../act/acts.ts';
import { attempting, refusedAs, type RefusedAct } from '../act/refused-act.ts';
import type { Captchas } from '../captcha/captchas.ts';
import { beginSession } from '../sessions/begin.ts';
import type { Sessions } from '../sessions/sessions.ts';
import type { Caller } from '../ground/caller.ts';
import { throttleKey, whyOfTry, type Attempt, type Throttle } from '../throttle/throttle.ts';
import { maskIdentifier, nameOf, personOf, personThrottleKey } from './known-person.ts';

export interface PersonSignInDependencies {
  db: Database;
  acts: Acts;
  sessions: Sessions;
  throttle: Throttle;
  hasher: PasswordHasher;
  captchas: Captchas;
}

/** Login of a natural person (F1): identifier, password and captcha, all three right or no entry. */
export class PersonSignIn {
  constructor(private readonly deps: PersonSignInDependencies) {}

  captcha(kind: CaptchaKind, caller: Caller): Captcha {
    return this.deps.captchas.make(caller.window, kind);
  }

  /**
   * A wrong captcha ends the try before account and password are looked at, hashed or counted: neither text nor time nor the tries left can
   * tell anything of them, and nobody is locked out by a program that cannot answer captchas. What follows a right one is the same work for
   * every account, known or not (J2). @throws Refusal CAPTCHA_WRONG, CREDENTIALS_WRONG, LOCKED_OUT
   */
  async signIn(
    input: { identifier: string; password: string; captcha: string; answer: string },
    caller: Caller,
  ): Promise<void> {
    const { db, throttle, captchas } = this.deps;
    const name = captchas.kindOf(caller.window) === 'sum' ? '文字验证码' : '图形验证码';
    if (!captchas.answer(caller.window, input.captcha, input.answer)) {
      const refusal = new Refusal('CAPTCHA_WRONG', `${name}不正确或已过期，请按新的验证码重新输入。`, {
        link: 'code',
        rule: 'F1',
      });
      throw refusedAs(refusal, {
        act: 'person.signIn',
        text: `自然人登录被拒绝：${name}不正确或已过期`,
        origin: caller.origin,
      });
    }
    const person = await personOf(db, input.identifier);
    await attempting(
      (refusal) => this.#refused(refusal, input.identifier, person, caller),
      () =>
        throttle.trying(
          [personThrottleKey(person, input.identifier)],
          (attempt) => this.#prove(attempt, person, input, caller),
          { window: throttleKey('window', caller.window) },
        ),
    );
  }

  async #prove(
    attempt: Attempt,
    person: PersonRow | undefined,
    input: { identifier: string; password: string },
    caller: Caller,
  ): Promise<void> {
    const { hasher } = this.deps;
    const proved = person?.password_hash
      ? await hasher.verifyPassword(person.password_hash, input.password)
      : { ok: await hasher.verifyNothing(input.password), wrapKey: null, outdated: false };
    if (!person?.password_hash || !proved.ok) {
      const { text, ...rest } = await attempt.wrong();
      throw new Refusal('CREDENTIALS_WRONG', `账号或密码不正确，${text}忘记密码或从未设置密码的，请点“忘记密码”。`, {
        link: 'password',
        rule: 'F1',
        ...rest,
      });
    }
    // Nothing is kept under a person's password.
    proved.wrapKey?.fill(0);
    const stored = proved.outdated ? await this.#renewed(person, input.password) : person.password_hash;
    await beginSession(
      this.deps,
      { kind: 'person', personId: person.id, window: caller.window, origin: caller.origin },
      async (act, sessionId) => {
        // The password changed while the old one was checked: it must not open a session that nobody ends.
        if ((await personById(act.db, person.id))?.password_hash !== stored)
          throw new Refusal('CONFLICT', '密码刚被修改，请用新密码重新登录。', { link: 'state', rule: 'F1' });
        await attempt.right(act.db);
        await act.record({
          act: 'person.signIn',
          text: `${nameOf(person)}以自然人身份登录`,
          rule: 'F1',
          origin: caller.origin,
          sessionId,
          client: { id: person.id, name: nameOf(person) },
        });
      },
    );
  }

  async #renewed(person: PersonRow, password: string): Promise<string> {
    const { stored, wrapKey } = await this.deps.hasher.hashPassword(password);
    wrapKey.fill(0);
    await putAccount(this.deps.db, {
      person_id: person.id,
      password_hash: stored,
      mobile: person.registered_mobile,
      registered_at: person.registered_at ?? 0,
    });
    return stored;
  }

  /** The same record for known and unknown, but for whom it is filed under. */
  #refused(refusal: Refusal, identifier: string, person: PersonRow | undefined, caller: Caller): RefusedAct | null {
    const why = whyOfTry(refusal, ['账号或密码不正确', 'F1']);
    return (
      why && {
        act: 'person.signIn',
        text: `自然人登录被拒绝：${why[0]}（${maskIdentifier(identifier)}）`,
        rule: why[1],
        origin: caller.origin,
        client: person ? { id: person.id, name: nameOf(person) } : null,
      }
    );
  }
}
