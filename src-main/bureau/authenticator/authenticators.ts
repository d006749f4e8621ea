import { Refusal } from '@contract/errors.ts';
import { placeOf, seal, unseal } from '../../keys/sealing.ts';
import {
  authenticatorOf,
  authenticatorsOf,
  deleteAuthenticator,
  setSpent,
} from '../../store/repositories/authenticators.ts';
import type { HandlerRow } from '../../store/repositories/identity.ts';
import type { Database } from '../../store/schema/index.ts';
import type { Act, Acts } from '../act/acts.ts';
import { timeText } from '../ground/calendar.ts';
import type { ClockWatch } from '../clock/clock-watch.ts';
import type { Clock } from '../ground/ports.ts';
import { nextAfter, runsOutAt, stepLength } from './totp.ts';

export interface AuthenticatorsDependencies {
  db: Database;
  clock: Clock;
  acts: Acts;
  clockWatch: ClockWatch;
  /** 32 bytes of this desk; never in the database. */
  key: Buffer;
  /** Where no SMS can be sent: the office profile (ADR-0017). */
  available: boolean;
}

/** What a typed code is. `spent`: right, but used before, or run out before the clock was set back; `nextAt`: when the next good one is shown. */
export type CodeVerdict = { kind: 'right' | 'wrong' | 'none' } | { kind: 'spent'; nextAt: number };

/**
 * 动态口令 of an agency's staff in the place of SMS codes (ADR-0008): RFC 6238, each code good once. Who counts wrong ones is
 * the caller, with the throttle of J2.
 */
export class Authenticators {
  constructor(private readonly deps: AuthenticatorsDependencies) {}

  get available(): boolean {
    return this.deps.available;
  }

  /** When this handler set theirs up, in milliseconds UTC; null: there is none. */
  async since(handlerId: string): Promise<number | null> {
    return (await authenticatorOf(this.deps.db, handlerId))?.set_up_at ?? null;
  }

  /** Handlers of an enterprise who have one, with when it was set up. */
  of(enterpriseId: string): Promise<ReadonlyMap<string, number>> {
    return authenticatorsOf(this.deps.db, enterpriseId);
  }

  /** Whether a code is that of the handler's authenticator now; a right one is used up by it, also for after a restart. */
  async use(handlerId: string, code: string): Promise<CodeVerdict> {
    const { acts, clock, clockWatch } = this.deps;
    // A clock that was set back a moment ago revives no code.
    await clockWatch.look();
    return acts.run(null, async ({ db }): Promise<CodeVerdict> => {
      const row = await authenticatorOf(db, handlerId);
      if (!row) return { kind: 'none' };
      const secret = this.unsealed(row);
      const runsOut = runsOutAt(secret, code, clock.now());
      secret.fill(0);
      if (runsOut === null) return { kind: 'wrong' };
      if (runsOut <= row.spent_until) return { kind: 'spent', nextAt: nextAfter(row.spent_until) };
      await setSpent(db, handlerId, runsOut);
      return { kind: 'right' };
    });
  }

  /** What a right code is answered that is good no more. */
  spentRefusal(nextAt: number): Refusal {
    const now = this.deps.clock.now();
    const message =
      nextAt - now <= 2 * stepLength
        ? '这个动态口令已经用过，请等验证器显示下一个口令再输入。'
        : `这台电脑的时间被拨回过，动态口令到${timeText(nextAt, now)}以后才能再用。请先核对电脑时间，或用个人密码登录。`;
    return new Refusal('CODE_EXPIRED', message, { link: 'code', rule: 'B4', retryAt: new Date(nextAt).toISOString() });
  }

  /** Seals a secret for its row; moved to another handler or another `id` it does not open. */
  sealed(secret: Uint8Array, of: { handler_id: string; id: string }): Buffer {
    return seal(this.deps.key, Buffer.from(secret), placeOf('authenticator', of.handler_id, of.id));
  }

  /** The secret of a row; the caller wipes it. @throws SealBroken */
  unsealed(row: { handler_id: string; id: string; sealed: Buffer }): Uint8Array {
    const opened = unseal(this.deps.key, row.sealed, placeOf('authenticator', row.handler_id, row.id));
    const secret = Uint8Array.from(opened);
    opened.fill(0);
    return secret;
  }

  /**
   * Takes the authenticator away because what it was set up on no longer holds, inside that act. A reset: whoever knew the old
   * password may have set it up. A re-attestation: it stands in the place of the mobile that is no more. @param why in Chinese, for the trail
   */
  async void(
    act: Act,
    handler: Pick<HandlerRow, 'id' | 'name' | 'enterprise_id'>,
    why: string,
    origin: string,
  ): Promise<void> {
    if (!(await deleteAuthenticator(act.db, handler.id))) return;
    await act.record({
      act: 'staff.authenticator.void',
      text: `${handler.name}的动态口令停用：${why}`,
      rule: 'B4',
      handler,
      agencyId: handler.enterprise_id,
      origin,
    });
  }
}
