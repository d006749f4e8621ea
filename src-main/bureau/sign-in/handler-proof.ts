import { Refusal } from '@contract/errors.ts';
import type { CodeSent, HandlerProofInput } from '@contract/sign-in.ts';
import { maskMobile } from '@contract/validators/mobile.ts';
import type { PasswordHasher } from '../../keys/password.ts';
import type { HandlerRow } from '../../store/repositories/identity.ts';
import type { Authenticators } from '../authenticator/authenticators.ts';
import type { CodePurpose, Codes } from '../codes/codes.ts';
import { throttleKey, type Attempt, type Throttle } from '../throttle/throttle.ts';
import type { Caller } from '../ground/caller.ts';
import type { PasswordResets } from './password-resets.ts';
import type { PersonalPasswords } from './personal-passwords.ts';

/**
 * What a proof opens. `session`: the login, with the key that the password wraps the member's private key with (null after a code).
 * `ticket`: the change-password page and nothing else (D3).
 */
export type Proved = { opens: 'session'; wrapKey: Buffer | null } | { opens: 'ticket'; wrapKey: null };

export interface HandlerProofDependencies {
  codes: Codes;
  authenticators: Authenticators;
  throttle: Throttle;
  hasher: PasswordHasher;
  passwords: PersonalPasswords;
  resets: PasswordResets;
}

/** The step of every login in which the chosen handler proves who they are, by password or by code (B4, G2). */
export class HandlerProof {
  constructor(private readonly deps: HandlerProofDependencies) {}

  /** J1: sends a code to the handler's verified mobile. @throws Refusal METHOD_UNAVAILABLE (B9), CODE_TOO_SOON */
  async sendCode(purpose: CodePurpose, flow: string, handler: HandlerRow): Promise<CodeSent> {
    if (handler.mobile === null)
      throw new Refusal('METHOD_UNAVAILABLE', '该人员没有实名验证的手机号，请使用密码登录或先完成实名采集。', {
        link: 'code',
        rule: 'B9',
      });
    const sent = await this.deps.codes.send(purpose, flow, handler.mobile);
    return {
      mobileMasked: maskMobile(handler.mobile),
      resendAt: new Date(sent.resendAt).toISOString(),
      expiresAt: new Date(sent.expiresAt).toISOString(),
    };
  }

  /** @throws Refusal CREDENTIALS_WRONG, LOCKED_OUT, CODE_WRONG, CODE_EXPIRED, METHOD_UNAVAILABLE */
  async prove(
    handler: HandlerRow,
    request: { purpose: CodePurpose; flow: string; proof: HandlerProofInput },
    caller: Caller,
  ): Promise<Proved> {
    const { proof } = request;
    const reset = await this.deps.resets.of(handler.id);
    if (proof.kind === 'code') {
      await (this.deps.codes.available
        ? this.#sms(handler, request, proof.code)
        : this.#authenticator(handler, proof.code, caller));
      return reset ? { opens: 'ticket', wrapKey: null } : { opens: 'session', wrapKey: null };
    }
    if (handler.password_hash === null && !reset) {
      throw new Refusal(
        'METHOD_UNAVAILABLE',
        `该人员尚未设置个人密码，请使用${this.deps.codes.available ? '短信' : '一次性登录码'}登录后设置。`,
        { link: 'password', rule: 'B5' },
      );
    }
    return this.#password(handler, request, proof, reset?.ticket_hash ? 'ticket' : 'resetPassword', caller);
  }

  async #password(
    handler: HandlerRow,
    request: { purpose: CodePurpose; flow: string },
    proof: { password: string; code?: string | undefined },
    resetBy: 'ticket' | 'resetPassword',
    caller: Caller,
  ): Promise<Proved> {
    const { throttle, hasher, passwords, resets } = this.deps;
    return throttle.trying(
      [throttleKey('staff', handler.id)],
      async (attempt) => {
        if (handler.password_hash !== null) {
          const proved = await hasher.verifyPassword(handler.password_hash, proof.password);
          if (!proved.wrapKey) throw await wrong(attempt);
          await attempt.right();
          if (!proved.outdated) return { opens: 'session', wrapKey: proved.wrapKey };
          const { wrapKey, stored } = await passwords.renew(handler, proof.password, proved.wrapKey);
          // What still has to hold when the session is made is the new verifier.
          handler.password_hash = stored;
          return { opens: 'session', wrapKey };
        }
        // The same work as for a stored password, so that the time tells nothing about the ticket.
        await hasher.verifyNothing(proof.password);
        if (!(await resets.opens(handler.id, proof.password))) throw await wrong(attempt);
        if (resetBy === 'resetPassword' && proof.code === undefined) {
          throw new Refusal(
            'METHOD_UNAVAILABLE',
            '该人员的密码已被重置，重置密码须与短信验证码一起使用，请获取验证码后再登录。',
            { link: 'code', rule: 'D3' },
          );
        }
        // A one-time code needs no SMS code beside it: nobody but its owner was given it.
        if (resetBy === 'resetPassword') await this.#sms(handler, request, proof.code ?? '');
        if (!(await resets.use(handler.id))) throw await wrong(attempt);
        await attempt.right();
        return { opens: 'ticket', wrapKey: null };
      },
      triedBy(handler, caller),
    );
  }

  async #sms(handler: HandlerRow, request: { purpose: CodePurpose; flow: string }, code: string): Promise<void> {
    if (handler.mobile === null)
      throw new Refusal('METHOD_UNAVAILABLE', '该人员没有实名验证的手机号，请使用密码登录。', {
        link: 'code',
        rule: 'B9',
      });
    await this.deps.codes.check(request.purpose, request.flow, handler.mobile, code);
  }

  /** 动态口令, counted under the keys of the password: neither door gives further tries at the other (J2). */
  async #authenticator(handler: HandlerRow, code: string, caller: Caller): Promise<void> {
    const { authenticators, throttle } = this.deps;
    if ((await authenticators.since(handler.id)) === null) {
      throw new Refusal('METHOD_UNAVAILABLE', '该人员没有启用动态口令，请使用个人密码登录。', {
        link: 'code',
        rule: 'B4',
      });
    }
    await throttle.trying(
      [throttleKey('staff', handler.id)],
      async (attempt) => {
        const verdict = await authenticators.use(handler.id, code);
        if (verdict.kind === 'right') return attempt.right();
        if (verdict.kind === 'spent') throw authenticators.spentRefusal(verdict.nextAt);
        const { text, ...rest } = await attempt.wrong();
        throw new Refusal('CODE_WRONG', `动态口令不正确，${text}请输入验证器当前显示的6位数字。`, {
          link: 'code',
          rule: 'B4',
          ...rest,
        });
      },
      triedBy(handler, caller),
    );
  }
}

/** J2: what is locked is this one person; the window is slowed. */
const triedBy = (handler: HandlerRow, caller: Caller) => ({
  window: throttleKey('window', caller.window),
  called: `${handler.name}的个人密码`,
});

async function wrong(attempt: Attempt): Promise<Refusal> {
  const { text, ...rest } = await attempt.wrong();
  return new Refusal('CREDENTIALS_WRONG', `个人密码不正确，${text}忘记密码请联系法定代表人或财务负责人重置。`, {
    link: 'password',
    rule: 'B4',
    whoCanMend: '法定代表人或财务负责人',
    ...rest,
  });
}
