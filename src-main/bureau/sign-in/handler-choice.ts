import type { StaffChoice } from '@contract/sign-in.ts';
import { maskMobile } from '@contract/validators/mobile.ts';
import type { HandlerRow } from '../../store/repositories/identity.ts';

/**
 * Why a handler cannot finish a login (A3, B3, E4), in Chinese with the way out, or null.
 * @param attesting the office profile: no phone app can be reached, an admin attests the identity card instead
 */
export function whyCannotLogIn(handler: Pick<HandlerRow, 'state' | 'verified_name' | 'name'>, attesting: boolean): string | null {
  const how = attesting ? '请由机构管理员核验居民身份证并登记' : '请用办税App“采集实名信息”完成实名采集';
  if (handler.state === 'pending') return `尚未完成实名采集，${how}后再登录`;
  if (handler.verified_name === null) return `未采集实名信息，${how}后再登录`;
  if (handler.verified_name !== handler.name) return `实名信息中的姓名与登记不一致，${how}更正`;
  return null;
}

/**
 * A handler as the list of a login offers them (G2, B2, B4). @param offers.reset the password was reset and no new one chosen yet (D3)
 */
export function handlerChoice(handler: HandlerRow, offers: { code: boolean; attesting: boolean; reset: boolean }): StaffChoice {
  const cannot = whyCannotLogIn(handler, offers.attesting);
  return {
    handlerId: handler.id, name: handler.name, capacity: handler.capacity, cannot,
    resetPending: offers.reset,
    methods: { password: !cannot && (handler.password_hash !== null || offers.reset), code: !cannot && offers.code && handler.mobile !== null },
    mobileMasked: handler.mobile === null ? null : maskMobile(handler.mobile),
  };
}
