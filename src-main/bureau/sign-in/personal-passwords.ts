import { Refusal } from '@contract/errors.ts';
import { checkPassword } from '@contract/validators/password.ts';
import { normalisePassword, type PasswordHasher } from '../../keys/password.ts';
import { handlerById, setHandlerPassword, type HandlerRow } from '../../store/repositories/identity.ts';
import { endReset, resetOf } from '../../store/repositories/password-resets.ts';
import type { Database } from '../../store/schema/index.ts';
import type { Act, Acts } from '../act/acts.ts';
import { attempting, type RefusedAct } from '../act/refused-act.ts';
import type { HandlerActor } from '../ground/actors.ts';
import type { KeyRewrapper } from '../ground/ports.ts';
import type { Sessions } from '../sessions/sessions.ts';
import { stillHolds } from './known-handler.ts';
import { throttleKey, type Throttle } from '../throttle/throttle.ts';

export interface PersonalPasswordDependencies {
  db: Database;
  acts: Acts;
  sessions: Sessions;
  throttle: Throttle;
  hasher: PasswordHasher;
  rewrapper: KeyRewrapper;
}

/** Personal passwords of handlers, an agency's staff or an enterprise's (B4 to B6): checked afresh, set, changed. */
export class PersonalPasswords {
  constructor(private readonly deps: PersonalPasswordDependencies) {}

  /** Whether a handler has a personal password (B4, B5). */
  async has(handlerId: string): Promise<boolean> {
    return ((await handlerById(this.deps.db, handlerId))?.password_hash ?? null) !== null;
  }

  /**
   * A fresh check of the acting person's own password (unlock, reveal, vault). @returns its wrapping key
   * @throws Refusal CREDENTIALS_WRONG, LOCKED_OUT, METHOD_UNAVAILABLE when none is set
   */
  async prove(actor: HandlerActor, password: string): Promise<Buffer> {
    const { db, throttle, hasher } = this.deps;
    const handler = await handlerById(db, actor.handlerId);
    if (!handler || handler.password_hash === null) {
      throw new Refusal('METHOD_UNAVAILABLE', '您尚未设置个人密码，请先设置。', { link: 'password', rule: 'B5' });
    }
    const keys = [throttleKey('staff', handler.id)];
    const stored = handler.password_hash;
    const refused = (refusal: Refusal): RefusedAct | null => {
      const text =
        refusal.code === 'LOCKED_OUT'
          ? '个人密码核对被拒绝：已锁定'
          : refusal.data.triesLeft === undefined
            ? null
            : '个人密码核对未通过';
      return text === null ? null : { act: 'staff.password.check', text, rule: 'J2', ...who(actor, handler) };
    };
    return attempting(refused, () =>
      throttle.trying(
        keys,
        async (attempt) => {
          const proved = await hasher.verifyPassword(stored, password);
          if (!proved.wrapKey) {
            const { text, ...rest } = await attempt.wrong();
            throw new Refusal('CREDENTIALS_WRONG', `个人密码不正确，${text}`, {
              link: 'password',
              rule: 'J2',
              ...rest,
            });
          }
          await attempt.right();
          return proved.wrapKey;
        },
        { called: '您的个人密码' },
      ),
    );
  }

  /**
   * Sets the first password (B5) or changes it with the old one; the person's other sessions end on a change. @returns its wrapping key
   * @throws Refusal PASSWORD_POLICY (B6, D3), CREDENTIALS_WRONG, CONFLICT when another window changed it meanwhile
   */
  async set(actor: HandlerActor, change: { oldPassword?: string | undefined; newPassword: string }): Promise<Buffer> {
    const { db, sessions } = this.deps;
    const handler = await handlerById(db, actor.handlerId);
    if (!handler) throw new Refusal('NOT_FOUND', '没有这位办税人员，请重新登录。', { link: 'identity' });
    requireAllowed(change.newPassword, handler);
    let from: Buffer | null = null;
    if (handler.password_hash !== null) {
      if (!change.oldPassword)
        throw new Refusal('CREDENTIALS_WRONG', '请输入原密码。', { link: 'password', rule: 'B6' });
      from = await this.prove(actor, change.oldPassword);
      if (normalisePassword(change.oldPassword) === normalisePassword(change.newPassword)) throw sameAsOld();
    }
    return this.replace(handler.id, change.newPassword, from, async (act) => {
      // Two windows at once: the later one would seal the vault's key pair under a password that is not the stored one.
      if ((await handlerById(act.db, handler.id))?.password_hash !== handler.password_hash) {
        throw new Refusal('CONFLICT', '个人密码刚在另一个窗口修改过，没有再次修改。请用新密码继续。', {
          link: 'state',
          rule: 'B6',
        });
      }
      await act.record({
        act: 'staff.password.set',
        text: from ? '修改个人密码' : '设置个人密码',
        rule: 'B5',
        ...who(actor, handler),
      });
      if (from) await sessions.ends.endOfWithin(act, actor.handlerId, 'passwordChanged', actor.sessionId);
    });
  }

