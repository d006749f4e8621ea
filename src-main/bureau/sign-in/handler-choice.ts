import type { StaffChoice } from '@contract/sign-in.ts';
import { maskMobile } from '@contract/validators/mobile.ts';
import { handlersOf, type HandlerRow } from '../../store/repositories/identity.ts';
import type { Database } from '../../store/schema/index.ts';
import type { Authenticators } from '../authenticator/authenticators.ts';
import type { Codes } from '../codes/codes.ts';
import { holdsEverything } from '../rights/rights.ts';
import type { PasswordResets } from './password-resets.ts';
import type { Profile } from '../ground/profile.ts';

export interface HandlerChoiceDependencies {
  db: Database;
  codes: Codes;
  authenticators: Authenticators;
  resets: PasswordResets;
  profile: Profile;
}

/** Why a handler cannot finish a login (A3, B3, E4), in Chinese with the way out, or null. */
export function whyCannotLogIn(
  handler: Pick<HandlerRow, 'state' | 'verified_name' | 'name'>,
  profile: Profile,
): string | null {
  const how = profile.attestsCards ? '请由机构管理员核验居民身份证并登记' : '请用办税App“采集实名信息”完成实名采集';
  if (handler.state === 'pending') return `尚未完成实名采集，${how}后再登录`;
  if (handler.verified_name === null) return `未采集实名信息，${how}后再登录`;
  if (handler.verified_name !== handler.name) return `实名信息中的姓名与登记不一致，${how}更正`;
  return null;
}

/**
 * The handlers of an enterprise as the list of a login offers them (G2, B2, B4). @param login the agency's, at which an officer may prove
 * themselves with the office's recovery key, or an enterprise's
 */
export async function handlerChoices(
  { db, codes, authenticators, resets, profile }: HandlerChoiceDependencies,
  enterpriseId: string,
  login: 'agency' | 'enterprise',
): Promise<StaffChoice[]> {
  const [handlers, reset, authenticated] = await Promise.all([
    handlersOf(db, enterpriseId),
    resets.pendingOf(enterpriseId),
    authenticators.of(enterpriseId),
  ]);
  return handlers.map((handler) => {
    const cannot = whyCannotLogIn(handler, profile);
    const code = codes.available
      ? handler.mobile === null
        ? null
        : ('sms' as const)
      : authenticated.has(handler.id)
        ? ('authenticator' as const)
        : null;
    return {
      handlerId: handler.id,
      name: handler.name,
      capacity: handler.capacity,
      cannot,
      resetPending: reset.has(handler.id),
      methods: {
        password: !cannot && (handler.password_hash !== null || reset.has(handler.id)),
        code: cannot ? null : code,
        recoveryKey: !cannot && profile.hasRecoveryKey && login === 'agency' && holdsEverything(handler.capacity),
      },
      mobileMasked: handler.mobile === null ? null : maskMobile(handler.mobile),
    };
  });
}
