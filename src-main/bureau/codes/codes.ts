import { randomInt, randomUUID } from 'node:crypto';
import { Refusal } from '@contract/errors.ts';
import { resendAfter } from '@contract/sign-in.ts';
import { dayOf, startOfDay } from '../ground/calendar.ts';
import { momentOf, passedSince, type Moment } from '../clock/elapsed.ts';
import type { Clock, SmsGateway } from '../ground/ports.ts';
import { codeMatches, hashCode } from '../../keys/code-hash.ts';
import { addCode, codeOf, codesSince, newestCode, setCode } from '../../store/repositories/codes.ts';
import type { Acts } from '../act/acts.ts';
import type { CodeLimits } from '../rule-sets/limits.ts';

const aDay = 86_400_000;
/** A clock that is this much ahead of what the machine has counted was moved. */
const movedBy = 60_000;

/** What a code is asked for, as its message says it; a code is good for its own request only. */
const purposes = {
  agencyStaff: '代理机构登录',
  enterprise: '企业登录',
  quick: '企业快捷登录',
  recovery: '找回企业密码',
  personRecovery: '找回自然人密码',
  registerPerson: '自然人注册',
  registerEnterprise: '企业注册',
  realName: '实名采集',
} as const;
export type CodePurpose = keyof typeof purposes;

/** SMS codes (J1); only their hash is stored. */
export class Codes {
  /** When codes went to a mobile since this process began: what a clock moved a day on does not make a new day of. */
  readonly #sent = new Map<string, Moment[]>();

  constructor(
    private readonly acts: Acts,
    private readonly clock: Clock,
    /** Null in the office profile, where no code can be sent. */
    private readonly sms: SmsGateway | null,
    /** 32 bytes of this desk; never in the database. */
    private readonly key: Buffer,
    private readonly limits: CodeLimits,
  ) {}

  /** Whether code login can be offered at all. */
  get available(): boolean {
    return this.sms !== null;
  }

  /**
   * Sends a code for a request. @throws Refusal METHOD_UNAVAILABLE without a gateway, CODE_TOO_SOON within 60 s of the last
   * or past ten a day (J1). @param deliver false: everything but the message itself, so that a request about somebody unknown answers
   * like any other (J2)
   */
  async send(
    purpose: CodePurpose,
    flowId: string,
    mobile: string,
    deliver = true,
  ): Promise<{ resendAt: number; expiresAt: number }> {
    if (!this.sms)
      throw new Refusal('METHOD_UNAVAILABLE', '本机不能发送短信验证码，请使用密码登录。', { link: 'code', rule: 'B4' });
    const { at: now, elapsed } = momentOf(this.clock);
    const code = randomInt(1_000_000).toString().padStart(6, '0');
    const id = randomUUID();
    await this.acts.run(null, async ({ db }) => {
      const last = await newestCode(db, mobile);
      // Also when the clock was set back: a code of the future blocks until its time has come.
      const left = last
        ? resendAfter - passedSince(this.clock, { at: last.sent_at, elapsed: last.sent_elapsed }).atLeast
        : 0;
      if (left > 0) {
        const wait = Math.ceil(left / 1000);
        throw new Refusal('CODE_TOO_SOON', `验证码已发送，请${wait}秒后再获取。`, {
          link: 'code',
          rule: 'J1',
          retryAt: new Date(now + left).toISOString(),
        });
      }
      const midnight = startOfDay(dayOf(now));
      if ((await codesSince(db, mobile, midnight)) + this.#hiddenByClock(mobile, midnight) >= this.limits.aDay) {
        throw new Refusal('CODE_TOO_SOON', `该手机今天已获取${this.limits.aDay}次验证码，请明天再试或使用密码登录。`, {
          link: 'code',
          rule: 'J1',
          retryAt: new Date(midnight + aDay).toISOString(),
        });
      }
      await addCode(db, {
        id,
        purpose,
        flow_id: flowId,
        mobile,
        salt: id,
        hash: hashCode(this.key, id, code),
        sent_at: now,
        expires_at: now + this.limits.lifetime,
        tries: 0,
        used_at: null,
        replaced_at: null,
        sent_elapsed: elapsed,
      });
    });
    this.#sent.set(mobile, [...(this.#sent.get(mobile) ?? []), { at: now, elapsed }]);
    if (deliver)
      await this.sms.send(
        mobile,
        `【电子税务局】验证码${code}，用于${purposes[purpose]}，${this.limits.lifetime / 60_000}分钟内有效，请勿告知他人。`,
      );
    return { resendAt: now + resendAfter, expiresAt: now + this.limits.lifetime };
  }

  /** Codes of the last 24 hours by the machine that a clock moved on since has put on another day. */
  #hiddenByClock(mobile: string, midnight: number): number {
    const recent = (this.#sent.get(mobile) ?? []).filter((sent) => passedSince(this.clock, sent).atLeast < aDay);
    this.#sent.set(mobile, recent);
    return recent.filter((sent) => {
      const { atLeast, atMost } = passedSince(this.clock, sent);
      return sent.at < midnight && atMost - atLeast > movedBy;
    }).length;
  }

  /** Checks a code and uses it up. @throws Refusal CODE_WRONG with tries left, CODE_EXPIRED when there is none in hand */
  async check(purpose: CodePurpose, flowId: string, mobile: string, typed: string): Promise<void> {
    const now = this.clock.now();
    const refusal = await this.acts.run(null, async ({ db }): Promise<Refusal | null> => {
      const row = await codeOf(db, purpose, flowId, mobile);
      if (!row || row.used_at !== null) return expired(row ? '验证码已使用' : '尚未获取验证码');
      // Before its own sending means that the clock was set back; set back less far, what the machine has counted says how old it is.
      const { atMost } = passedSince(this.clock, { at: row.sent_at, elapsed: row.sent_elapsed });
      if (now >= row.expires_at || now < row.sent_at || atMost >= this.limits.lifetime) return expired('验证码已过期');
      if (row.tries >= this.limits.tries) return expired('验证码输错次数过多');
      if (codeMatches(row.hash, this.key, row.salt, typed)) {
        await setCode(db, row.id, { used_at: now });
        return null;
      }
      await setCode(db, row.id, { tries: row.tries + 1 });
      const triesLeft = this.limits.tries - row.tries - 1;
      if (triesLeft === 0) return expired('验证码输错次数过多');
      return new Refusal('CODE_WRONG', `验证码不正确，还可再试${triesLeft}次。`, {
        link: 'code',
        rule: 'J1',
        triesLeft,
      });
    });
    if (refusal) throw refusal;
  }
}

function expired(why: string): Refusal {
  return new Refusal('CODE_EXPIRED', `${why}，请重新获取。`, { link: 'code', rule: 'J1' });
}
