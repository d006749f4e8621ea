import { randomUUID } from 'node:crypto';
import { Refusal } from '@contract/errors.ts';
import { maskMobile } from '@contract/validators/mobile.ts';
import type { AgencyFlow } from '@contract/sign-in.ts';
import type { PasswordHasher } from '../../keys/password.ts';
import { enterpriseById, enterpriseByTaxpayerId, handlerById, handlersOf, setEnterprisePassword, type HandlerRow } from '../../store/repositories/identity.ts';
import { addFlow, endFlow, openFlow } from '../../store/repositories/sign-in-flows.ts';
import type { Database, DatabaseTransaction } from '../../store/schema.ts';
import type { Codes } from '../codes/codes.ts';
import type { DomainEvent, DomainEvents } from '../domain-events.ts';
import type { Clock } from '../ports.ts';
import type { Sessions } from '../sessions/sessions.ts';
import { throttleKey, type Throttle } from '../throttle/throttle.ts';
import type { Trail } from '../trail/trail.ts';
import type { PersonalPasswords } from './personal-passwords.ts';
import { staffChoice, whyCannotLogIn } from './staff-choice.ts';

/** A flow between step 1 and step 2 is good for ten minutes, in milliseconds. */
export const flowLifetime = 10 * 60_000;

export interface Caller { window: string; origin: string }
export type StaffProof = { kind: 'password'; password: string } | { kind: 'code'; code: string };

export interface AgencySignInParts {
  db: Database; clock: Clock; events: DomainEvents; trail: Trail; sessions: Sessions; throttle: Throttle; codes: Codes; hasher: PasswordHasher;
  passwords: PersonalPasswords;
  /** The office profile: an admin attests identity cards (A3). */
  attesting: boolean;
}

/** Agency login, steps 1 and 2 (G1, G2); step 3 is {@link AgencyEntry}. */
export class AgencySignIn {
  constructor(private readonly parts: AgencySignInParts) {}

  /** G1. @throws Refusal CREDENTIALS_WRONG (unknown accounts answer alike, J2), LOCKED_OUT, FORBIDDEN for a firm that is no agency */
  async firm(input: { taxpayerId: string; password: string }, caller: Caller): Promise<AgencyFlow> {
    const { db, clock, throttle, trail, hasher } = this.parts;
    const keys = [throttleKey('firm', input.taxpayerId), throttleKey('window', caller.window)];
    const { triesLeft } = await throttle.begin(keys).catch(async (refusal: unknown) => {
      await trail.record({ act: 'agency.firm.signIn', text: `机构登录被拒绝：已锁定（${input.taxpayerId}）`, result: 'refused', rule: 'J2', origin: caller.origin });
      throw refusal;
    });
    const enterprise = await enterpriseByTaxpayerId(db, input.taxpayerId);
    const proved = enterprise?.password_hash
      ? await hasher.verifyPassword(enterprise.password_hash, input.password)
      : { ok: await hasher.verifyNothing(input.password), outdated: false };
    if (!enterprise || !proved.ok) {
      const after = await throttle.afterwards(keys, triesLeft);
      await trail.record({
        act: 'agency.firm.signIn', text: `机构登录被拒绝：识别号或密码不正确（${input.taxpayerId}）`, result: 'refused', rule: 'G1', agencyId: enterprise?.id ?? null, origin: caller.origin,
      });
      const { text, ...rest } = after;
      throw new Refusal('CREDENTIALS_WRONG', `识别号或密码不正确，${text}忘记密码请由法定代表人或财务负责人找回。`, { link: 'password', rule: 'G1', ...rest });
    }
    await throttle.succeeded(keys);
    if (!enterprise.is_agency) {
      throw new Refusal('FORBIDDEN', '该企业不是代理机构，请改用企业登录。', { link: 'identity', rule: 'G1' });
    }
    if (proved.outdated) await setEnterprisePassword(db, enterprise.id, (await hasher.hashPassword(input.password)).stored);
    const now = clock.now();
    const flow = { id: randomUUID(), window: caller.window, agency_id: enterprise.id, started_at: now, expires_at: now + flowLifetime, ended_at: null };
    await db.transaction().execute(async (transaction) => {
      await addFlow(transaction, flow);
      await trail.record({ act: 'agency.firm.signIn', text: '机构账号验证通过', result: 'done', rule: 'G1', agencyId: enterprise.id, origin: caller.origin }, transaction);
    });
    const staff = await handlersOf(db, enterprise.id);
    return {
      flow: flow.id, agency: { name: enterprise.name, taxpayerId: enterprise.taxpayer_id }, expiresAt: new Date(flow.expires_at).toISOString(),
      staff: staff.map((handler) => staffChoice(handler, { code: this.parts.codes.available, attesting: this.parts.attesting })),
    };
  }

  /** J1, B4: sends a code to the verified mobile of the chosen staff member. */
  async sendCode(input: { flow: string; handlerId: string }, caller: Caller) {
    const { handler, agencyId } = await this.#choice(input, caller);
    if (handler.mobile === null) throw new Refusal('METHOD_UNAVAILABLE', '该人员没有实名验证的手机号，请使用密码登录或先完成实名采集。', { link: 'code', rule: 'B9' });
    const sent = await this.parts.codes.send('agencyStaff', input.flow, handler.mobile);
    await this.parts.trail.record({
      act: 'agency.staff.code', text: `向${handler.name}发送短信验证码`, result: 'done', rule: 'J1', agencyId, origin: caller.origin, handler,
    });
    return { mobileMasked: maskMobile(handler.mobile), resendAt: new Date(sent.resendAt).toISOString(), expiresAt: new Date(sent.expiresAt).toISOString() };
  }

