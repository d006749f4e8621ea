import { randomUUID } from 'node:crypto';
import type { AuthenticatorSetUp, AuthenticatorStatus } from '@contract/authenticator.ts';
import { Refusal } from '@contract/errors.ts';
import {
  authenticatorOf,
  deleteAuthenticator,
  deleteSetUp,
  putAuthenticator,
  putSetUp,
  setUpOf,
} from '../../store/repositories/authenticators.ts';
import type { Acts } from '../act/acts.ts';
import type { StaffActor } from '../ground/actors.ts';
import { iso, timeText } from '../ground/calendar.ts';
import type { Clock } from '../ground/ports.ts';
import type { RuleLimits } from '../rule-sets/limits.ts';
import type { PersonalPasswords } from '../sign-in/personal-passwords.ts';
import type { Authenticators } from '../authenticator/authenticators.ts';
import { addressOf, base32Of, issuer, newSecret, runsOutAt } from '../authenticator/totp.ts';

export interface OwnAuthenticatorDependencies {
  acts: Acts;
  limits: Pick<RuleLimits, 'flow'>;
  clock: Clock;
  passwords: PersonalPasswords;
  authenticators: Authenticators;
}

/** A staff member's own 动态口令: set up, renewed, removed, each after a fresh check of the personal password. */
export class OwnAuthenticator {
  constructor(private readonly deps: OwnAuthenticatorDependencies) {}

  async status(staff: StaffActor): Promise<AuthenticatorStatus> {
    const { authenticators } = this.deps;
    const since = await authenticators.since(staff.handlerId);
    return { available: authenticators.available, since: since === null ? null : iso(since) };
  }

  /**
   * Shows a new secret, this once; one in use goes on until the first right code of the new one.
   * @throws Refusal METHOD_UNAVAILABLE in a training world or without a personal password; CREDENTIALS_WRONG, LOCKED_OUT
   */
  async begin(staff: StaffActor, personalPassword: string): Promise<AuthenticatorSetUp> {
    const { acts, clock, passwords, authenticators } = this.deps;
    if (!authenticators.available)
      throw new Refusal('METHOD_UNAVAILABLE', '演示环境用模拟手机的短信验证码登录，不使用动态口令。', {
        link: 'code',
        rule: 'B4',
      });
    (await passwords.prove(staff, personalPassword)).fill(0);
    const now = clock.now();
    const of = { handler_id: staff.handlerId, id: randomUUID() };
    const secret = newSecret();
    // What an app lists it under: short, so that the picture stays readable to a camera.
    const account = `${staff.name} ${staff.agencyName.slice(0, 20)}`;
    const shown = {
      setUp: of.id,
      secret: base32Of(secret),
      address: addressOf(secret, account),
      issuer,
      account,
      expiresAt: iso(now + this.deps.limits.flow),
    };
    const sealed = authenticators.sealed(secret, of);
    secret.fill(0);
    await acts.run(null, async (act) => {
      await putSetUp(act.db, {
        ...of,
        session_id: staff.sessionId,
        sealed,
        started_at: now,
        expires_at: now + this.deps.limits.flow,
      });
      await act.record({
        act: 'staff.authenticator.begin',
        text: '开始设置动态口令',
        rule: 'B4',
        by: staff,
        origin: staff.origin,
      });
    });
    return shown;
  }

  /**
   * The first right code puts the authenticator in use, and is used up by it. Wrong ones are not counted: the secret lies open before who types.
   * @throws Refusal CODE_WRONG; FLOW_EXPIRED after ten minutes, in another session, or once it is in use
   */
  async confirm(staff: StaffActor, input: { setUp: string; code: string }): Promise<AuthenticatorStatus> {
    const { acts, clock, authenticators } = this.deps;
    const now = clock.now();
    await acts.run(null, async (act) => {
      const row = await setUpOf(act.db, staff.handlerId);
      // Before its own start means that the clock was set back.
      if (
        row?.id !== input.setUp ||
        row.session_id !== staff.sessionId ||
        now >= row.expires_at ||
        now < row.started_at
      ) {
        throw new Refusal('FLOW_EXPIRED', '这次设置已过期，请重新开始，扫描新的二维码。', {
          link: 'session',
          rule: 'B4',
        });
      }
      const secret = authenticators.unsealed(row);
      const runsOut = runsOutAt(secret, input.code, now);
      secret.fill(0);
      if (runsOut === null) {
        throw new Refusal(
          'CODE_WRONG',
          `动态口令不正确。请输入验证器当前显示的6位数字，并核对手机时间（这台电脑现在是${timeText(now, now)}）。`,
          { link: 'code', rule: 'B4' },
        );
      }
      const renewed = (await authenticatorOf(act.db, staff.handlerId)) !== undefined;
      await deleteSetUp(act.db, staff.handlerId);
      await putAuthenticator(act.db, {
        handler_id: row.handler_id,
        id: row.id,
        sealed: row.sealed,
        set_up_at: now,
        spent_until: runsOut,
      });
      await act.record({
        act: 'staff.authenticator.set',
        text: renewed ? '更换动态口令' : '启用动态口令',
        rule: 'B4',
        by: staff,
        origin: staff.origin,
      });
    });
    return this.status(staff);
  }

  /** @throws Refusal NOT_FOUND when there is none (any more); CREDENTIALS_WRONG, LOCKED_OUT */
  async remove(staff: StaffActor, personalPassword: string): Promise<AuthenticatorStatus> {
    const { acts, passwords } = this.deps;
    (await passwords.prove(staff, personalPassword)).fill(0);
    await acts.run(null, async (act) => {
      if (!(await deleteAuthenticator(act.db, staff.handlerId)))
        throw new Refusal('NOT_FOUND', '没有启用动态口令，可能刚被停用。请刷新后再看。', { link: 'state', rule: 'B4' });
      await act.record({
        act: 'staff.authenticator.remove',
        text: '停用动态口令',
        rule: 'B4',
        by: staff,
        origin: staff.origin,
      });
    });
    return this.status(staff);
  }
}