  /**
   * Sets the password that answers a reset (D3): the old one is not asked, and must not be chosen again.
   * @param previousHash verifier of before the reset, or null. @param useUp uses the ticket up, in the same act
   * @throws Refusal PASSWORD_POLICY, and what `useUp` throws
   */
  async setAfterReset(
    actor: HandlerActor,
    newPassword: string,
    previousHash: string | null,
    useUp: (act: Act) => Promise<void>,
  ): Promise<void> {
    const { db, hasher, sessions } = this.deps;
    const handler = await handlerById(db, actor.handlerId);
    if (!handler) throw new Refusal('NOT_FOUND', '没有这位办税人员，请重新登录。', { link: 'identity' });
    requireAllowed(newPassword, handler);
    if (previousHash !== null && (await hasher.verifyPassword(previousHash, newPassword)).ok) throw sameAsOld();
    await this.replace(handler.id, newPassword, null, async (act) => {
      await useUp(act);
      // Of two windows with a ticket the first one chooses.
      if (!(await resetOf(act.db, handler.id)))
        throw new Refusal('CONFLICT', '密码刚在另一个窗口设置过，请用新密码登录。', { link: 'state', rule: 'D3' });
      await act.record({ act: 'staff.password.set', text: '重置后设置个人密码', rule: 'D3', ...who(actor, handler) });
      await sessions.ends.endOfWithin(act, actor.handlerId, 'passwordChanged', actor.sessionId);
    });
  }

  /** Stores a right password anew with today's parameters, unless it was changed meanwhile. @throws Refusal CONFLICT */
  async renew(
    handler: HandlerRow,
    password: string,
    from: Buffer,
  ): Promise<{ wrapKey: Buffer; stored: string | null }> {
    const wrapKey = await this.replace(handler.id, password, from, (act) => stillHolds(act.db, handler));
    return { wrapKey, stored: (await handlerById(this.deps.db, handler.id))?.password_hash ?? null };
  }

  /**
   * Stores a new verifier, ends a reset and moves what was kept under the old wrapping key, in one step. @returns the new wrapping key
   * @param within what else belongs to the step: conditions and records
   */
  async replace(
    handlerId: string,
    password: string,
    from: Buffer | null,
    within: (act: Act) => Promise<void> = async () => {},
  ): Promise<Buffer> {
    const { acts, hasher, rewrapper } = this.deps;
    const made = await hasher.hashPassword(password);
    await acts.run(null, async (act) => {
      await within(act);
      await setHandlerPassword(act.db, handlerId, made.stored);
      await endReset(act.db, handlerId);
      await rewrapper.passwordChanged(act.db, { handlerId, from, to: made.wrapKey });
    });
    return made.wrapKey;
  }
}

/** B6, D3. */
function requireAllowed(newPassword: string, handler: HandlerRow): void {
  const checked = checkPassword(newPassword, {
    idNumber: handler.id_number,
    ...(handler.mobile ? { mobile: handler.mobile } : {}),
  });
  if (!checked.ok) throw new Refusal('PASSWORD_POLICY', checked.problem, { link: 'password', rule: 'B6' });
}

function sameAsOld(): Refusal {
  return new Refusal('PASSWORD_POLICY', '新密码不能与原密码相同。', { link: 'password', rule: 'B6' });
}

const who = (actor: HandlerActor, handler: HandlerRow) => ({
  handler,
  agencyId: actor.agencyId ?? null,
  client: actor.client ?? null,
  sessionId: actor.sessionId,
  origin: actor.origin,
});