  /**
   * G2: finishes the login and makes the window's staff session. @returns the handler and, after a password, the key that the
   * password wraps the member's private key with: the caller opens the vault with it and drops it
   */
  async staff(input: { flow: string; handlerId: string; proof: StaffProof }, caller: Caller): Promise<{ handlerId: string; wrapKey: Buffer | null }> {
    const { db, events, sessions, trail, clock } = this.parts;
    const { handler, agencyId } = await this.#choice(input, caller);
    const by = { agencyId, origin: caller.origin, handler, detail: { proof: input.proof.kind } };
    const wrapKey = await this.#prove(handler, input, caller).catch(async (refusal: unknown) => {
      const rule = refusal instanceof Refusal ? refusal.data.rule : null;
      await trail.record({ act: 'agency.staff.signIn', text: `${handler.name}登录被拒绝`, result: 'refused', rule, ...by });
      throw refusal;
    });
    const told: DomainEvent[] = [];
    const session = await db.transaction().execute(async (transaction) => {
      // Two proofs of one flow sent side by side: the first one takes it.
      if (!(await openFlow(transaction, input.flow, caller.window))) throw flowExpired();
      await this.#stillHolds(transaction, handler, wrapKey !== null);
      await endFlow(transaction, input.flow, clock.now());
      const started = await sessions.startStaff(transaction, { window: caller.window, origin: caller.origin, handlerId: handler.id, agencyId }, told);
      await trail.record({ act: 'agency.staff.signIn', text: `${handler.name}登录`, result: 'done', rule: 'G2', sessionId: started.id, ...by }, transaction);
      return started;
    });
    for (const event of told) await events.emit(event);
    await events.emit({ kind: 'staffSessionStarted', window: caller.window, handlerId: handler.id, sessionId: session.id });
    return { handlerId: handler.id, wrapKey };
  }

  /** Leaves the flow (B4's 取消 from step 2 back to step 1). */
  async cancel(flow: string, caller: Caller): Promise<void> {
    if (await openFlow(this.parts.db, flow, caller.window)) await endFlow(this.parts.db, flow, this.parts.clock.now());
  }

  /** A password changed, or a person removed, while the old password was checked: the old one must not open a session that nobody ends. */
  async #stillHolds(db: DatabaseTransaction, handler: HandlerRow, byPassword: boolean): Promise<void> {
    const now = await handlerById(db, handler.id);
    if (now?.state === 'active' && (!byPassword || now.password_hash === handler.password_hash)) return;
    throw new Refusal('CONFLICT', '登录信息刚被修改，请从第一步重新登录。', { link: 'state', rule: 'G2' });
  }

  async #prove(handler: HandlerRow, input: { flow: string; proof: StaffProof }, caller: Caller): Promise<Buffer | null> {
    const { codes, throttle, hasher } = this.parts;
    if (input.proof.kind === 'code') {
      if (handler.mobile === null) throw new Refusal('METHOD_UNAVAILABLE', '该人员没有实名验证的手机号，请使用密码登录。', { link: 'code', rule: 'B9' });
      await codes.check('agencyStaff', input.flow, handler.mobile, input.proof.code);
      return null;
    }
    if (handler.password_hash === null) {
      throw new Refusal('METHOD_UNAVAILABLE', '该人员尚未设置个人密码，请使用短信登录后设置。', { link: 'password', rule: 'B5' });
    }
    const keys = [throttleKey('staff', handler.id), throttleKey('window', caller.window)];
    const { triesLeft } = await throttle.begin(keys);
    const proved = await hasher.verifyPassword(handler.password_hash, input.proof.password);
    if (!proved.wrapKey) {
      const { text, ...rest } = await throttle.afterwards(keys, triesLeft);
      throw new Refusal('CREDENTIALS_WRONG', `个人密码不正确，${text}忘记密码请联系法定代表人或财务负责人重置。`, {
        link: 'password', rule: 'G2', whoCanMend: '法定代表人或财务负责人', ...rest,
      });
    }
    await throttle.succeeded(keys);
    if (!proved.outdated) return proved.wrapKey;
    const wrapKey = await this.parts.passwords.replace(handler.id, input.proof.password, proved.wrapKey, (db) => this.#stillHolds(db, handler, true));
    // What still has to hold when the session is made is the new verifier.
    handler.password_hash = (await handlerById(this.parts.db, handler.id))?.password_hash ?? null;
    return wrapKey;
  }

  async #choice(input: { flow: string; handlerId: string }, caller: Caller): Promise<{ handler: HandlerRow; agencyId: string }> {
    const { db, clock } = this.parts;
    const flow = await openFlow(db, input.flow, caller.window);
    if (!flow || clock.now() >= flow.expires_at || clock.now() < flow.started_at) throw flowExpired();
    const handler = await handlerById(db, input.handlerId);
    const agency = await enterpriseById(db, flow.agency_id);
    if (!handler || !agency || handler.enterprise_id !== flow.agency_id || handler.state === 'removed') {
      throw new Refusal('NOT_FOUND', '没有这位待办人员，请重新选择。', { link: 'staff', rule: 'G2' });
    }
    const cannot = whyCannotLogIn(handler, this.parts.attesting);
    if (cannot) {
      await this.parts.trail.record({
        act: 'agency.staff.signIn', text: `${handler.name}登录被拒绝：${cannot}`, result: 'refused', rule: 'A3', agencyId: agency.id, origin: caller.origin, handler,
      });
      throw new Refusal('REAL_NAME_REQUIRED', `${cannot}。`, { link: 'identity', rule: 'A3', whoCanMend: '本人' });
    }
    return { handler, agencyId: agency.id };
  }
}

function flowExpired(): Refusal {
  return new Refusal('FLOW_EXPIRED', '登录步骤已过期，请从第一步重新登录。', { link: 'session', rule: 'G1' });
}
