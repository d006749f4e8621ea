import { Refusal } from '@contract/errors.ts';
import type { RuleId } from '@contract/rule-id.ts';
import { checkPassword } from '@contract/validators/password.ts';
import type { PasswordHasher } from '../../keys/password.ts';
import { personById, putAccount, type PersonRow } from '../../store/repositories/persons.ts';
import type { Database } from '../../store/schema/index.ts';
import type { Act, Acts } from '../act/acts.ts';
import { attempting, type RefusedAct } from '../act/refused-act.ts';
import type { PersonActor } from '../ground/actors.ts';
import type { Clock } from '../ground/ports.ts';
import type { Sessions } from '../sessions/sessions.ts';
import { whyOfTry, type Throttle } from '../throttle/throttle.ts';
import { mobileOf, nameOf, personThrottleKey } from './known-person.ts';

export interface PersonPasswordDependencies {
  db: Database;
  clock: Clock;
  acts: Acts;
  sessions: Sessions;
  throttle: Throttle;
  hasher: PasswordHasher;
}

/** The password of a person's own account (F1, D5), under B6's policy; nothing is sealed under it. */
export class PersonPasswords {
  constructor(private readonly deps: PersonPasswordDependencies) {}

  /** Changes it with the old one; the person's other sessions end. @throws Refusal PASSWORD_POLICY, CREDENTIALS_WRONG, LOCKED_OUT, CONFLICT */
  async change(actor: PersonActor, change: { oldPassword: string; newPassword: string }): Promise<void> {
    const person = await this.#person(actor);
    requireAllowed(change.newPassword, { idNumber: person.id_number, mobile: mobileOf(person) });
    await this.#prove(actor, person, change.oldPassword);
    if (change.oldPassword === change.newPassword) throw sameAsOld();
    await this.#replace(actor, person, change.newPassword, { text: '修改自然人密码', rule: 'B6' });
  }

  /** D5: the code has proved the mobile, so the old password is not asked; every session of the person's ends, the ticket last. @throws Refusal PASSWORD_POLICY, CONFLICT */
  async setByTicket(ticket: PersonActor, newPassword: string): Promise<void> {
    const { hasher, sessions } = this.deps;
    const person = await this.#person(ticket);
    requireAllowed(newPassword, { idNumber: person.id_number, mobile: mobileOf(person) });
    if (person.password_hash !== null && (await hasher.verifyPassword(person.password_hash, newPassword)).ok)
      throw sameAsOld();
    await this.#replace(
      ticket,
      person,
      newPassword,
      { text: person.password_hash === null ? '设置自然人密码' : '重设自然人密码', rule: 'D5' },
      (act) => sessions.ends.useTicketWithin(act, ticket),
    );
  }

  async #prove(actor: PersonActor, person: PersonRow, password: string): Promise<void> {
    const { throttle, hasher } = this.deps;
    if (person.password_hash === null)
      throw new Refusal('METHOD_UNAVAILABLE', '您尚未设置自然人密码，请用“忘记密码”设置。', {
        link: 'password',
        rule: 'D5',
      });
    const keys = [personThrottleKey(person, '')];
    const stored = person.password_hash;
    const refused = (refusal: Refusal): RefusedAct | null => {
      const why = whyOfTry(refusal, ['不正确', 'J2']);
      return (
        why && {
          act: 'person.password.check',
          text: `原密码核对未通过：${why[0]}`,
          rule: why[1],
          by: actor,
          origin: actor.origin,
        }
      );
    };
    await attempting(refused, () =>
      throttle.trying(
        keys,
        async (attempt) => {
          const proved = await hasher.verifyPassword(stored, password);
          if (!proved.ok) {
            const { text, ...rest } = await attempt.wrong();
            throw new Refusal('CREDENTIALS_WRONG', `原密码不正确，${text}`, { link: 'password', rule: 'J2', ...rest });
          }
          proved.wrapKey?.fill(0);
          await attempt.right();
        },
        { called: '您的自然人密码' },
      ),
    );
  }

  async #replace(
    actor: PersonActor,
    person: PersonRow,
    password: string,
    what: { text: string; rule: RuleId },
    within: (act: Act) => Promise<void> = async () => {},
  ): Promise<void> {
    const { acts, clock, throttle, sessions } = this.deps;
    const stored = await hashed(this.deps.hasher, password);
    await acts.run(null, async (act) => {
      await within(act);
      // Of two windows the first one changes it.
      if ((await personById(act.db, person.id))?.password_hash !== person.password_hash) {
        throw new Refusal('CONFLICT', '密码刚在另一个窗口修改过，没有再次修改。请用新密码登录。', {
          link: 'state',
          rule: what.rule,
        });
      }
      await putAccount(act.db, {
        person_id: person.id,
        password_hash: stored,
        mobile: mobileOf(person),
        registered_at: person.registered_at ?? clock.now(),
      });
      // Whoever proves the person, by the old password or the mobile, need not wait for a lock that others brought about.
      await throttle.forget([personThrottleKey(person, '')], act.db);
      await act.record({
        act: 'person.password.set',
        text: `${nameOf(person)}${what.text}`,
        rule: what.rule,
        by: actor,
        origin: actor.origin,
      });
      await sessions.ends.endOthersOfWithin(act, actor, 'accountPasswordChanged');
    });
  }

  async #person(actor: PersonActor): Promise<PersonRow> {
    const person = await personById(this.deps.db, actor.personId);
    if (person) return person;
    throw new Refusal('NOT_FOUND', '没有这个账号，请重新登录。', { link: 'identity', rule: 'F2' });
  }
}

/** B6, of a person's own account. @throws Refusal PASSWORD_POLICY */
export function requireAllowed(password: string, owner: { idNumber: string; mobile: string | null }): void {
  const checked = checkPassword(password, owner);
  if (!checked.ok) throw new Refusal('PASSWORD_POLICY', checked.problem, { link: 'password', rule: 'B6' });
}

/** A verifier to store, where nothing is sealed under the password. */
export async function hashed(hasher: PasswordHasher, password: string): Promise<string> {
  const { stored, wrapKey } = await hasher.hashPassword(password);
  wrapKey.fill(0);
  return stored;
}

const sameAsOld = (): Refusal =>
  new Refusal('PASSWORD_POLICY', '新密码不能与原密码相同。', { link: 'password', rule: 'B6' });
